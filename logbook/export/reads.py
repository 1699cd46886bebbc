"""Reads the logbook of one trainee in one programme: every statement about its entries, as text and as document."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from logbook.feed.docs import brought_by
from logbook.models import (
    Entry,
    Membership,
    Person,
    Programme,
    Proposal,
    Review,
    Signoff,
    Statement,
    Withdrawal,
)
from logbook.shapes.loose import Doc

AnyRow = Any  # a row of a select, by the names of its columns


@dataclass(slots=True)
class Stated:
    """One statement as it was received; `row` holds the columns kept beside it."""

    text: str
    row: AnyRow

    @property
    def doc(self) -> Doc:
        """The statement read."""
        doc: Doc = orjson.loads(self.text)
        return doc


@dataclass(slots=True)
class Record:
    """One entry and all that was said about it, oldest first. `row` is its head, `doc` what the version says that
    counts: the signed one where one is signed, else the newest."""

    row: AnyRow
    doc: Doc
    revisions: list[Stated] = field(default_factory=list)
    signoffs: list[Stated] = field(default_factory=list)
    reviews: list[Stated] = field(default_factory=list)
    withdrawals: list[Stated] = field(default_factory=list)
    proposals: list[Stated] = field(default_factory=list)

    @property
    def counts(self) -> Stated:
        """The version that counts."""
        rev = self.row.signed_rev or self.row.rev
        return next(kept for kept in self.revisions if kept.row.rev == rev)

    @property
    def newer(self) -> Stated | None:
        """The newest version, where an older one is signed and goes on counting."""
        return None if self.row.signed_rev in (None, self.row.rev) else self.revisions[-1]


def programme(connection: Connection, id: str) -> AnyRow:
    """(id, name, provider, tz, requirement_set). Raises NoResultFound."""
    columns = (Programme.id, Programme.name, Programme.provider, Programme.tz, Programme.requirement_set)
    return connection.execute(select(*columns).where(Programme.id == id)).one()


def person(connection: Connection, id: str) -> AnyRow:
    """(id, name, profession, licence_body, licence_number). Raises NoResultFound."""
    columns = (Person.id, Person.name, Person.profession, Person.licence_body, Person.licence_number)
    return connection.execute(select(*columns).where(Person.id == id)).one()


def people(connection: Connection, programme_id: str) -> dict[str, AnyRow]:
    """{person id: (id, name, profession)} of everybody who has, or had, a role in the programme."""
    query = select(Person.id, Person.name, Person.profession).join(
        Membership, Membership.person_id == Person.id
    )
    return {row.id: row for row in connection.execute(query.where(Membership.programme_id == programme_id))}


def records(connection: Connection, values: dict[str, str]) -> list[Record]:
    """The entries treated in {trainee, programme, first, last}, in the order of treatment, as what counts says it."""
    found = {row.id: Record(row, orjson.loads(row.text)) for row in connection.execute(_HEADS, values)}
    for name, query in _ABOUT.items():
        for row in connection.execute(query, values):
            getattr(found[row.entry_id], name).append(Stated(row.text, row))
    for record in found.values():
        if record.newer:
            record.doc = record.counts.doc
    inside = (one for one in found.values() if values["first"] <= one.doc["performed_on"] <= values["last"])
    return sorted(inside, key=_in_order)


def _in_order(record: Record) -> tuple[str, str, str]:
    return record.doc["performed_on"], record.doc["performed_at"], record.row.id


_IN_RANGE = and_(
    Entry.trainee_id == bindparam("trainee"),
    Entry.programme_id == bindparam("programme"),
    # The column knows only the newest version; where an older one counts, its own day decides when it is read.
    or_(
        Entry.performed_on.between(bindparam("first"), bindparam("last")),
        Entry.signed_rev < Entry.rev,
    ),
)
_HEADS = (
    select(
        Entry.id,
        Entry.rev,
        Entry.signed_rev,
        Entry.hash,
        Entry.state,
        Entry.received_first,
        Entry.received_at,
        Statement.text,
    )
    .join(Statement, Statement.hash == Entry.hash)
    .where(_IN_RANGE)
)


def _about(table: Any, *columns: Any) -> Select[Any]:
    return (
        select(table.entry_id, table.hash, table.received_at, Statement.text, brought_by(Statement), *columns)
        .join(Statement, Statement.hash == table.hash)
        .join(Entry, Entry.id == table.entry_id)
        .where(_IN_RANGE)
        .order_by(table.received_at, table.id)
    )


_OF_ENTRY = (
    select(
        Withdrawal.of_id.label("entry_id"),
        Withdrawal.hash,
        Withdrawal.received_at,
        Statement.text,
        Withdrawal.of_kind,
    )
    .join(Statement, Statement.hash == Withdrawal.hash)
    .join(Entry, and_(Entry.id == Withdrawal.of_id, Withdrawal.of_kind == "entry"))
    .where(_IN_RANGE)
)
_OF_SIGNOFF = (
    select(Signoff.entry_id, Withdrawal.hash, Withdrawal.received_at, Statement.text, Withdrawal.of_kind)
    .join(Signoff, and_(Signoff.id == Withdrawal.of_id, Withdrawal.of_kind == "signoff"))
    .join(Statement, Statement.hash == Withdrawal.hash)
    .join(Entry, Entry.id == Signoff.entry_id)
    .where(_IN_RANGE)
)
_OF_PROPOSAL = (
    select(Proposal.entry_id, Withdrawal.hash, Withdrawal.received_at, Statement.text, Withdrawal.of_kind)
    .join(Proposal, and_(Proposal.mutation == Withdrawal.of_id, Withdrawal.of_kind == "proposal"))
    .join(Statement, Statement.hash == Withdrawal.hash)
    .join(Entry, Entry.id == Proposal.entry_id)
    .where(_IN_RANGE)
)
_ABOUT: dict[str, Any] = {
    "revisions": select(
        Statement.doc_id.label("entry_id"),
        Statement.rev,
        Statement.hash,
        Statement.received_at,
        Statement.text,
        brought_by(Statement),
    )
    .join(Entry, and_(Entry.id == Statement.doc_id, Statement.kind == "entry"))
    .where(_IN_RANGE)
    .order_by(Statement.rev),
    "signoffs": _about(
        Signoff,
        Signoff.id,
        Signoff.signer_id,
        Signoff.verdict,
        Signoff.signed_at,
        Signoff.grade,
        Signoff.entry_hash,
        Signoff.withdrawn_at,
    ),
    "reviews": _about(Review),
    "withdrawals": _OF_ENTRY.union_all(_OF_SIGNOFF, _OF_PROPOSAL),
    "proposals": select(
        *(Proposal.entry_id, Proposal.hash, Proposal.received_at, Proposal.text),
        *(Proposal.code, Proposal.closed_at, brought_by(Proposal)),
    )
    .join(Entry, Entry.id == Proposal.entry_id)
    .where(_IN_RANGE)
    .order_by(Proposal.received_at, Proposal.mutation),
}
