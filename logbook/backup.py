"""The whole database in one file, and back: online for SQLite, by PostgreSQL's own tools there.

Whoever restores takes back what was said since. So the feed gets a new epoch in the same step: a phone that knows the
old one pulls everything anew and sends again what it sent in the last 60 days.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlalchemy import inspect

from logbook import instants
from logbook.models import db

_TOO_OLD = "is no backup of a logbook"
# What is to be done later, the files it made for somebody, and e-mail: whoever restores wants none of it again.
_LEFT_OUT = ("job_result", "job", "mail")
_NAME = "logbook-%Y%m%dT%H%M%SZ.backup"
_OURS = re.compile(r"logbook-\d{8}T\d{6}Z\.backup")
# What `save_into` keeps: everything of two days, then the first of each day.
ALL_FOR, DAILY_FOR = timedelta(days=2), timedelta(days=30)
# What is put back names its own tables alone: those that a newer version made would stay, and stop its next upgrade.
_NOTHING_LEFT = """
DO $$ DECLARE one name; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user LOOP
    EXECUTE format('DROP TABLE %I CASCADE', one);
  END LOOP;
END $$
"""
_NEW_EPOCH = "UPDATE feed_head SET epoch = '{}'"  # a UUID of ours, no word of anybody


class Failed(Exception):
    """It could not be done; `str(error)` says why and what is as it was."""


def name() -> str:
    """The database, as it may be shown: without its password."""
    return db.engine.url.render_as_string(hide_password=True)


def is_there() -> bool:
    """Whether the database holds a logbook already."""
    return inspect(db.engine).has_table("feed_head")


def save(file: Path) -> None:
    """Write the database into a new file. Raises Failed; a file is there only when it is whole."""
    if file.exists():
        raise Failed(f"{file} exists already: name another file.")
    if not os.access(file.absolute().parent, os.W_OK):
        raise Failed(f"{file} cannot be written: there is no such folder, or it is not yours.")
    if not is_there():
        raise Failed("There is no logbook in this database yet.")
    part = file.with_name(f".{file.name}.part")
    try:
        # Texts and hashes of passwords: made for its owner alone, whoever calls and whatever their mask.
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        (_save_sqlite if db.engine.dialect.name == "sqlite" else _save_postgresql)(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(file)
    except (OSError, sqlite3.OperationalError) as error:
        raise Failed(f"{file} cannot be written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def newest(folder: Path) -> Path | None:
    """The newest file of `save_into`; None where there is none, or the folder cannot be read."""
    kept = _kept(folder)
    return kept[-1] if kept else None


def save_into(folder: Path, now: str) -> tuple[Path, int]:
    """Write the database into a new file named after this instant, then forget what is older than it need be.

    Gives the file, and how many were forgotten. Raises Failed; then none is.
    """
    file = folder / f"logbook-{now.replace('-', '').replace(':', '')}.backup"
    save(file)
    days: set[str] = set()
    forgotten = 0
    for one in _kept(folder):
        made = datetime.strptime(one.name, _NAME).replace(tzinfo=UTC)
        age = instants.parse(now) - made
        first = f"{made:%Y%m%d}" not in days
        days.add(f"{made:%Y%m%d}")
        if age > ALL_FOR and not (first and age <= DAILY_FOR):
            one.unlink()
            forgotten += 1
    return file, forgotten


def _kept(folder: Path) -> list[Path]:
    """Oldest first. Whatever has another name was put there by somebody, and is theirs."""
    try:
        return sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    except OSError:
        return []


def restore(app: Any, file: Path) -> None:
    """Replace the database by what the file holds, at the newest shape. Raises Failed; then nothing has changed."""
    (_restore_sqlite if db.engine.dialect.name == "sqlite" else _restore_postgresql)(file)
    db.engine.dispose()
    # Here and not above: every other command would load Alembic for nothing.
    from logbook.models import migrating

    migrating.upgrade(app)


def _save_sqlite(part: Path) -> None:
    with closing(sqlite3.connect(_path())) as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)
        _leave_out(copy)
        # One file, not three: a backup is carried about.
        copy.execute("PRAGMA journal_mode=DELETE")
        _check(copy)


def _leave_out(copy: sqlite3.Connection) -> None:
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # Deleted rows would go on lying in the file, where nobody sees them and everybody finds them.
    copy.execute("PRAGMA secure_delete=ON")
    for name in there.intersection(_LEFT_OUT):
        copy.execute(f"DELETE FROM {name}")  # noqa: S608  (a name of ours)
    copy.commit()


def _restore_sqlite(file: Path) -> None:
    with TemporaryDirectory(prefix="logbook-") as folder:
        prepared = Path(folder) / "prepared.db"
        with closing(sqlite3.connect(prepared, isolation_level=None)) as copy:
            try:
                with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as kept:
                    kept.backup(copy)
                _check(copy)
                copy.execute(_NEW_EPOCH.format(uuid4()))
            except sqlite3.DatabaseError as error:
                raise Failed(f"{file} {_TOO_OLD}: {error}.") from error
            _put_in_place(copy)


def _put_in_place(copy: sqlite3.Connection) -> None:
    # One transaction in the live file: whoever reads it meanwhile sees the old or the new, never half.
    with closing(sqlite3.connect(_path(), timeout=5)) as live:
        try:
            copy.backup(live)
        except sqlite3.OperationalError as error:
            raise Failed(f"The database is in use ({error}): stop the server, then restore.") from error


def _check(connection: sqlite3.Connection) -> None:
    [(verdict,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        raise Failed(f"The database is damaged: {verdict}.")


def _path() -> str:
    return str(db.engine.url.database)


def _save_postgresql(part: Path) -> None:
    left_out = [f"--exclude-table-data={name}" for name in _LEFT_OUT]
    _run("pg_dump", "--format=custom", "--no-owner", *left_out, f"--file={part}")


def _restore_postgresql(file: Path) -> None:
    with TemporaryDirectory(prefix="logbook-") as folder:
        script = Path(folder) / "restore.sql"
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(file), connect=False
        )
        # The script leaves no schema to look for tables in.
        epoch = f"--command=RESET search_path; {_NEW_EPOCH.format(uuid4())}"
        # All in one transaction: a phone must never meet the old feed under the old epoch.
        once = (
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
        )
        _run("psql", *once, f"--command={_NOTHING_LEFT}", f"--file={script}", epoch)


def _run(program: str, *arguments: str, connect: bool = True) -> None:
    found = _find(program)
    if found is None:
        raise Failed(f"{program} is missing: install PostgreSQL's client programs.")
    url = db.engine.url
    # The password goes by the environment: arguments can be read by everybody on the machine.
    parts = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    parts |= {"PGDATABASE": url.database}
    env = os.environ | {key: str(value) for key, value in parts.items() if value}
    command = [str(found), *arguments]
    done = subprocess.run(command, env=env if connect else None, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise Failed(f"{program}: {said}")


def _find(program: str) -> Path | None:
    # Debian keeps them by version; the newest reads the files of all older servers.
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4]))
    found = debian[-1] if debian else shutil.which(program)
    return Path(found) if found else None
