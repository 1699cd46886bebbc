"""A PostgreSQL server of the tests' own: made in a temporary folder, thrown away at the end."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Nothing here must survive a power cut, so nothing waits for the disk.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
)


@contextmanager
def cluster(folder: Path, settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """A running server; gives its address without a database name, postgresql://postgres@127.0.0.1:5433/."""
    data, port = folder / "data", free_port()
    folder.mkdir(parents=True, exist_ok=True)
    _hand_over(folder)
    _run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
    options = " ".join(
        f"-c {setting}" for setting in (*settings, f"port={port}", "listen_addresses=127.0.0.1")
    )
    _run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"{options} -k {folder}", "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "stop")


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
