"""What somebody did beside their cases, as they and their tutors see it: declared, attended, accepted, taken back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, select
from wtforms import Form, StringField

from logbook import canonical, store
from logbook.deadlines import later
from logbook.folding import by_name
from logbook.forms.inputs import open_line
from logbook.models import Attestation, Membership, Programme, Statement
from logbook.models import Person as People
from logbook.office import proofs
from logbook.office.requirements.questions import tenths_of, whole_of
from logbook.pages.clock import Clock
from logbook.permissions import Person, may, visible
from logbook.record import attained, taught
from logbook.shapes.served.lessons import CourseLine, CourseSection, DeclaredLine
from logbook.shapes.words import Vocabulary
from logbook.store import Mutation, Verdict

MOST = 200  # lines of what waits for a tutor


class Facts(Form):
    """The form of what was done: which module of whom, when, how long, credits claimed, a score."""

    who = StringField()
    module = StringField()
    on = StringField()
    minutes = open_line(7)
    credits = open_line(6)
    score = open_line(4)

    def validate(self, who: Iterable[str], modules: Iterable[str], today: str) -> bool:
        """Judge all fields against who trains there and what is taught."""
        good = bool(super().validate())
        wrong = {
            "who": "" if self.who.data in who else "Choose the trainee",
            "module": "" if self.module.data in modules else "Choose a module that is taught",
            "on": _wrong_day(self.on.data or "", today),
            "minutes": ""
            if not self.minutes.data or whole_of(self.minutes.data)
            else "Minutes are whole and above 0",
            "credits": ""
            if not self.credits.data or tenths_of(self.credits.data)
            else "Credits claimed have one decimal",
            "score": ""
            if not self.score.data or (whole_of(self.score.data) or 0) <= 100
            else "A score is 100 at most",
        }
        for name, words in wrong.items():
            if words:
                self[name].errors, good = [words], False
        return good


class Training(NamedTuple):
    """A trainee's membership with its programme."""

    id: str
    person_id: str
    name: str
    programme_id: str
    programme: str
    tz: str


def own(connection: Connection, person: Person) -> list[Training]:
    """The memberships by which somebody trains now, by programme."""
    rows = connection.execute(_TRAINING.where(Membership.person_id == person.id))
    return sorted((Training(*row) for row in rows), key=lambda one: (one.programme, one.id))


def tutored(connection: Connection, person: Person) -> list[Training]:
    """Those of everybody whom they may attest, by name."""
    rows = connection.execute(_TRAINING.where(visible(person, "attest")))
    return sorted((Training(*row) for row in rows), key=lambda one: (by_name(one.name), one.id))


def section(connection: Connection, one: Training, words: Vocabulary, today: str) -> CourseSection:
    """Every module of a programme with how its trainee stands, and whatever else they did."""
    rows = said(connection, [one.id])
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row["module"], []).append(row)
    waits = attained.waiting_of(rows)
    lines = []
    for module in taught.current(connection, one.programme_id):
        lines.append(_line(one, module, found.get(module.key, ()), waits, today))
    others = [
        _other(row, waits, words) for row in rows if row["what"] != "module" and not row["withdrawn_at"]
    ]
    return {"id": one.id, "programme": one.programme, "modules": lines, "others": others}


def declared(connection: Connection, person: Person, clock: Clock) -> list[DeclaredLine]:
    """What waits for a tutor of theirs, what was done first coming first."""
    members = {one.id: one for one in tutored(connection, person)}
    rows = said(connection, sorted(members))
    waits = attained.waiting_of(rows)
    lines: list[DeclaredLine] = [
        {
            "id": row["id"],
            "trainee": members[row["membership_id"]].name,
            "programme": members[row["membership_id"]].programme,
            "title": orjson.loads(row["told"])["title"],
            "on": row["on_day"],
            "minutes": orjson.loads(row["told"])["minutes"],
            "at": clock.local(row["received_at"]),
        }
        for row in rows
        if row["id"] in waits
    ]
    return sorted(lines, key=lambda one: (one["on"], one["trainee"], one["id"]))[:MOST]


def said(connection: Connection, members: Sequence[str]) -> list[Any]:
    """All attestations of these memberships, as they came."""
    found: list[Any] = []
    for start in range(0, len(members), 500):
        some = list(members[start : start + 500])
        query = select(Attestation.__table__).where(Attestation.membership_id.in_(some))
        found += connection.execute(query.order_by(Attestation.received_at, Attestation.id)).mappings().all()
    return found


def attest(
    connection: Connection, person: Person, one: Training, known: str, form: Facts, now: str
) -> Verdict:
    """Somebody did a module, as this person says it; the last thing in its transaction."""
    module = next(row for row in taught.current(connection, one.programme_id) if row.key == form.module.data)
    doc = _EMPTY | {
        "membership": one.id,
        "module": module.key,
        "version": module.version,
        "title": module.title,
        "on": form.on.data,
        "minutes": whole_of(form.minutes.data or "") or module.minutes,
        "credits_tenths": tenths_of(form.credits.data) if form.credits.data else None,
        "score": whole_of(form.score.data) if form.score.data else None,
        "known": known,
    }
    return _say(connection, person, doc | {"tz": one.tz}, now)


