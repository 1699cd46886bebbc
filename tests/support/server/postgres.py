"""PostgreSQL servers of the tests' own: made in a temporary folder, thrown away at the end."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

# Nothing here must survive a power cut, so nothing waits for the disk.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
)


@dataclass
class Cluster:
    """A server in a folder, at 127.0.0.1:port."""

    folder: Path
    settings: Sequence[str] = SETTINGS
    port: int = field(default_factory=lambda: free_port())

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def address(self) -> str:
        """Without a database name: postgresql://postgres@127.0.0.1:5433/."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/"

    def create(self) -> "Cluster":
        """An empty server, not yet running."""
        self._own_folder()
        _run(
            "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--locale=C",
        )
        return self

    def copy_of(self, other: "Cluster") -> "Cluster":
        """A standby of another server, which must be running."""
        self._own_folder()
        source = ("-h", "127.0.0.1", "-p", other.port, "-U", "postgres")
        _run("pg_basebackup", *source, "-D", self.data, "-R", "-X", "stream", "-c", "fast")
        return self

    def start(self) -> "Cluster":
        """Come back when it answers."""
        said = (*self.settings, f"port={self.port}", "listen_addresses=127.0.0.1")
        options = f"{' '.join(f'-c {setting}' for setting in said)} -k {self.folder}"
        _run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")
        return self

    def stop(self) -> None:
        """At once, without a farewell; nothing where it does not run."""
        if (self.data / "postmaster.pid").exists():
            _run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def kill(self) -> None:
        """As a power cut does: every process of it at once."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        (self.data / "postmaster.pid").unlink()

    def _own_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        _hand_over(self.folder)


@contextmanager
def cluster(folder: Path, settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """A running server; gives its address without a database name, postgresql://postgres@127.0.0.1:5433/."""
    server = Cluster(folder, settings).create().start()
    try:
        yield server.address
    finally:
        server.stop()


@dataclass
class Pair:
    """A primary and its standby."""

    primary: Cluster
    standby: Cluster

    def both(self, database: str) -> str:
        """One address that leads to whichever of the two takes writes."""
        hosts = "&".join(f"host=127.0.0.1:{server.port}" for server in (self.primary, self.standby))
        return f"postgresql://postgres@/{database}?{hosts}&target_session_attrs=read-write&connect_timeout=2"

    def wait_until_synchronous(self) -> None:
        """From now on the primary answers a commit only when the standby has it."""
        with psycopg.connect(f"{self.primary.address}postgres", autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            limit = time.monotonic() + 30
            while not connection.execute(
                "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
            ).fetchall():
                assert time.monotonic() < limit, "the standby does not follow"
                time.sleep(0.1)

    def promote(self) -> None:
        """The standby becomes the primary."""
        _run("pg_ctl", "-D", self.standby.data, "-w", "promote")


@contextmanager
def pair(folder: Path, settings: Sequence[str]) -> Iterator[Pair]:
    """Two running servers, the second a standby of the first."""
    primary = Cluster(folder / "primary", settings).create().start()
    standby = Cluster(folder / "standby", settings)
    try:
        yield Pair(primary, standby.copy_of(primary).start())
    finally:
        standby.stop()
        primary.stop()


def free_port() -> int:
    """A TCP port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: str, *arguments: object) -> None:
    command = [str(_find(program)), *map(str, arguments)]
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
    assert done.returncode == 0, f"{program}: {done.stdout}"


def _find(program: str) -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4]))
    found = debian[-1] if debian else shutil.which(program)
    assert found, "PostgreSQL is missing: `apt install postgresql` or `brew install postgresql`"
    return Path(found)


def _hand_over(folder: Path) -> None:
    if os.geteuid() != 0:
        return
    shutil.chown(folder, "postgres")
    # The folders pytest makes are closed to other users; the server must be able to walk through them.
    for parent in folder.parents:
        if parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | 0o001)
