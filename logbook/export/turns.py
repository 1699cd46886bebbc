"""Exports take turns, and nobody waits for one: who comes meanwhile is told so, and their thread is free at once.

An export takes a request thread, seconds of a processor and some hundred megabytes. One at a time in a process leaves
its other threads to everybody else; one at a time on a machine bounds the memory.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from logbook.models import db
from logbook.problems import ExportUnderWay

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows: there the server is one process

# Nobody may put a link there for us to follow, and no program that we start shall hold it.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

_here = Lock()
_whose = ""  # the account whose turn it is in this process


@contextmanager
def turn(account_id: str) -> Iterator[None]:
    """Make an export inside; the next one may begin at its end. Raises ExportUnderWay at once where one is made."""
    global _whose
    if not _here.acquire(blocking=False):
        raise _under_way(account_id, _whose)
    try:
        _whose = account_id
        with _on_this_machine(account_id):
            yield
    finally:
        _whose = ""
        _here.release()


@contextmanager
def _on_this_machine(account_id: str) -> Iterator[None]:
    """The same for all processes of this logbook here: a locked file, which the system frees when its process dies."""
    path = _path()
    try:
        handle = os.open(path, _FLAGS, 0o600) if fcntl else None
    except OSError:
        handle = None  # without a folder for such files each process counts for itself
    if handle is None:
        yield
        return
    try:
        _lock(handle, path, account_id)
        try:
            yield
        finally:
            # Before it is let go: whoever locks it afterwards must not lock a file that nobody else sees.
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _lock(handle: int, path: Path, account_id: str) -> None:
    """Hold the file and write into it whose turn it is. Raises ExportUnderWay."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _under_way(account_id, os.pread(handle, 100, 0).decode(errors="replace")) from None
    if not (path.exists() and os.path.samestat(os.fstat(handle), path.stat())):
        raise _under_way(
            account_id
        )  # it was taken away between opening and locking, and another may stand there
    os.ftruncate(handle, 0)
    os.pwrite(handle, account_id.encode(), 0)


def _path() -> Path:
    """A file for each logbook and each user of the system that serves it."""
    database = hashlib.sha256(str(db.engine.url).encode()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"injection-logbook-{user}-{database}.export"


def _under_way(account_id: str, whose: str = "") -> ExportUnderWay:
    own = "An export of yours is being made. Try again in a minute."
    return ExportUnderWay(own if whose == account_id else "")
