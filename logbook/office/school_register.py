"""What a provider keeps of a person: the name in its own papers, the checks of who they are, and notes.

Its coordinators have it of whoever is in a programme that they run, its administrators of whom they see; nobody of
themselves. It stands on no phone and no paper, and judges no signature: that is done by the history of the account.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, insert, null, select, update
from wtforms import Field, Form, ValidationError

from logbook.feed import hold_writers
from logbook.filters import date
from logbook.forms.inputs import one_of, open_line
from logbook.forms.stated import TO_COME
from logbook.models import Administration, Membership, Programme, Provider, RegisterEntry, RegisterLine
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office.arrangements import note_field
from logbook.office.cohorts import check_day, day_field
from logbook.pages.clock import Clock
from logbook.permissions import Person, may, visible
from logbook.shapes.served.registers import Kept, KeptLine, KeptShort
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

FEW = 3  # notes that stand on the page of a person; their entry has all


class Name(Form):
    """How somebody is called in the school's papers; nothing for as in their account."""

    name = open_line()


class Check(Form):
    """Which document was looked at, and when."""

    document = one_of("documents_seen", "Choose what you looked at")
    seen_on = day_field("Enter the day on which you looked at it")

    def validate_seen_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)

    def validate(self, today: str) -> bool:
        """Judge all fields; what day it is there, is known one row higher."""
        good = bool(super().validate())
        if good and (self.seen_on.data or "") > today:
            self.seen_on.errors, good = [TO_COME], False
        return good


class Note(Form):
    """Words about somebody for those who run the school."""

    note = note_field()

    def validate_note(self, field: Field) -> None:
        """Called by WTForms."""
        if not field.data:
            raise ValidationError("Write a note")


class Written(NamedTuple):
    """The lines of an entry, in their order, and what stands of them."""

    rows: list[AnyRow]
    standing: list[AnyRow]

    def of(self, kind: str) -> list[AnyRow]:
        """Those of a kind that stand, newest first."""
        return [row for row in reversed(self.standing) if row.kind == kind]


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """Of whom, and at which provider: by the id of a membership or of an administration there, where this person keeps
    the register of its holder."""
    member = _MEMBERS.where(visible(person, "keep register"), Membership.id == id)
    administrator = _ADMINISTRATORS.where(
        visible(person, "keep register of administrator"), Administration.id == id
    )
    return connection.execute(member).first() or connection.execute(administrator).first()


def told(connection: Connection, found: AnyRow, words: Vocabulary, clock: Clock) -> Kept:
    """All that is kept of somebody whom `find` gave."""
    of = RegisterEntry.provider_id == found.provider_id, RegisterEntry.person_id == found.person_id
    written = _written(connection.execute(_LINES.where(*of)))
    return {
        "person": found.name,
        "school": found.provider,
        "registered": _name(written),
        "names": _lines(written, "name", words, clock),
        "checks": _lines(written, "check", words, clock),
        "notes": _lines(written, "note", words, clock),
    }


def write(connection: Connection, found: AnyRow, kind: str, by: str, now: str, **columns: Any) -> str:
    """Add a line to the entry of somebody whom `find` gave; gives the act's id."""
    entry, act = _entry(connection, found), str(uuid4())
    usual = {"entry_id": entry, "act": act, "kind": kind, "text": "", "programme_id": found.programme_id}
    connection.execute(insert(RegisterLine).values(usual | {"by_id": by, "at": now} | columns))
    _name_anew(connection, entry)
    trace("register_set", about=found.person_id, thing=act, programme=found.programme_id, kind=kind)
    return act


def withdraw(connection: Connection, found: AnyRow, act: str, by: str, now: str) -> bool | None:
    """Take a line of this entry back; False where it does not stand any more, None where it has none of this id."""
    of = RegisterEntry.provider_id == found.provider_id, RegisterEntry.person_id == found.person_id
    written = _written(connection.execute(_LINES.where(*of)))
    if act not in {row.act for row in written.rows if row.kind != "withdrawal"}:
        return None
    if act not in {row.act for row in written.standing}:
        return False
    write(connection, found, "withdrawal", by, now, of=act)
    return True


def called(connection: Connection, person: Person, rows: Iterable[AnyRow]) -> dict[str, str]:
    """{id of a membership: how its holder is called in the school's papers}, of those of these rows of `members` whose
    register this person keeps and where it says another name than the account."""
    kept = {row.id: row for row in rows if may(person, "keep register", row)}
    there = sorted({row.programme_id for row in kept.values()})
    query = (
        select(Programme.id, RegisterEntry.person_id, RegisterEntry.name)
        .join(Programme, Programme.provider_id == RegisterEntry.provider_id)
        .where(Programme.id.in_(there), RegisterEntry.name != "")
    )
    names = {(row.id, row.person_id): row.name for row in connection.execute(query)} if there else {}
    return {
        row.id: names[key]
        for row in kept.values()
        if (key := (row.programme_id, row.person_id)) in names and names[key] != row.name
    }


