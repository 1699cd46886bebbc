"""Pages that Flask answers in a large school: time, CPU, how many queries, how many bytes.

    python -m benchmarks.desk [--small] [--databases SQLite PostgreSQL] [--rounds N] [--keep FILE] [--who …]

Limits: 300 ms and 10 queries for whoever works with twelve cohorts of thirty; 25 ms at 500 cases of one's own and 50 ms
at 5,000. Beside the pages a pull of one change by both trainees: with 5,000 cases at most 1.2 times that of 500.
`--keep` builds the SQLite database once, there.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import orjson
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from benchmarks import school
from benchmarks.clock import Clock
from benchmarks.filled import Asker, databases, opened, unpacked
from benchmarks.push import body
from logbook import instants, store
from logbook.auth import sessions
from logbook.jobs.worker import Worker
from logbook.models import Cohort, Entry, Membership, Statement, migrating
from logbook.office import arrangements, cohorts
from tests.support.cast.people import Somebody
from tests.support.documents.statements import mutation
from tests.support.server.application import sign_in
from tests.support.server.asked import queries

LIMIT_MS = {"sam": 300, "cora": 300, "few": 25, "many": 50}
QUERIES = 10


def main() -> None:
    """A line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--who", nargs="+", default=["sam", "cora", "few", "many", "pulls"])
    options = parser.parse_args()
    size = school.SMALL if options.small else school.Size()
    print(
        f"{size}\n"
        f"{'database':<11}{'who':<6}{'page':<28}{'ms':>9}{'first':>9}{'CPU ms':>9}{'queries':>9}{'kB':>8}  limit"
    )
    with makers(options.keep) as made:
        for name in options.databases:
            with opened(made[name]()) as app:
                with app.app_context():
                    migrating.upgrade(app)
                who = school.build(app, size)
                measure(name, app, who, options.rounds, options.who)
                if "pulls" in options.who:
                    pulls(name, app, who, options.rounds * 2)


@contextmanager
def makers(keep: Path | None) -> Iterator[dict[str, Callable[[], str]]]:
    """As `filled.databases`, with nobody in them; SQLite in a file of its own where one is to be kept."""
    with databases(empty=True) as made:
        yield made | ({"SQLite": lambda: f"sqlite:///{keep.absolute()}"} if keep else {})


def measure(name: str, app: Flask, who: school.School, rounds: int, chosen: list[str]) -> None:
    """Each page `rounds` times after a first, and after a worker did what that one left to it."""
    mine = who.trainees[0].id
    desks = {
        "sam": (who.sam, ["/me", "/signoffs", "/signoffs/signed", "/trainees", f"/entries?trainee={mine}"]),
        "cora": (
            who.cora,
            [
                "/office",
                "/office/audit",
                "/cohort",
                "/cohort?q=trainee+04",
                f"/cohort/{trained(app, mine)}/{mine}",
                "/people",
                f"/people/supervisors/{who.sam.id}",
                f"/people/memberships/{post(app, who.sam)}/cases",
                "/people/invited",
                "/cohorts",
                f"/cohorts/{cohort(app, who.cora, trained(app, mine))}",
            ],
        ),
        "few": (who.few, own_pages(newest(app, who.few))),
        "many": (who.many, own_pages(newest(app, who.many))),
    }
    for role, (somebody, pages) in desks.items():
        if role not in chosen:
            continue
        client = sign_in(app.test_client(), somebody)
        for page in pages:
            first = ask(app, client, page)
            # What the page found too much to make while somebody waits.
            Worker(app.app_context).drain()
            later = [ask(app, client, page) for _ in range(rounds)]
            wall, cpu = (statistics.median(one[part] for one in later) for part in (0, 1))
            limit = f"{wall / LIMIT_MS[role]:.2f} of {LIMIT_MS[role]} ms, {later[-1][2] / QUERIES:.1f} of {QUERIES}"
            kilobytes = later[-1][3] / 1000
            said = page.replace(mine, "…")[:26] if role in ("sam", "cora") else page[:16]
            print(
                f"{name:<11}{role:<6}{said:<28}{wall:>9.1f}{first[0]:>9.1f}{cpu:>9.1f}{later[-1][2]:>9}{kilobytes:>8.0f}"
                f"  {limit}",
                flush=True,
            )


def trained(app: Flask, trainee: str) -> str:
    """A programme that somebody trains in."""
    with app.app_context(), store.reading() as connection:
        return str(
            connection.scalar(select(Membership.programme_id).where(Membership.person_id == trainee).limit(1))
        )


