"""PgBouncer before a PostgreSQL server of the tests' own, in transaction mode."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.server.postgres import free_port

# Fewer connections than those who ask: whoever waits gets one that somebody else has just used.
SERVER_CONNECTIONS = 3
START_S = 20


def is_missing() -> str:
    """What a machine without it is told; empty where it is there."""
    return "" if _program() else "PgBouncer is missing: `apt install pgbouncer` or `brew install pgbouncer`"


@contextmanager
def pooler(folder: Path, server: str) -> Iterator[str]:
    """The address of a pooler before the PostgreSQL at `server`, without a database name."""
    port, behind = free_port(), server.rstrip("/").rpartition(":")[2]
    folder.chmod(0o755)
    (folder / "users.txt").write_text('"postgres" ""\n')
    (folder / "pgbouncer.ini").write_text(
        "\n".join(
            [
                "[databases]",
                f"* = host=127.0.0.1 port={behind}",
                "[pgbouncer]",
                f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =",
                f"auth_type = trust\nauth_file = {folder / 'users.txt'}",
                f"pool_mode = transaction\ndefault_pool_size = {SERVER_CONNECTIONS}\nmax_client_conn = 300",
                "log_connections = 0\nlog_disconnections = 0\nverbose = 0",
            ]
        )
    )
    # It refuses to run as root.
    who = ["--user", "postgres"] if os.geteuid() == 0 else []
    command = [str(_program()), "--quiet", *who, str(folder / "pgbouncer.ini")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    try:
        _wait(f"postgresql://postgres@127.0.0.1:{port}/")
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    limit = time.monotonic() + START_S
    while True:
        try:
            psycopg.connect(f"{address}postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < limit, "PgBouncer did not start"
            time.sleep(0.05)


def _program() -> Path | None:
    # Debian keeps it where only administrators look.
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None
