"""Who answers a case instead: one case handed over by its coordinator, or all that waits for a supervisor."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, select
from wtforms import Form, StringField

from logbook import canonical, store
from logbook.feed import hold_writers
from logbook.forms.inputs import one_of
from logbook.models import Entry, Statement, among
from logbook.models.engine import AnyRow
from logbook.office import members, roles
from logbook.permissions import Person, visible
from logbook.shapes.loose import Doc
from logbook.shapes.served.cohort import Handing
from logbook.shapes.words import Vocabulary
from logbook.store.waiting import OPEN, of_programmes
from logbook.succession import answering


class Choice(Form):
    """To whom, and why; `holder` is whom the page said it waits for."""

    heir = StringField()
    reason = one_of("handover_reasons", "Choose why")
    holder = StringField()


class Case(NamedTuple):
    """A case to be handed over: its id, and whom its statements say it waits for."""

    id: str
    holder: str


def find(connection: Connection, person: Person, programme: str, trainee: str, id: str) -> AnyRow | None:
    """The case of a trainee that this person may hand over now: it names somebody, and waits to be answered. With its
    text and its holder_id."""
    return connection.execute(
        select(Entry.__table__, Entry.holder_id.label("holder_id"), Statement.text)
        .join(Statement, Statement.hash == Entry.hash)
        .where(
            Entry.id == id,
            Entry.programme_id == programme,
            Entry.trainee_id == trainee,
            Entry.state.in_(OPEN),
            Entry.supervisor_id.is_not(None),
            visible(person, "hand over entry"),
        )
    ).first()


def told(connection: Connection, person: Person, found: AnyRow, words: Vocabulary) -> Handing:
    """What the page says of a case that `find` gave, and who could answer it instead."""
    there = members.of_programme(connection, person, found.programme_id)
    names = {row.person_id: row.name for row in there}
    posts = of_programmes(connection, [found.programme_id]).get(found.programme_id, {})
    signs = answering(posts, found.holder_id)
    doc: Doc = orjson.loads(found.text)
    lasting = [row for row in there if row.role == "supervisor" and row.ended_at is None]
    return {
        "id": found.id,
        "areas": ", ".join(words["areas"].get(area, area) for area in doc["areas"]),
        "model": doc["model"]["code"],
        "on": found.performed_on,
        "trainee": names.get(found.trainee_id, ""),
        "trainee_id": found.trainee_id,
        "programme_id": found.programme_id,
        "holder": found.holder_id,
        "named": names.get(found.supervisor_id, ""),
        "waits_for": names.get(signs, "") if signs else "",
        "returned": found.state == "returned",
        "heirs": [
            {"code": row.person_id, "label": row.name}
            for row in sorted(lasting, key=lambda row: str(row.name))
            if row.person_id not in (signs, found.trainee_id)
        ],
        "reasons": [{"code": code, "label": label} for code, label in words["handover_reasons"].items()],
    }


def hand(
    connection: Connection, by: Person, cases: Iterable[Case], heir: str, reason: str, now: str
) -> list[store.Verdict]:
    """Hand cases to a supervisor (a person's id), each by a statement of its own; what became of each.

    The last thing in its transaction, like everything that touches the feed; run it in `store.run`.
    """
    sent = [_mutation(by, case, heir, reason, now) for case in cases]
    return store.accept(connection, by, sent, now=now)


def hand_all(connection: Connection, by: Person, member: AnyRow, heir: str, reason: str, now: str) -> int:
    """Hand over all that waits for the supervisor of a membership, what they took over themselves included; gives how
    many cases. Own cases, of who hands over and of who takes over, stay as they are."""
    # Before anything is read: a case that comes meanwhile would name who has left, and is found under the heir.
    hold_writers(connection)
    posts = of_programmes(connection, [member.programme_id]).get(member.programme_id, {})
    holders = sorted(roles.holding(posts, member.person_id))
    values = {"programme": member.programme_id, "holders": holders}
    cases = [
        Case(row.id, row.holder_id)
        for row in connection.execute(_HELD.where(visible(by, "hand over entry")), values)
        if heir not in (row.trainee_id, row.holder_id)
    ]
    verdicts = hand(connection, by, cases, heir, reason, now) if cases else []
    return sum(1 for one in verdicts if one["status"] == "applied")


def _mutation(by: Person, case: Case, heir: str, reason: str, now: str) -> store.Mutation:
    doc = {
        "typ": "handover",
        "v": 1,
        "id": str(uuid4()),
        "entry": case.id,
        "from": case.holder,
        "to": heir,
        "by": by.id,
        "by_name": by.name,
        "reason": reason,
        "at": now,
    }
    return store.Mutation(str(uuid4()), canonical.dumps(doc))


_HELD = (
    select(Entry.id, Entry.trainee_id, Entry.holder_id.label("holder_id"))
    .where(
        Entry.programme_id == bindparam("programme"), Entry.state.in_(OPEN), among(Entry.holder_id, "holders")
    )
    .order_by(Entry.id)
)
