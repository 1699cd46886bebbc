"""Claim: the server is there after 0.8 s and takes 140 MB with 2 workers. Prints the ratio to Flask with SQLAlchemy.

Start is CPU of `python -c "import wsgi"` with the bytecode kept, as on a server: a busy machine changes the wall clock,
not that. Memory is what the three processes take once every page of a visit without an account was asked for, shared
pages divided among them (PSS).
Run: python -m benchmarks.start
"""

import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from logbook import create_app
from logbook.cli.serving import granian
from logbook.config import from_environment
from logbook.models import migrating
from tests.support.server.site import free_port

LIMIT_S, LIMIT_MB = 0.8, 140
TIMES, VISITS = 5, 40
BARE = "import flask, flask_sqlalchemy, sqlalchemy.dialects.sqlite"


def main() -> None:
    """Both figures beside their limits."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = {"SECRET_KEY": "s" * 40, "DATABASE_URL": f"sqlite:///{folder}/logbook.db"}
        settings |= {"LOGBOOK_ORIGIN": f"http://localhost:{port}"}
        migrating.upgrade(create_app(from_environment(settings)))
        # Some containers forbid bytecode; then each start would compile this source again, and nobody else's.
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        env = os.environ | settings | kept
        start, bare = started(env, "import wsgi"), started(env, BARE)
        ratios = f"{start / LIMIT_S:.2f} of the limit of {LIMIT_S} s, {start / bare:.1f} times Flask and SQLAlchemy"
        print(f"start: {start:.2f} s of CPU, {ratios}")
        taken = memory(env, port)
        print(f"memory with 2 workers: {taken:.0f} MB, {taken / LIMIT_MB:.2f} of the limit of {LIMIT_MB} MB")


def started(env: dict[str, str], statement: str) -> float:
    """Median seconds of CPU of a Python that runs this; the first run only fills the disk's cache."""
    found = []
    for _ in range(TIMES + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", statement], env=env, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(found[1:])


def memory(env: dict[str, str], port: int) -> float:
    """Megabytes (PSS) of granian with two workers that both have answered."""
    command = [sys.executable, *granian("127.0.0.1", port, workers=2)]
    with subprocess.Popen(command, env=env) as server:
        try:
            for _ in range(VISITS):
                for path in ("/healthz", "/sign-in", "/manifest.webmanifest"):
                    asked(f"http://localhost:{port}{path}")
            return sum(pss(pid) for pid in family(server.pid)) / 1000
        finally:
            # Asked to stop, it may wait for a worker for ever; nothing it holds is worth that.
            for pid in family(server.pid):
                os.kill(pid, signal.SIGKILL)


def asked(url: str) -> None:
    """One answer; waits for a server that is not there yet, at most 20 s."""
    for _ in range(200):
        try:
            urllib.request.urlopen(url).read()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def pss(pid: int) -> int:
    """Kilobytes of a process, shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