def post(app: Flask, somebody: Somebody) -> str:
    """One of the memberships by which somebody supervises."""
    with app.app_context(), store.reading() as connection:
        query = select(Membership.id).where(Membership.person_id == somebody.id)
        return str(connection.scalar(query.order_by(Membership.id).limit(1)))


def cohort(app: Flask, by: Somebody, programme: str) -> str:
    """A cohort of a programme, with everybody who trains there; the one there is where it was asked for before."""
    with app.app_context(), store.writing() as connection:
        if known := connection.scalar(select(Cohort.id).where(Cohort.programme_id == programme)):
            return str(known)
        now = instants.now()
        facts = {"name": "Spring", "starts_on": "2026-03-01", "due_on": "2027-03-31"}
        id = cohorts.begin(connection, by.id, programme, now, cohorts.Facts(MultiDict(facts)))
        trains = select(*Membership.__table__.columns).where(
            Membership.programme_id == programme, Membership.role == "trainee"
        )
        arrangements.move(connection, connection.execute(trains).all(), id, by.id, now)
        return id


def own_pages(case: str) -> list[str]:
    """The pages of a trainee, with one of their cases."""
    form = "/entries/new?from=last"
    return ["/entries", "/progress", "/todo", "/me", f"/entries/{case}", form, "/entries?q=glabella"]


def ask(app: Flask, client: FlaskClient, page: str) -> tuple[float, float, int, int]:
    """(milliseconds, of them CPU of this process, queries, bytes) of one page."""
    with queries(app) as asked:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(page)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status}")
    return wall * 1000, cpu * 1000, len(asked), len(answer.data)


def pulls(name: str, app: Flask, who: school.School, rounds: int) -> None:
    """A pull of one new case, written elsewhere, by both trainees in turns, and what more cases make of it."""
    askers = {role: Asker(app, one) for role, one in (("few", who.few), ("many", who.many))}
    cursors = {role: read_on(asker) for role, asker in askers.items()}
    clocks = {role: Clock() for role in askers}
    for number in range(rounds + 2):
        for role, asker in askers.items():
            clock = Clock() if number < 2 else clocks[role]
            write(app, asker.somebody)
            with clock.turn():
                answer = clock.ask(asker, body(asker.somebody, 0, 0, cursors[role]))
            pulled = unpacked(answer)["pull"]
            if [doc["kind"] for doc in pulled["docs"] if doc["kind"] != "report"] != ["entry"]:
                raise RuntimeError(str(pulled)[:300])
            cursors[role] = pulled["cursor"]
    cost = {role: (clock.own + clock.database) / rounds * 1000 for role, clock in clocks.items()}
    print(
        f"{name:<11}pull of one change, CPU ms: {cost['few']:.1f} and {cost['many']:.1f}, "
        f"{cost['many'] / cost['few']:.2f} times (limit 1.2)",
        flush=True,
    )


def read_on(asker: Asker) -> str:
    """The cursor of a phone that has read to the end, a page after the other."""
    cursor, more = None, True
    while more:
        pulled = unpacked(asker.send(body(asker.somebody, 0, 0, cursor)))["pull"]
        cursor, more = pulled["cursor"], pulled["more"]
    return str(cursor)


def write(app: Flask, somebody: Somebody) -> None:
    """One case more of somebody, as another device of theirs would send it."""
    with app.app_context():
        with store.reading() as connection:
            person = sessions.person(connection, somebody.id)
            text = connection.execute(
                select(Statement.text).where(
                    Statement.kind == "entry", Statement.doc_id == newest(app, somebody)
                )
            ).scalar_one()
        doc = orjson.loads(text) | {"id": str(uuid4()), "mutation": str(uuid4())}
        if person is None:
            raise RuntimeError("nobody")
        now = instants.now()
        [verdict] = store.run(lambda one: store.accept(one, person, [mutation(doc)], now=now))
    if verdict["status"] != "applied":
        raise RuntimeError(str(verdict))


def newest(app: Flask, somebody: Somebody) -> str:
    """The id of somebody's newest case."""
    with app.app_context(), store.reading() as connection:
        latest = select(func.max(Entry.performed_on)).where(Entry.trainee_id == somebody.id).scalar_subquery()
        query = select(Entry.id).where(Entry.trainee_id == somebody.id, Entry.performed_on == latest)
        return str(connection.execute(query.order_by(Entry.id)).scalars().first())


if __name__ == "__main__":
    main()
