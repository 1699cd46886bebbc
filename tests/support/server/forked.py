"""Processes of one program, many times: its sources are read once, and each process is forked from there.

Reading takes two seconds of a processor, most of what is asked for a tenth of that. What is forked is what starts by
itself: a process of its own, with its own settings, folder, standard streams and end, which can be killed.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# A line asks for a process, answered by its number; or for the end of one, for so long, answered by how it ended.
_HOLDER = """
import json, os, sys, time
{program}

ended = {{}}

def start(words, settings, folder, said):
    if number := os.fork():
        return number
    os.setsid()
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream, name in enumerate(said, 1):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), stream)
    os.environ.update(settings)
    sys.argv = words
    main()
    sys.exit()

def end(number, seconds):
    limit = time.monotonic() + seconds
    while number not in ended:
        found, status = os.waitpid(number, os.WNOHANG)
        if found:
            ended[number] = os.waitstatus_to_exitcode(status)
        elif time.monotonic() > limit:
            return None
        else:
            time.sleep(0.01)
    return ended[number]

for line in sys.stdin:
    name, given = json.loads(line)
    print(json.dumps(globals()[name](*given)), flush=True)
"""

# The command line, and what each command reads for itself once it knows what it is to do.
_COMMANDS = """
import alembic.command, psycopg, sqlalchemy.dialects.postgresql.psycopg, sqlalchemy.dialects.sqlite
from logbook import demo, routes
from logbook.cli import main
from logbook.models import migrating
"""


@dataclass
class Forked:
    """A process, as `subprocess.Popen` has one."""

    holder: "Holder"
    pid: int

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self.holder.asked("end", self.pid, 0)

    def wait(self, seconds: float = 60) -> int:
        """How it ended, once it has."""
        code = self.holder.asked("end", self.pid, seconds)
        assert code is not None, "it goes on"
        return code

    def send_signal(self, sign: signal.Signals) -> None:
        """A signal to it, where it runs."""
        if self.poll() is None:
            os.kill(self.pid, sign)


class Holder:
    """`program` makes `main` known, which each process then runs."""

    def __init__(self, program: str, folder: Path, **settings: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HOLDER.format(program=program)],
            **pipes,  # type: ignore[call-overload]
            cwd=folder,
            env=os.environ | settings,
            text=True,
        )

    def start(
        self, words: list[str], settings: Mapping[str, str], folder: Path, out: Path, err: Path
    ) -> Forked:
        """A process with these words and settings; what it says is written below what stands in these files."""
        number = self.asked("start", words, dict(settings), str(folder), [str(out), str(err)])
        assert number
        return Forked(self, number)

    def asked(self, name: str, *given: object) -> int | None:
        """What the holder answers."""
        self.process.stdin.write(json.dumps([name, given]) + "\n")
        self.process.stdin.flush()
        answer: int | None = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        """No more of them."""
        self.process.communicate()


class Commands:
    """The command line of the build whose sources lie in `root`, as typed in `folder`."""

    def __init__(self, root: Path, folder: Path, **settings: str) -> None:
        self.folder, self.settings = folder, settings
        more = {"PYTHONPATH": str(root), "PYTHONSAFEPATH": "yes"}
        self.holder = Holder(_COMMANDS, folder, **more)

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One command; none may end in a traceback."""
        said = [self.folder / ".said.out", self.folder / ".said.err"]
        for file in said:
            file.write_text("")
        code = self.holder.start(["logbook", *words], self.settings | more, self.folder, *said).wait(150)
        done = subprocess.CompletedProcess(words, code, *(file.read_text() for file in said))
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def does(self, *words: str, **more: str) -> str:
        """The same, and it must go well; gives what it said."""
        done = self.run(*words, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def commands_of(root: Path, folder: Path, **settings: str) -> Iterator[Commands]:
    """The commands of a build, for as long as they are wanted."""
    commands = Commands(root, folder, **settings)
    try:
        yield commands
    finally:
        commands.holder.end()