def in_short(
    connection: Connection, person: Person, posts: Sequence[AnyRow], words: Vocabulary, clock: Clock
) -> list[KeptShort]:
    """What stands on the page of a person, for each provider of these memberships of theirs (`id`, `person_id`,
    `programme_id`) where this person keeps the register of them. One query."""
    kept = {post.programme_id: post for post in posts if may(person, "keep register", post)}
    if not kept:
        return []
    query = (
        select(Programme.id, Programme.provider_id, Provider.name.label("provider"), *_LINE)
        .join(Provider, Provider.id == Programme.provider_id)
        .outerjoin(RegisterEntry, _is_of(next(iter(kept.values())).person_id))
        .outerjoin(RegisterLine, RegisterLine.entry_id == RegisterEntry.id)
        .outerjoin(People, People.id == RegisterLine.by_id)
        .where(Programme.id.in_(sorted(kept)))
        .order_by(Provider.name, Programme.provider_id, Programme.id, RegisterLine.number)
    )
    of_programme: dict[str, list[AnyRow]] = {}
    schools: dict[str, str] = {}
    for row in connection.execute(query):
        # Of several programmes of one school the first stands for it.
        if schools.setdefault(row.provider_id, row.id) == row.id:
            of_programme.setdefault(row.id, []).append(row)
    return [_short(kept[id].id, rows, words, clock) for id, rows in of_programme.items()]


def join(connection: Connection, kept: str, gone: str) -> None:
    """Two providers become one: what both kept of one person is one entry, whose name is what was written last."""
    theirs = dict(_entries(connection, kept))
    for person_id, id in _entries(connection, gone):
        if person_id not in theirs:
            connection.execute(update(RegisterEntry).where(RegisterEntry.id == id).values(provider_id=kept))
            continue
        moved = update(RegisterLine).where(RegisterLine.entry_id == id)
        connection.execute(moved.values(entry_id=theirs[person_id]))
        connection.execute(RegisterEntry.__table__.delete().where(RegisterEntry.id == id))
        _name_anew(connection, theirs[person_id])


def _entries(connection: Connection, provider_id: str) -> list[tuple[str, str]]:
    query = select(RegisterEntry.person_id, RegisterEntry.id).where(RegisterEntry.provider_id == provider_id)
    return [(row.person_id, row.id) for row in connection.execute(query).all()]


def _entry(connection: Connection, found: AnyRow) -> str:
    """The id of their entry, which is made where there is none: by one at a time."""
    hold_writers(connection)
    of = {"provider_id": found.provider_id, "person_id": found.person_id}
    where = [getattr(RegisterEntry, name) == value for name, value in of.items()]
    id = connection.scalar(select(RegisterEntry.id).where(*where))
    if id is None:
        id = str(uuid4())
        connection.execute(insert(RegisterEntry).values(**of, id=id, name=""))
    return str(id)


def _name_anew(connection: Connection, entry: str) -> None:
    written = _written(connection.execute(_LINES.where(RegisterEntry.id == entry)))
    named = update(RegisterEntry).where(RegisterEntry.id == entry)
    connection.execute(named.values(name=_name(written)))


def _written(rows: Iterable[AnyRow]) -> Written:
    # Of an entry of which nothing was written yet a joined row has no number.
    every = [row for row in rows if row.number is not None]
    gone = {row.of for row in every if row.kind == "withdrawal"}
    return Written(every, [row for row in every if row.kind != "withdrawal" and row.act not in gone])


def _name(written: Written) -> str:
    return next((str(row.text) for row in written.of("name")), "")


def _lines(written: Written, kind: str, words: Vocabulary, clock: Clock) -> list[KeptLine]:
    stand = {row.act for row in written.standing}
    return [_line(row, row.act in stand, words, clock) for row in reversed(written.rows) if row.kind == kind]


def _line(row: AnyRow, stands: bool, words: Vocabulary, clock: Clock) -> KeptLine:
    return {
        "act": row.act,
        "text": _said(row, words["documents_seen"]),
        "by": row.maker,
        "on": clock.local(row.at)[:10],
        "stands": stands,
    }


def _said(row: AnyRow, documents: Mapping[str, str]) -> str:
    if row.kind == "check":
        return f"{documents.get(row.document, row.document)}, looked at on {date(row.seen_on)}"
    if row.kind == "name":
        return str(row.text) or "As in their account"
    return str(row.text)


def _short(id: str, rows: Sequence[AnyRow], words: Vocabulary, clock: Clock) -> KeptShort:
    written = _written(rows)
    notes = [_line(row, True, words, clock) for row in written.of("note")]
    checks = [_line(row, True, words, clock) for row in written.of("check")]
    return {
        "id": id,
        "school": rows[0].provider,
        "registered": _name(written),
        "check": checks[0] if checks else None,
        "notes": notes[:FEW],
        "more": max(len(notes) - FEW, 0),
    }


def _is_of(person_id: str) -> ColumnElement[bool]:
    return and_(RegisterEntry.provider_id == Programme.provider_id, RegisterEntry.person_id == person_id)


_LINE = (*RegisterLine.__table__.columns, People.name.label("maker"))
_LINES = (
    select(*_LINE)
    .join(RegisterEntry, RegisterEntry.id == RegisterLine.entry_id)
    .join(People, People.id == RegisterLine.by_id)
    .order_by(RegisterLine.number)
)
_WHOM = (
    Provider.id.label("provider_id"),
    Provider.name.label("provider"),
    Provider.tz,
    People.name,
    People.email,
)
_MEMBERS = (
    select(Membership.id, Membership.person_id, Membership.programme_id, *_WHOM)
    .join(People, People.id == Membership.person_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .join(Provider, Provider.id == Programme.provider_id)
)
_ADMINISTRATORS = (
    select(Administration.id, Administration.person_id, null().label("programme_id"), *_WHOM)
    .join(People, People.id == Administration.person_id)
    .join(Provider, Provider.id == Administration.provider_id)
)
