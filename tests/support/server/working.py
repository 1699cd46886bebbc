"""A worker as `logbook serve` has one beside it: a process of its own that does what is due."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.server.site import ROOT, STOP_S


@contextmanager
def working(database: str) -> Iterator[subprocess.Popen[bytes]]:
    """While it lasts, somebody does what is wanted on this database."""
    env = {"DATABASE_URL": database, "LOGBOOK_ORIGIN": "http://localhost", "SECRET_KEY": "s" * 40}
    command = [sys.executable, "-m", "logbook.jobs", str(os.getpid())]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env)
    try:
        yield process
    finally:
        process.terminate()
        try:
            assert process.wait(STOP_S) == 0
        finally:
            process.kill()
            process.wait()
