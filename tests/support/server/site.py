"""The real application in a process of its own, on a port of its own, that a test can kill and start again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from logbook.cli.serving import granian
from tests.support.server.proxy import Proxy

ROOT = Path(__file__).parents[3]
START_S = 90  # on a crowded machine; one that ends by itself is noticed at once
STOP_S = 10


def is_open(port: int) -> bool:
    """Whether anything answers on this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def copied(root: Path) -> Path:
    """The logbook in another place, to be changed there and started. What Python compiled comes along: it knows each
    file by its time and size, so that only what a test changes is compiled anew."""
    for folder in ("logbook", "migrations"):
        # What is being compiled this moment has a name of its own until it is whole.
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.pyc.*"))
    return root


@dataclass
class Application:
    """`database` an address as in DATABASE_URL; `origin` what the browser types; `root` the checkout it runs from;
    `more` further settings."""

    database: str
    origin: str
    port: int
    root: Path = ROOT
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Application":
        """Serve, and come back when requests are answered."""
        settings = {"DATABASE_URL": self.database, "LOGBOOK_ORIGIN": self.origin, "SECRET_KEY": "s" * 40}
        command = [sys.executable, *granian("127.0.0.1", self.port, workers=1)]
        env = os.environ | settings | self.more
        # A group of its own, so that the kill reaches the worker process as well.
        self.process = subprocess.Popen(command, cwd=self.root, env=env, start_new_session=True)
        limit = time.monotonic() + START_S
        while not is_open(self.port):
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < limit, "the server did not start"
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """End it as a deploy does: what is under way is answered first."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does, and make sure that nothing answers any more."""
        self._end(signal.SIGKILL)

    def _end(self, sign: signal.Signals) -> None:
        if self.process:
            os.killpg(self.process.pid, sign)
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                # Granian misses a farewell that comes while it starts, and serves on; a deploy does not wait either.
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            self.process = None
        limit = time.monotonic() + 5
        while is_open(self.port):
            assert time.monotonic() < limit, f"port {self.port} still answers"
            time.sleep(0.02)


class Site:
    """The application behind a network that can be switched off: what a browser sees at `site.origin`."""

    def __init__(self, database: str) -> None:
        self.network = Proxy(server=free_port(), port=free_port())
        self.origin = f"http://localhost:{self.network.port}"
        self.application = Application(database, self.origin, self.network.server)

    def up(self) -> "Site":
        """Server and network are there."""
        self.application.start()
        self.network.start()
        return self

    def down(self) -> None:
        """The server is killed and nothing answers at its address."""
        self.network.stop()
        self.application.kill()
        assert not is_open(self.network.port), "the network still carries"
