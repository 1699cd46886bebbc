"""The application with points around the commit of a sync at which a test lets it die, as by a power cut.

Each point is a function of the product that is wrapped here; nothing of this is in the product itself. The process is
a real one with a real database: `python -m tests.faults.failpoints PORT` imports the application once and begins a
life of it, a process of its own, for each line it reads.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from werkzeug.serving import make_server

from logbook import create_app, feed, store
from tests.support.server.site import ROOT, START_S, is_open

# In their order. Up to "committing" nothing may be there afterwards; from "committed" on everything must be.
BEFORE = ("heard", "locked", "judged", "inserted", "numbered", "told", "committing")
AFTER = ("committed", "pulled")
POINTS = BEFORE + AFTER


@dataclass
class Mortal:
    """The application on a database, as tests/support/server/site.py has it, which dies at the point that is named."""

    database: str
    origin: str
    port: int
    folder: Path
    process: subprocess.Popen[str] | None = None

    def start(self) -> "Mortal":
        """Begin a life, and come back when requests are answered."""
        if self.process is None:
            env = {"DATABASE_URL": self.database, "LOGBOOK_ORIGIN": self.origin, "SECRET_KEY": "s" * 40}
            command = [sys.executable, "-m", "tests.faults.failpoints", str(self.port)]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            env = os.environ | env | {"FAILPOINT": str(self.folder / "failpoint")}
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, text=True, bufsize=1, start_new_session=True, **pipes
            )
        assert self.process.stdin
        self.process.stdin.write("live\n")
        return self._wait(True)

    def die_at(self, point: str) -> None:
        """Let the present life end there."""
        (self.folder / "failpoint").write_text(point)

    def wait_until_dead(self) -> None:
        """Until nothing answers any more."""
        self._wait(False)

    def kill(self) -> None:
        """End it all."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            with self.process:  # closes the pipes and waits
                self._wait(False)
            self.process = None

    def _wait(self, lives: bool) -> "Mortal":
        limit = time.monotonic() + START_S
        while is_open(self.port) is not lives:
            assert time.monotonic() < limit, "it does not start" if lives else "it does not die at its point"
            time.sleep(0.02)
        return self


def _die(name: str) -> None:
    file = Path(os.environ["FAILPOINT"])
    if name and file.exists() and file.read_text() == name:
        file.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def _around(place: Any, function: str, before: str = "", after: str = "") -> None:
    real: Callable[..., Any] = getattr(place, function)

    def wrapped(*arguments: Any, **more: Any) -> Any:
        _die(before)
        result = real(*arguments, **more)
        if after == "numbered":
            arguments[0].info["numbered"] = True
        _die(after)
        return result

    setattr(place, function, wrapped)


def _arm() -> None:
    # The package hides some of its modules behind functions of the same name.
    accept, save = sys.modules["logbook.store.accept"], sys.modules["logbook.store.save"]
    head, sync = sys.modules["logbook.feed.head"], sys.modules["logbook.routes.sync"]
    _around(store, "hear", after="heard")
    _around(accept, "load", after="locked")
    _around(accept, "save", before="judged")
    _around(save, "_move_heads", before="inserted")
    # SQLite draws numbers first; PostgreSQL draws and moves in one question.
    _around(head, "_draw", after="numbered")
    _around(head, "_move_all", after="numbered")
    _around(feed, "touch", after="told")
    event.listen(Engine, "commit", _committing)
    _around(sync, "_push", after="committed")
    _around(sync, "_pull", after="pulled")


def _committing(connection: Any) -> None:
    # Reading ends with a commit, too; whoever drew a number has written.
    if connection.info.pop("numbered", False):
        _die("committing")


def _live(port: int) -> None:
    app = create_app()
    _arm()
    for _ in sys.stdin:
        if life := os.fork():
            os.waitpid(life, 0)
        else:
            make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    _live(int(sys.argv[1]))
