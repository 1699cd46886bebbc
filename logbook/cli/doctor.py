"""`logbook doctor`: what is set up wrong, or worth a look, each in a line of words."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import Connection, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from logbook import create_app, filters, instants, store
from logbook.cli.finding import Finding
from logbook.cli.knocking import outbox, post
from logbook.config import SETTINGS, Misconfigured, from_environment
from logbook.feed import digests, hold_writers, pathway, register, standings, touch
from logbook.feed.head import hold_head
from logbook.models import Job, MutationResult, shape
from logbook.record import published, reports
from logbook.store import handed

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "LOGBOOK_ORIGIN")
LEAST_ROOM_MB, LITTLE_ROOM_MB = 200, 1000
# No clock that is right shows a day before this version was made.
MADE_ON = "2026-11-28T00:00:00Z"
CLOCKS_APART_S = 60
LEAST_STATEMENT_S = 30
LATE_MINUTES = 5  # a worker looks every second
_LOCAL = {None, "", "localhost", "127.0.0.1", "::1"}
_PROTECTED = {"require", "verify-ca", "verify-full"}


@click.command()
@click.option(
    "--running", is_flag=True, help="also look at what runs: the address from outside, units, the last backup"
)
def doctor(running: bool) -> None:
    """Say what is set up wrong; ends with 1 where something is."""
    found = list(_all())
    if running and not any(one.verdict == "wrong" for one in found):
        from logbook.cli.running import looked_at

        found += looked_at(from_environment())
    for one in found:
        click.echo(f"{one.verdict:5}  {one.words}")
    wrong = sum(one.verdict == "wrong" for one in found)
    if wrong:
        raise click.ClickException("1 thing is wrong." if wrong == 1 else f"{wrong} things are wrong.")


def _all() -> Iterator[Finding]:
    try:
        settings = from_environment()
    except Misconfigured as error:
        yield from _missing(str(error))
        return
    yield Finding("ok", f"The settings can be read; people type {settings['ORIGIN']}.")
    yield from _proxies(settings)
    yield from _way_to_database(settings)
    yield from _clock()
    yield from _database(create_app())
    yield from post(settings)
    yield from _files(settings)
    yield from _room(settings)


def _missing(first: str) -> Iterator[Finding]:
    """All settings that are missing at once, not one at a time; else the one that cannot be read."""
    demo = os.environ.get("LOGBOOK_DEMO") == "yes"
    names = [name for name in REQUIRED if not os.environ.get(name) and not demo]
    for name in names:
        yield Finding("wrong", f"{name} is not set: {SETTINGS[name]}.")
    if "SECRET_KEY" in names:
        yield Finding("look", "`logbook secret` prints a good SECRET_KEY.")
    if not names:
        yield Finding("wrong", first)


def _proxies(settings: dict[str, Any]) -> Iterator[Finding]:
    count = settings["PROXIES"]
    if settings["SECURE"] and not count:
        yield Finding(
            "look",
            "LOGBOOK_PROXIES is 0: where a proxy ends TLS before the logbook, set it to 1; else every caller "
            "has the proxy's address, and one limit of tries counts for all of them.",
        )
    elif count and not settings["SECURE"]:
        yield Finding(
            "look", f"LOGBOOK_PROXIES is {count}: without a proxy anybody could name their own address."
        )
    else:
        yield Finding(
            "ok",
            f"The caller's address is what {filters.count(count, 'proxy', 'proxies')} of yours say it is."
            if count
            else "The caller's address is the connection's own.",
        )


def _way_to_database(settings: dict[str, Any]) -> Iterator[Finding]:
    """Passwords and texts must not cross a network in the clear."""
    url = make_url(settings["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        return
    hosts = [url.host, *_listed(url.query.get("host"))]
    local = all(host in _LOCAL or str(host).startswith("/") for host in hosts)
    mode = url.query.get("sslmode")
    if not local and mode not in _PROTECTED:
        yield Finding(
            "wrong",
            f"The database is on another machine, and DATABASE_URL has sslmode={mode or 'prefer, by default'}: texts "
            "may cross the network in the clear. Add ?sslmode=verify-full&sslrootcert=FILE.",
        )
    elif not local and mode == "require":
        yield Finding("look", "sslmode=require does not check whose certificate it is: verify-full does.")


def _listed(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _clock() -> Iterator[Finding]:
    now = instants.now()
    if now < MADE_ON:
        yield Finding("wrong", f"This machine's clock shows {now}: before this version was made.")
    else:
        yield Finding("ok", f"This machine's clock shows {now} (UTC).")


def _database(app: Flask) -> Iterator[Finding]:
    with app.app_context():
        try:
            with store.reading() as connection:
                connection.execute(text("SELECT 1"))
                yield Finding("ok", f"The database answers ({connection.dialect.name}).")
                found = shape.of(connection)
                problem = found.problem()
                if problem:
                    yield Finding("wrong", problem)
                    return
                yield Finding("ok", f"Its tables are this version's ({found.wanted}).")
                yield from _clocks_agree(connection)
                yield from _timeouts(connection)
                yield from _jobs(connection)
                yield from outbox(connection)
                lost = list(_sets(connection))
            yield from lost
            yield from _holders()
            yield from _digests()
            yield from _documents()
            if not lost:
                yield from _reports()
        except DatabaseError as error:
            said = str(error.orig).splitlines()[0]
            yield Finding("wrong", f"The database does not answer: {said}. Check DATABASE_URL.")


def _jobs(connection: Connection) -> Iterator[Finding]:
    """Whether somebody does what is wanted for later."""
    now = instants.now()
    late = Job.state == "waiting", Job.due_at < instants.plus(now, minutes=-LATE_MINUTES)
    count, since = connection.execute(select(func.count(), func.min(Job.due_at)).where(*late)).one()
    if count:
        yield Finding(
            "wrong",
            f"{filters.count(count, 'job waits', 'jobs wait')} since {since}: nobody does what is wanted for later. Is "
            "`logbook serve` running without --no-jobs, or `logbook work`?",
        )


def _sets(connection: Connection) -> Iterator[Finding]:
    """Whether each set by which somebody is judged is there, and says what its hash says: without it nobody knows what
    they were promised."""
    for hash in published.damaged(connection):
        yield Finding(
            "wrong", f"The requirement set {hash[:12]} has a text of another hash. Restore it from a backup."
        )
    for hash in published.missed(connection):
        yield Finding(
            "wrong", f"Somebody is judged by requirement set {hash[:12]}, which is not there. Restore it."
        )


def _digests() -> Iterator[Finding]:
    """Whether what phones are told to count is what lies there. What is not is put right: else they never rest."""
    with store.reading() as connection:
        if not digests.wrong(connection):
            return
    with store.writing() as connection:
        hold_head(connection)
        found = digests.wrong(connection)
        digests.mend(connection)
    if found:
        held = filters.count(len(found), "count of statements was", "counts of statements were")
        yield Finding("look", f"{held} not what lies there, and put right.")


def _reports() -> Iterator[Finding]:
    """Whether each kept report that should still hold is what is made of its cases now. What is not is made anew by
    whoever asks next."""
    with store.reading() as connection:
        found = reports.wrong(connection)
    if not found:
        return
    with store.writing() as connection:
        reports.mark(connection, found)
    kept = filters.count(len(found), "report was", "reports were")
    yield Finding(
        "look", f"{kept} not what the cases say, and will be made anew: somebody wrote past the logbook?"
    )


def _holders() -> Iterator[Finding]:
    """Whether each case waits for whom its hand-overs say. A server of the build before may have taken a revision that
    ended one, and left it standing."""
    with store.reading() as connection:
        if not handed.wrong(connection):
            return
    with store.writing() as connection:
        hold_writers(connection)
        found = handed.wrong(connection)
        handed.mend(connection, found)
    if found:
        cases = filters.count(len(found), "case was", "cases were")
        yield Finding(
            "look", f"{cases} kept as waiting for somebody else than their hand-overs say, and put right."
        )


def _documents() -> Iterator[Finding]:
    """Whether what the server makes for phones itself is what the tables say, and lies where it is to be read."""
    with store.reading() as connection:
        # Judging takes long: nobody waits for it.
        gates = pathway.wrong(connection)
    with store.writing() as connection:
        hold_writers(connection)
        made = pathway.publish_gates(connection, reports.keep(connection, gates), always=True)
        found = register.renewed(connection) + standings.renewed(connection) + made.pointers
        touch(connection, made.gone, "deleted")
        touch(connection, found)
        found += made.gone
    if found:
        docs = len({(kind, id) for _, kind, id in found})
        held = filters.count(docs, "document of the server's own was", "documents of the server's own were")
        yield Finding("look", f"{held} not what the tables say, and put right.")


def _clocks_agree(connection: Connection) -> Iterator[Finding]:
    """Whether this machine's clock lies behind what was received already, or far from the database machine's."""
    now, newest = instants.now(), connection.scalar(select(func.max(MutationResult.received_at)))
    if newest and newest > now:
        yield Finding("wrong", f"The newest statement was received at {newest}, and the clock shows {now}.")
    if connection.dialect.name == "postgresql":
        theirs = connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())"))
        apart = abs(float(theirs or 0) - datetime.now(UTC).timestamp())
        if apart > CLOCKS_APART_S:
            yield Finding("wrong", f"The database machine's clock is {apart:.0f} seconds from this one's.")


def _timeouts(connection: Connection) -> Iterator[Finding]:
    """Whether PostgreSQL ends what the logbook still waits for. What the logbook sets itself is not asked."""
    if connection.dialect.name != "postgresql":
        return
    query = text("SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'")
    longest = connection.scalar(query) or 0
    if 0 < longest < LEAST_STATEMENT_S * 1000:
        yield Finding(
            "wrong",
            f"statement_timeout is {longest / 1000:g} s: a large export reads longer. Set it to 0, or to at least "
            f"{LEAST_STATEMENT_S} s.",
        )


def _files(settings: dict[str, Any]) -> Iterator[Finding]:
    file = _sqlite(settings)
    if file is None or os.name == "nt":
        return
    there = [
        path
        for path in (file, *map(file.with_name, (f"{file.name}-wal", f"{file.name}-shm")))
        if path.exists()
    ]
    for path in there:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding("wrong", f"{path} may be read by others ({mode:o}): chmod 600 {path}")
    if there and not any(path.stat().st_mode & 0o077 for path in there):
        yield Finding("ok", f"{file} is its owner's alone.")


def _room(settings: dict[str, Any]) -> Iterator[Finding]:
    """Room beside the database, and where exports and restores are prepared."""
    file = _sqlite(settings)
    folders = [file.parent] if file and file.parent.is_dir() else []
    for folder in dict.fromkeys([*folders, Path(tempfile.gettempdir())]):
        free = shutil.disk_usage(folder).free // 1_000_000
        verdict = "wrong" if free < LEAST_ROOM_MB else "look" if free < LITTLE_ROOM_MB else "ok"
        yield Finding(
            verdict, f"{free} MB are free in {folder}" + ("." if verdict == "ok" else ": make room.")
        )
    if file is None:
        yield Finding("look", "Room on the database's own machine cannot be seen from here.")


def _sqlite(settings: dict[str, Any]) -> Path | None:
    url = make_url(settings["SQLALCHEMY_DATABASE_URI"])
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
