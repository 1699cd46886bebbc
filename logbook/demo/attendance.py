"""What the demo’s first programme teaches, and what its trainees did of it: attended, by file, accepted, waiting."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from logbook.demo import builders, documents
from logbook.demo.people import NORTH
from logbook.demo.sending import send
from logbook.demo.story import Sent
from logbook.models import Membership
from logbook.office import curriculum
from logbook.record import taught
from logbook.shapes.loose import Doc
from logbook.store import Actor

# Who did which module how many days ago, and how that is known.
DONE = (
    ("ana", "pharmacology", 190, "attended"),
    ("ana", "anatomy", 183, "attended"),
    ("ana", "assessment", 176, "file"),
    ("ana", "ethics", 176, "file"),
    ("ana", "complications", 150, "accepted"),
    ("ana", "practical", 4, "declared"),
    ("priya", "pharmacology", 190, "attended"),
    ("priya", "anatomy", 183, "attended"),
    ("priya", "ethics", 20, "declared"),
    ("lukasz", "pharmacology", 41, "file"),
)
_SAYS = {"attended": "ben", "accepted": "ben", "file": "dan"}


def teach(connection: Connection, ids: dict[str, str], now: str) -> None:
    """The first programme takes over the shipped curriculum; `ids` are {e-mail: person id}."""
    curriculum.take_shipped(connection, NORTH, ids["dan@example.org"], now)


def attended(connection: Connection, cast: dict[str, Actor], today: date) -> list[Sent]:
    """What is said of all that was done, in the order of its arrival."""
    modules = {row.key: row for row in taught.current(connection, NORTH)}
    trainees = {
        row.person_id: row.id
        for row in connection.execute(
            select(Membership.id, Membership.person_id).where(Membership.programme_id == NORTH)
        )
    }
    sent = list[Sent]()
    for place, (who, key, days, known) in enumerate(DONE):
        person = cast[f"{who}@example.org"]
        row, on = modules[key], today - timedelta(days=days)
        of: Doc = {"key": key, "version": row.version, "title": row.title}
        said: Doc = {"membership": trainees[person.id], "on": on.isoformat(), "minutes": row.minutes}
        if known in ("declared", "accepted"):
            sent.append(_sent(place * 2, person, on, of, said | {"known": "declared"}))
        if known == "accepted":
            said |= {"accepts": builders.hash_of(sent[-1].doc)}
        if known != "declared":
            by = cast[f"{_SAYS[known]}@example.org"]
            sent.append(_sent(place * 2 + 1, by, on, of, said | {"known": known}))
    return sorted(sent, key=lambda one: one.at)


def say(connection: Connection, sent: list[Sent]) -> None:
    """Let the store take them, one after the other."""
    for one in sent:
        send(connection, [one])


def _sent(number: int, by: Actor, on: date, of: Doc, said: Doc) -> Sent:
    at = datetime.combine(on, time(17, number), documents.ZONE)
    id = str(UUID(int=0x7E000000000000000000000000000000 + number, version=4))
    words = {"id": id, "by": by.id, "by_name": by.name, "at": documents.instant(at), "tz": documents.TZ}
    return Sent(at + timedelta(minutes=1), by, builders.attestation(of, **said, **words))
