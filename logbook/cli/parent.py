"""The parent of the server and of its worker: starts both, starts again what ends, passes signals on.

Run by its path, so that it imports nothing of the application and stays small:
parent.py ARGUMENT … [-- ARGUMENT …], the arguments with which Python becomes each child.
"""

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

AT_ONCE_S = 5.0  # a child that lives no longer is started again after a pause, which doubles
LONGEST_PAUSE_S = 60.0
AGAIN_S = (
    2.0  # a process of granian's misses a farewell that comes while it starts: it is said again, to each
)
STOP_S = 75.0  # of patience, under the 90 s that systemd has
TICK_S = 0.5  # where a system cannot wake us
COUNTS = "logbook-counts-"  # how that folder is called
_PDEATHSIG = 1  # prctl(2), Linux


@dataclass
class Child:
    """One process that must be there, and when it is to be there."""

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def start(self, follow: Callable[[], None] | None) -> None:
        """A group of its own: what it leaves behind when it dies is found by that."""
        self.began = time.monotonic()
        group = None if os.name == "nt" else 0
        self.process = subprocess.Popen(  # noqa: S603  (our own words)
            [sys.executable, *self.arguments], preexec_fn=follow, process_group=group
        )

    def look(self) -> None:
        """Note that it ended, and when it is to begin again."""
        if self.process is None or self.process.poll() is None:
            return
        code, lived = self.process.returncode, time.monotonic() - self.began
        _end(self.process, signal.SIGKILL)
        self.process = None
        self.pause = min(LONGEST_PAUSE_S, max(1.0, self.pause * 2)) if lived < AT_ONCE_S else 0.0
        self.due = time.monotonic() + self.pause
        sys.stderr.write(f"{' '.join(self.arguments[:2])} ended ({code}); again in {self.pause:.0f} s\n")
        sys.stderr.flush()


class Parent:
    """Two children, or one."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.told: int | None = None  # the signal that ends us
        self.follow = _follower()
        self.wakes, wake = os.pipe()
        for end in (self.wakes, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), self._end)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, self._pass_on)
        if hasattr(signal, "SIGCHLD"):
            signal.signal(signal.SIGCHLD, lambda *_: None)  # it only wakes us

    def run(self) -> None:
        """Until told to end, and both have ended."""
        while self.told is None:
            now = time.monotonic()
            for child in self.children:
                child.look()
                if child.process is None and child.due <= now and self.told is None:
                    child.start(self.follow)
            waiting = [child.due - now for child in self.children if child.process is None]
            self._rest(max(0.0, min(waiting)) if waiting else None)
        self._stop(self.told)

    def _stop(self, number: int) -> None:
        limit = time.monotonic() + STOP_S
        first = True
        while running := [
            child.process for child in self.children if child.process and child.process.poll() is None
        ]:
            late = time.monotonic() > limit
            for process in running:
                if first:
                    process.send_signal(number)
                else:
                    _end(process, signal.SIGKILL if late else signal.SIGTERM)
            first = False
            self._rest(AGAIN_S)

    def _rest(self, seconds: float | None) -> None:
        """Until a signal comes, a child's end among them, or the time is over."""
        if os.name == "nt":
            time.sleep(TICK_S)
            return
        select.select([self.wakes], [], [], seconds)
        try:
            while os.read(self.wakes, 512):
                pass
        except BlockingIOError:
            pass

    def _end(self, number: int, _frame: object) -> None:
        self.told = number

    def _pass_on(self, number: int, _frame: object) -> None:
        for child in self.children:
            if child.process is not None:
                child.process.send_signal(number)


def _end(process: subprocess.Popen[bytes], number: int) -> None:
    """Say it to all that is left of a child's group: processes of a server that died would hold its port."""
    if os.name == "nt":
        process.terminate()
        return
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _follower() -> Callable[[], None] | None:
    """What a child does before anything else: ask to be ended when its parent dies. Only Linux knows such a wish."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def follow() -> None:
        prctl(_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return follow


def _forget_counts() -> None:
    """What the processes of this server counted, in a folder that `logbook serve` made for them."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    if os.path.basename(folder).startswith(COUNTS):
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> None:
    """The children that the command line names."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    worker = [[*arguments[at + 1 :], str(os.getpid())]] if arguments[at + 1 :] else []
    try:
        Parent([Child(each) for each in (arguments[:at], *worker)]).run()
    finally:
        _forget_counts()


if __name__ == "__main__":
    main(sys.argv[1:])
