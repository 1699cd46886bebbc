"""The logbook as a host starts it: `logbook serve` in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.server.site import ROOT, START_S, STOP_S, free_port, is_open


@contextmanager
def served(database: str, *arguments: str, **more: str) -> Iterator[int]:
    """The port at which `logbook serve` answers, with two processes of two threads; `more` further settings."""
    port = free_port()
    settings = {
        "DATABASE_URL": database,
        "LOGBOOK_ORIGIN": f"http://localhost:{port}",
        "SECRET_KEY": "s" * 40,
    }
    command = [sys.executable, "-c", "from logbook.cli import main; main()", "serve", "--port", str(port)]
    env = os.environ | settings | more
    process = subprocess.Popen([*command, *arguments], cwd=ROOT, env=env, start_new_session=True)
    try:
        limit = time.monotonic() + START_S
        while not is_open(port):
            assert process.poll() is None, "the server ended by itself"
            assert time.monotonic() < limit, "the server did not start"
            time.sleep(0.1)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
