"""A large school for benchmarks: programmes, trainees, and real statements in all tables, put there in bulk.

Twelve programmes of one provider with thirty trainees each, 30,000 cases over two years; one person supervises and
another coordinates all of them. In a thirteenth programme two trainees have 500 and 5,000 cases of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, insert

from benchmarks.filled import place
from logbook import canonical, feed, instants, models
from logbook.demo import builders
from logbook.feed import register
from logbook.kinds import KINDS, Kept
from logbook.models import db
from logbook.models.engine import writing
from tests.support.cast.people import Somebody
from tests.support.documents.statements import a_review, a_signoff, an_entry

Doc = dict[str, Any]
SINCE = "2024-01-08T08:00:00Z"
AREAS = ("glabella", "forehead", "crows_feet")
PARTS = ("assisted", "supervised_direct", "supervised_direct", "supervised_indirect")
CODES = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
BATCH = 500


@dataclass(frozen=True)
class Size:
    """How large it is."""

    programmes: int = 12
    trainees: int = 360
    cases: int = 30_000
    few: int = 500
    many: int = 5_000


SMALL = Size(programmes=3, trainees=30, cases=600, few=50, many=500)


@dataclass(frozen=True)
class School:
    """Who is asked: `sam` supervises everywhere, `cora` coordinates, `few` and `many` keep logbooks of those sizes."""

    sam: Somebody
    cora: Somebody
    few: Somebody
    many: Somebody
    trainees: list[Somebody]


class Dice:
    """The same school each time: every choice and every id comes from one seed."""

    def __init__(self) -> None:
        self.random = Random(20261129)

    def id(self) -> str:
        """A UUID."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def one_in(self, number: int) -> bool:
        """Whether it happens this time."""
        return self.random.randrange(number) == 0


def build(app: Flask, size: Size) -> School:
    """Fill a migrated, empty database; gives who can be asked. Called again, it only says who they are."""
    dice = Dice()
    programmes = [dice.id() for _ in range(size.programmes + 1)]
    own = programmes.pop()
    sam, cora = _somebody(dice, "Dr Sam Rowe", "physician"), _somebody(dice, "Cora Lind", "registered_nurse")
    other = _somebody(dice, "Dr Olu Bello", "physician")
    few, many = (_somebody(dice, name, "dentist") for name in ("Fay Few", "Max Many"))
    trainees = [
        _somebody(dice, f"Trainee {number:03}", "registered_nurse") for number in range(size.trainees)
    ]
    school = School(sam, cora, few, many, trainees)
    with app.app_context():
        with writing(db) as connection:
            if connection.execute(models.Programme.__table__.select()).first():
                return school
            held = [(sam, "supervisor", id) for id in programmes] + [
                (cora, "coordinator", id) for id in programmes
            ]
            held += [(one, "trainee", programmes[n % size.programmes]) for n, one in enumerate(trainees)]
            held += [(other, "supervisor", own), (few, "trainee", own), (many, "trainee", own)]
            _seat(connection, dice, [*programmes, own], held)
            each = size.cases // size.trainees
            for trainee, role, programme in held:
                if role == "trainee":
                    count = {few.id: size.few, many.id: size.many}.get(trainee.id, each)
                    _write(connection, dice, trainee, other if programme == own else sam, programme, count)
            place(connection)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    return school


def _somebody(dice: Dice, name: str, profession: str) -> Somebody:
    id = dice.id()
    return Somebody(id, name, f"{id}@example.org", profession, "NMC", f"90A{id[:4].upper()}E")


def _seat(
    connection: Connection, dice: Dice, programmes: list[str], held: list[tuple[Somebody, str, str]]
) -> None:
    provider = {"id": dice.id(), "name": "Large School", "address": "", "tz": "Europe/London"}
    connection.execute(insert(models.Provider), provider | {"created_at": SINCE})
    facts = {"provider_id": provider["id"], "tz": "Europe/London", "requirement_set": "generic-starter"}
    connection.execute(
        insert(models.Programme),
        [
            facts | {"id": id, "name": f"Cohort {n:02}", "created_at": SINCE}
            for n, id in enumerate(programmes, 1)
        ],
    )
    everybody = list(dict.fromkeys(somebody for somebody, _, _ in held))
    connection.execute(
        insert(models.Person),
        [
            {"id": one.id, "name": one.name, "email": one.email, "profession": one.profession}
            | {
                "licence_body": one.body,
                "licence_number": one.number,
                "joined_at": SINCE,
                "created_at": SINCE,
            }
            for one in everybody
        ],
    )
    members = [
        {"id": dice.id(), "person_id": one.id, "programme_id": programme, "role": role, "since": SINCE}
        for one, role, programme in held
    ]
    connection.execute(insert(models.Membership), members)
    known = {one.id: one for one, role, _ in held if role == "supervisor"}
    connection.execute(
        insert(models.Confirmation),
        [
            {
                "person_id": one.id,
                "programme_id": programmes[0],
                "name": one.name,
                "how": "register",
                "at": SINCE,
            }
            | {"licence_body": one.body, "licence_number": one.number}
            for one in known.values()
        ],
    )
    pointers = [one for id in programmes for one in register.publish_programme(connection, id)]
    pointers += [one for somebody in everybody for one in register.publish_person(connection, somebody.id)]
    pointers += [one for row in members for one in register.publish_membership(connection, str(row["id"]))]
    feed.touch(connection, pointers)


