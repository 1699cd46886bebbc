"""Workers as hosts run them: processes of their own, which die where a test says.

What they run is what `python -m logbook.jobs` runs, with the tests' own kind of job and with points around
what a worker does. At a point it dies by SIGKILL where the file that FAILPOINT names says so, once. Nothing of this is
in the product.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.jobs.doings import KIND
from tests.support.server.forked import Forked, Holder
from tests.support.server.site import ROOT

POINTS = ("looked", "claimed", "begun", "made", "finished", "kept", "committed")
PATIENCE_S = 60
# On the path of a worker it holds whoever sets a PDF.
HELD = str(ROOT / "tests" / "jobs" / "held")
# What each worker reads before it looks for work.
READ = "from logbook.jobs import kinds, queue, results, worker; from tests.jobs.processes import work as main"


class Host:
    """A machine with a folder of its own and one worker at a time; the database is shared."""

    def __init__(self, database: str, folder: Path, holder: Holder) -> None:
        self.folder, self.holder, self.holds = folder, holder, False
        folder.mkdir()
        settings = {"DATABASE_URL": database, "SECRET_KEY": "s" * 40, "LOGBOOK_ORIGIN": "http://localhost"}
        self.settings = settings | {"TMPDIR": str(folder), "FAILPOINT": str(folder / "failpoint")}
        self.process: subprocess.Popen[bytes] | Forked | None = None

    def hold_pdfs(self) -> None:
        """Whoever sets a PDF here is held in the midst of it."""
        self.holds = True

    def start(self) -> "Host":
        """Let its worker begin."""
        log, words = self.folder / "log", ["-m", "tests.jobs.processes"]
        if not self.holds:
            self.process = self.holder.start(words, self.settings, self.folder, Path(os.devnull), log)
            return self
        # What holds it is on the path from the first line that Python reads.
        env = os.environ | self.settings | {"PYTHONPATH": f"{HELD}:{ROOT}"}
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=self.folder, env=env, stderr=said, start_new_session=True
            )
        return self

    @property
    def said(self) -> str:
        """What its workers wrote for their operator."""
        return (self.folder / "log").read_text()

    def die_at(self, point: str) -> None:
        """Let the worker's life end there."""
        (self.folder / "failpoint").write_text(point)

    def wait(self, seconds: float = PATIENCE_S) -> int:
        """Until the worker has ended; its status."""
        assert self.process
        return self.process.wait(seconds)

    def send(self, sign: signal.Signals) -> None:
        """A signal to the worker alone."""
        assert self.process
        self.process.send_signal(sign)

    def end(self) -> None:
        """Nothing of it is left."""
        if self.process and self.process.poll() is None:
            # It may end by itself between the look and this.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def until(true: Callable[[], Any], seconds: float = PATIENCE_S) -> Any:
    """What `true` gives as soon as it is something."""
    limit = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < limit, "it does not come to that"
        time.sleep(0.05)
    return found


def running() -> Iterator[tuple[int, int, str]]:
    """(number, parent, command line) of everything that runs here."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            yield int(folder.name), int(fields[1]), said


def held_in_typst(worker: int) -> int:
    """The process in which this worker sets a PDF, on whose path `HELD` stands; 0 while there is none."""
    for pid, parent, said in running():
        # Once its memory is bounded it has begun; before, it may not know yet whose death ends it.
        if parent == worker and "compile.py" in said and _is_bounded(pid):
            return pid
    return 0


def _is_bounded(pid: int) -> bool:
    try:
        limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    except OSError:
        return False
    return any(line.startswith("Max address space") and "unlimited" not in line for line in limits)


def _die(point: str) -> None:
    file = Path(os.environ["FAILPOINT"])
    if file.exists() and file.read_text() == point:
        file.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def _around(place: Any, name: str, before: str = "", after: str = "") -> None:
    real = getattr(place, name)

    def wrapped(*given: Any, **more: Any) -> Any:
        if before:
            _die(before)
        result = real(*given, **more)
        if after:
            _die(after)
        return result

    setattr(place, name, wrapped)


def work() -> None:
    """A worker's life."""
    from logbook import bare_app
    from logbook.jobs import kinds, queue, results, worker

    logging.basicConfig(level=logging.WARNING)
    # What a worker wants by itself would take part of the deaths that are meant for ours.
    kinds.KINDS.pop("prune")
    kinds.KINDS.pop("plan")
    kinds.KINDS[KIND] = kinds.Kind("tests.jobs.doings")
    # Leases and looks that last as long as a test can wait.
    queue.LEASE_S = int(os.environ.get("LEASE_S", "4"))
    worker.RENEW_S, worker.TAKE_UP_S, worker.LOOK_S = queue.LEASE_S / 4, 1.0, 0.1
    _around(queue, "claim", before="looked", after="claimed")
    _around(kinds, "run", before="begun", after="committed")
    _around(queue, "finish", before="made", after="finished")
    _around(results, "keep", after="kept")
    worker.Worker(bare_app().app_context).run()


if __name__ == "__main__":
    work()