def declare(
    connection: Connection, person: Person, one: Training, form: proofs.Declared, now: str
) -> Verdict:
    """Hours or a document, as the trainee says it; the last thing in its transaction."""
    words = proofs.worded(connection, one.programme_id, form)
    doc = _EMPTY | _NO_MODULE | words | {"membership": one.id, "known": "declared", "tz": one.tz}
    return _say(connection, person, doc, now)


def accept(connection: Connection, person: Person, id: str, now: str) -> Verdict | None:
    """Accept what a trainee declared; None where there is none such that they may. The last thing in its
    transaction."""
    row = connection.execute(_DECLARED, {"id": id}).first()
    if row is None or not may(person, "attest", row):
        return None
    doc = orjson.loads(row.text) | {"known": "accepted", "accepts": row.hash}
    return _say(connection, person, doc, now)


def take_back(connection: Connection, person: Person, id: str, now: str) -> Verdict | None:
    """Take back what they said themselves; None where there is none such. The last thing in its transaction."""
    row = connection.execute(select(Attestation.__table__).where(Attestation.id == id)).first()
    if row is None or not may(person, "withdraw attestation", row):
        return None
    doc = {
        "typ": "withdrawal",
        "v": 1,
        "id": str(uuid4()),
        "of": {"kind": "attestation", "id": id},
        "of_hash": row.hash,
        "reason": "Recorded by mistake",
        "by": person.id,
        "at": now,
    }
    [verdict] = store.accept(connection, person, [Mutation(str(uuid4()), canonical.dumps(doc))], now=now)
    return verdict


_EMPTY: dict[str, Any] = {
    "typ": "attestation",
    "v": 1,
    "what": "module",
    "hours": "",
    "way": "",
    "subject": "",
    "document": "",
    "until": None,
    "accepts": None,
}


_NO_MODULE: dict[str, Any] = {"module": "", "version": None, "score": None}


def _say(connection: Connection, person: Person, doc: dict[str, Any], now: str) -> Verdict:
    said = doc | {"id": str(uuid4()), "by": person.id, "by_name": person.name, "at": now}
    [verdict] = store.accept(connection, person, [Mutation(str(uuid4()), canonical.dumps(said))], now=now)
    return verdict


def _line(one: Training, module: Any, rows: Iterable[Any], waits: set[str], today: str) -> CourseLine:
    stands = [row for row in rows if row["withdrawn_at"] is None]
    counted = [row for row in stands if row["known"] != "declared"]
    last = max(counted or stands, key=lambda row: row["on_day"], default=None)
    until = later(last["on_day"], months=module.keeps_months) if last and module.keeps_months else None
    state = (
        "open" if last is None else "waits" if not counted else "ended" if until and until < today else "done"
    )
    return {
        "key": module.key,
        "title": module.title,
        "minutes": module.minutes,
        "state": state,
        "on": last["on_day"] if last else None,
        "until": until,
        "known": last["known"] if last else "",
        "href": f"/modules/{one.id}/{module.key}" if state in ("open", "ended") else None,
        "take_back": last["id"] if last and last["id"] in waits else None,
    }


def _other(row: Any, waits: set[str], words: Vocabulary) -> CourseLine:
    told = orjson.loads(row["told"])
    kind = words["document_kinds"].get(told["document"]) or words["hours_kinds"].get(told["hours"], "")
    return {
        "key": row["id"],
        "title": f"{kind}: {told['title']}",
        "minutes": told["minutes"],
        "state": "waits" if row["id"] in waits else "done",
        "on": row["on_day"],
        "until": row["until_day"],
        "known": row["known"],
        "href": None,
        "take_back": row["id"] if row["id"] in waits else None,
    }


def _wrong_day(text: str, today: str) -> str:
    try:
        good = date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        return "Enter the day on which it was done"
    return "That day is still to come" if text > today else ""


# With the columns of its membership, by which the law judges.
_DECLARED = (
    select(*Membership.__table__.columns, Attestation.hash, Statement.text)
    .join(Attestation, Attestation.membership_id == Membership.id)
    .join(Statement, Statement.hash == Attestation.hash)
    .where(Attestation.id == bindparam("id"), Attestation.known == "declared")
)
_TRAINING = (
    select(
        Membership.id,
        Membership.person_id,
        People.name,
        Membership.programme_id,
        Programme.name.label("programme"),
        Programme.tz,
    )
    .join(People, People.id == Membership.person_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .where(Membership.role == "trainee", Membership.ended_at.is_(None))
)
