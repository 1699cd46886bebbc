"""Many names at once: reading a list, looking at it, inviting all of it.

    python -m benchmarks.roster [--databases SQLite PostgreSQL] [--rounds N]

Limits: 300 ms, 10 queries and 60 kB to look at 2,000 names; a second and 10 queries to invite 360, of which is said how
many times a bare insert of as many rows takes.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable
from uuid import uuid4

import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from benchmarks.filled import databases, opened
from logbook import instants
from logbook.auth import tokens
from logbook.models import Invitation, db
from logbook.models.engine import writing
from logbook.office.roster import lists
from tests.support.cast.people import DAN, NORTH
from tests.support.server.application import sign_in
from tests.support.server.asked import queries
from tests.support.server.reader import read

FORM = "/people/rosters"
LOOK_MS, CONFIRM_MS, QUERIES, KILOBYTES = 300, 1000, 10, 60


def main() -> None:
    """A line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    csv, xlsx = names(2_000), workbook(2_000)
    for label, given in (("CSV", csv), ("workbook, in a process of its own", xlsx)):
        took = statistics.median(timed(lambda given=given: lists.read(given)) for _ in range(options.rounds))
        print(f"2,000 names read from a {label}: {took:.0f} ms", flush=True)
    with databases() as made:
        for name in options.databases:
            with opened(made[name]()) as app:
                measure(name, app, sign_in(app.test_client(), DAN), options.rounds)


def measure(name: str, app: Flask, desk: FlaskClient, rounds: int) -> None:
    """Looking at 2,000 and inviting 360, so many times, never the same names twice."""
    path = keep(desk, names(2_000))
    look = statistics.median(timed(lambda: desk.get(path)) for _ in range(rounds))
    with queries(app) as asked:
        size = len(desk.get(path).data) / 1000
    print(
        f"{name:<11}look at 2,000: {look:.0f} ms ({look / LOOK_MS:.2f} of {LOOK_MS}), {len(asked)} queries"
        f" (of {QUERIES}), {size:.0f} kB (of {KILOBYTES})",
        flush=True,
    )
    took, bare = [], []
    for _ in range(rounds):
        path = keep(desk, names(360))
        form = read(desk, path).form(f"{path}/lines")
        with queries(app) as asked:
            took.append(timed(lambda: desk.post(f"{path}/confirmation", data=form)))  # noqa: B023
        bare.append(timed(lambda: plainly(app, 360)))
    confirm, plain = statistics.median(took), statistics.median(bare)
    print(
        f"{name:<11}invite 360: {confirm:.0f} ms ({confirm / CONFIRM_MS:.2f} of {CONFIRM_MS}), {len(asked)} queries"
        f" (of {QUERIES}), {confirm / plain:.1f} times a bare insert",
        flush=True,
    )


def plainly(app: Flask, count: int) -> None:
    """As many rows, and nothing else."""
    now = instants.now()
    blank = dict.fromkeys(("person_id", "created_by", "used_at", "revoked_at", "told_at", "seed"))
    rows = [
        blank
        | {"id": str(uuid4()), "kind": "invite", "token_hash": uuid4().hex * 2, "programme_id": NORTH}
        | {"role": "trainee", "name": "Somebody", "email": f"{uuid4().hex}@example.org"}
        | {"created_at": now, "expires_at": instants.plus(now, days=tokens.INVITE_DAYS)}
        for _ in range(count)
    ]
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(Invitation), rows)


def keep(desk: FlaskClient, given: bytes) -> str:
    """The address of a list that was read."""
    form = read(desk, FORM).form(FORM) | {"role": "trainee", "names": given.decode()}
    return str(desk.post(FORM, data=form).headers["Location"])


def names(count: int) -> bytes:
    """As CSV."""
    lines = (f"Somebody Longname {number},{uuid4().hex}@example.org" for number in range(count))
    return "\n".join(("Name,E-mail", *lines)).encode()


def workbook(count: int) -> bytes:
    """The same as .xlsx."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, line in enumerate(names(count).decode().splitlines()):
        sheet.write_row(number, 0, line.split(","))
    book.close()
    return out.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