def _write(
    connection: Connection, dice: Dice, trainee: Somebody, supervisor: Somebody, programme: str, count: int
) -> None:
    """The logbook of one trainee: cases over two years, nearly all signed, half of them reviewed."""
    rows: dict[str, list[Doc]] = {"statement": [], "entry": [], "signoff": [], "review": []}
    for number in range(count):
        for doc, row, kind in _case(dice, trainee, supervisor, programme, number, count):
            rows["statement"].append(doc)
            rows[kind].append(row)
    for name, found in rows.items():
        table = models.Statement if name == "statement" else KINDS[name].table
        for start in range(0, len(found), BATCH):
            connection.execute(insert(table), found[start : start + BATCH])


def _case(
    dice: Dice, trainee: Somebody, supervisor: Somebody, programme: str, number: int, count: int
) -> Iterator[tuple[Doc, Doc, str]]:
    """(row of the statement, row of its kind, kind) of a case and of all that was said of it."""
    today = date.fromisoformat(instants.now()[:10])
    day = today - timedelta(days=1 + (count - 1 - number) * 700 // count)
    on, later = day.isoformat(), min(day + timedelta(days=14), today).isoformat()
    entry = _entry(dice, trainee, supervisor, programme, on)
    # What waits is mostly of the last days.
    is_open = number > count - 3 and not dice.one_in(3)
    state = "sent" if is_open else "returned" if dice.one_in(100) else "signed"
    head = KINDS["entry"].columns(
        entry, Kept(trainee.id, f"{on}T18:00:00Z", builders.hash_of(entry), None, None)
    )
    head |= {"state": state, "signed_rev": 1 if state == "signed" else None}
    yield _statement(entry, trainee, head["received_at"]), head, "entry"
    subject = SimpleNamespace(**head)
    if state != "sent":
        verdict = "signed" if state == "signed" else "returned"
        said = a_signoff(entry, supervisor, id=dice.id(), nonce=dice.id(), verdict=verdict)
        said |= {"signed_at": f"{on}T19:00:00Z"} | (
            {"rating": dice.random.randint(2, 5)} if verdict == "signed" else {}
        )
        yield _kept("signoff", said, supervisor, f"{on}T19:00:00Z", subject)
    if day < today - timedelta(days=20) and not dice.one_in(2):
        seen = a_review(entry, id=dice.id(), seen_on=later)
        yield _kept("review", seen, trainee, f"{later}T19:00:00Z", subject)


def _entry(dice: Dice, trainee: Somebody, supervisor: Somebody, programme: str, on: str) -> Doc:
    area, part = dice.random.choice(AREAS), dice.random.choice(PARTS)
    doc = an_entry(
        id=dice.id(),
        mutation=dice.id(),
        trainee=trainee.id,
        programme=programme,
        supervisor=supervisor.id,
        performed_on=on,
        performed_at=f"{dice.random.randint(8, 17):02}:{dice.random.randint(0, 59):02}",
        recorded_at=f"{on}T18:00:00Z",
        part=part,
        areas=[area],
        reflection="felt the muscle contract under the finger " * dice.random.randint(0, 7),
        model={
            "code": "".join(dice.random.choices(CODES, k=4)),
            "skin_type": dice.random.choice(("II", "III", "IV")),
        },
        product={"reconstituted_at": f"{on}T09:10"},
        aftercare={"review_due_on": None},
    )
    return doc | {"points": doc["points"] * dice.random.randint(1, 4)}


def _kept(name: str, doc: Doc, by: Somebody, at: str, subject: Any) -> tuple[Doc, Doc, str]:
    row = KINDS[name].columns(doc, Kept(by.id, at, builders.hash_of(doc), None, subject))
    return _statement(doc, by, at), row, name


def _statement(doc: Doc, by: Somebody, at: str) -> Doc:
    text = canonical.dumps(doc)
    return {
        "hash": canonical.digest(text),
        "kind": doc["typ"],
        "doc_id": doc["id"],
        "rev": doc.get("rev", 1),
        "prev": None,
        "text": text,
        "mutation": doc.get("mutation") or doc["id"],
        "author": by.id,
        "received_at": at,
    }
