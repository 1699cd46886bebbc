"""Who answers a case instead: one case handed over by its coordinator, or all that waits for a supervisor."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, select
from wtforms import Form, StringField

from logbook import canonical, store
from logbook.feed import hold_writers
from logbook.folding import by_name
from logbook.forms.inputs import one_of
from logbook.models import Entry, Handover, Statement, among
from logbook.models.engine import AnyRow
from logbook.office import members, roles
from logbook.permissions import Person, visible
from logbook.shapes.loose import Doc
from logbook.shapes.served.cohort import Handing
from logbook.shapes.served.supervision import Relief, Relieved
from logbook.shapes.words import Vocabulary
from logbook.store.waiting import OPEN, of_programmes
from logbook.succession import answering

MOST = 50  # trainees that a preview names


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


def held(connection: Connection, by: Person, member: AnyRow, heir: str = "") -> list[AnyRow]:
    """All that waits for the supervisor of a membership and that this person may hand over, what they took over
    themselves included, by id; without what cannot go to `heir`: their own cases, and what they hold already."""
    posts = of_programmes(connection, [member.programme_id]).get(member.programme_id, {})
    holders = sorted(roles.holding(posts, member.person_id))
    values = {"programme": member.programme_id, "holders": holders}
    found = connection.execute(_HELD.where(visible(by, "hand over entry")), values)
    return [row for row in found if heir not in (row.trainee_id, row.holder_id)]


def hand_all(
    connection: Connection,
    by: Person,
    member: AnyRow,
    heir: str,
    reason: str,
    now: str,
    shown: str | None = None,
) -> list[str] | None:
    """Hand over what `held` gives; the ids of the hand-overs. None, and nothing is done, where that is not what was
    `shown` (its `digest`)."""
    # Before anything is read: a case that comes meanwhile would name who has left, and is found under the heir.
    hold_writers(connection)
    if shown is not None and shown != digest(held(connection, by, member)):
        return None
    cases = [Case(row.id, row.holder_id) for row in held(connection, by, member, heir)]
    sent = [_mutation(by, case, heir, reason, now) for case in cases]
    verdicts = store.accept(connection, by, sent, now=now) if sent else []
    done = {one["id"] for one in verdicts if one["status"] == "applied"}
    return [orjson.loads(one.stmt)["id"] for one in sent if one.id in done]


def digest(rows: Iterable[AnyRow]) -> str:
    """What says whether these cases, held by whom, are those that were shown."""
    return sha256(" ".join(f"{row.id} {row.holder_id}" for row in rows).encode()).hexdigest()


def relief(
    connection: Connection, person: Person, member: AnyRow, rows: Sequence[AnyRow], words: Vocabulary
) -> Relief:
    """What the page says of all that waits for somebody who is still there, trainee by trainee, and who could answer it
    instead, each with how much waits for them already."""
    there = members.of_programme(connection, person, member.programme_id)
    names = {row.person_id: row.name for row in there}
    heirs = [
        row
        for row in there
        if row.role == "supervisor" and row.ended_at is None and row.person_id != member.person_id
    ]
    waits = roles.waiting_in(connection, heirs, there)
    theirs: dict[str, list[AnyRow]] = {}
    for row in rows:
        theirs.setdefault(row.trainee_id, []).append(row)
    lines: list[Relieved] = [
        {
            "trainee": names.get(id, ""),
            "waiting": sum(row.state == "sent" for row in some),
            "returned": sum(row.state == "returned" for row in some),
            "oldest_on": min(row.performed_on for row in some),
        }
        for id, some in theirs.items()
    ]
    return {
        "id": member.id,
        "person_id": member.person_id,
        "name": member.name,
        "cases": len(rows),
        "digest": digest(rows),
        "lines": sorted(lines, key=lambda line: (line["oldest_on"], *by_name(line["trainee"])))[:MOST],
        "more": max(len(lines) - MOST, 0),
        "heirs": [
            {"code": row.person_id, "label": f"{row.name} ({waits[row.id].cases} waiting)"} for row in heirs
        ],
        "reasons": [{"code": code, "label": label} for code, label in words["handover_reasons"].items()],
    }


def take_back(connection: Connection, by: Person, member: AnyRow, first: str, now: str) -> int:
    """Hand back what this person handed over in one act with this hand-over (its id), where nobody said since who
    answers it: to whom it waited for, or to the supervisor of the membership where they have left. Gives how many
    cases."""
    hold_writers(connection)
    given = connection.execute(_GIVEN, {"first": first}).first()
    if given is None or given.author_id != by.id:
        return 0
    act = {"by": by.id, "at": given.received_at, "programme": member.programme_id}
    there = of_programmes(connection, [member.programme_id]).get(member.programme_id, {})
    sent = []
    for row in connection.execute(_ACT.where(visible(by, "hand over entry")), act):
        doc, before = orjson.loads(row.text), answering(there, orjson.loads(row.text)["from"])
        stands = row.nth == row.handovers and row.handed_to == doc["to"] == orjson.loads(given.text)["to"]
        if stands and row.state in OPEN:
            back = doc["from"] if before == doc["from"] else member.person_id
            sent.append(_mutation(by, Case(row.id, doc["to"]), back, "taken_back", now))
    verdicts = store.accept(connection, by, sent, now=now) if sent else []
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
    select(Entry.id, Entry.trainee_id, Entry.state, Entry.performed_on, Entry.holder_id.label("holder_id"))
    .where(
        Entry.programme_id == bindparam("programme"), Entry.state.in_(OPEN), among(Entry.holder_id, "holders")
    )
    .order_by(Entry.id)
)
_GIVEN = (
    select(Handover.author_id, Handover.received_at, Statement.text)
    .join(Statement, Statement.hash == Handover.hash)
    .where(Handover.id == bindparam("first"))
)
_ACT = (
    select(Entry.id, Entry.state, Entry.handed_to, Entry.handovers, Handover.nth, Statement.text)
    .join(Entry, Entry.id == Handover.entry_id)
    .join(Statement, Statement.hash == Handover.hash)
    .where(
        Handover.author_id == bindparam("by"),
        Handover.received_at == bindparam("at"),
        Entry.programme_id == bindparam("programme"),
    )
    .order_by(Entry.id)
)
