"""Reads entries with all that was said about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select

from logbook.kinds import KINDS
from logbook.models import Entry, Statement, among
from logbook.record import queries
from logbook.shapes import statements
from logbook.shapes.loose import Doc

AnyRow = Any  # a row of a select, by the names of its columns
_AT_ONCE = 200  # rows that a driver holds
# The kinds of statement that speak of an entry, in their order.
ABOUT_ENTRIES = tuple(name for name, kind in KINDS.items() if kind.subject == "entry" and name != "entry")


D = TypeVar("D")


@dataclass
class Stated(Generic[D]):
    """One statement, of a shape D, as it was received; `row` holds the columns kept beside it."""

    text: str
    row: AnyRow

    @cached_property
    def doc(self) -> D:
        """The statement read."""
        doc: D = orjson.loads(self.text)
        return doc


@dataclass
class Record:
    """One entry and all that was said about it, oldest first.

    `row` is its head, `doc` what the version says that counts: the signed one where one is signed, else the newest.
    `said` has the statements of every kind that is about entries, {kind: […]}.
    """

    row: AnyRow
    doc: statements.Entry
    revisions: list[Stated[statements.Entry]] = field(default_factory=list)
    said: dict[str, list[Stated[Doc]]] = field(default_factory=lambda: {name: [] for name in ABOUT_ENTRIES})
    proposals: list[Stated[statements.Entry]] = field(default_factory=list)
    belated: list[Stated[statements.Signoff]] = field(default_factory=list)

    @property
    def counts(self) -> Stated[statements.Entry]:
        """The version that counts."""
        rev = self.row.signed_rev or self.row.rev
        return next(kept for kept in self.revisions if kept.row.rev == rev)

    @property
    def newer(self) -> Stated[statements.Entry] | None:
        """The newest version, where an older one is signed and goes on counting."""
        return None if self.row.signed_rev in (None, self.row.rev) else self.revisions[-1]


def logbook(connection: Connection, values: dict[str, str]) -> list[str]:
    """The ids of the entries treated in {trainee, programme, first, last}, in the order of treatment, as what counts
    says it. Texts are looked at one after the other, and none is kept."""
    counts = and_(
        Statement.kind == "entry",
        Statement.doc_id == Entry.id,
        Statement.rev == func.coalesce(Entry.signed_rev, Entry.rev),
    )
    query = select(Entry.id, Statement.text).join(Statement, counts).where(_IN_RANGE)
    found = []
    for id, text in connection.execute(query, values, execution_options={"yield_per": _AT_ONCE}):
        doc = orjson.loads(text)
        if values["first"] <= doc["performed_on"] <= values["last"]:
            found.append((doc["performed_on"], doc["performed_at"], id))
    return [id for _, _, id in sorted(found)]


def records(connection: Connection, ids: Sequence[str]) -> list[Record]:
    """These entries, in this order."""
    read = _read(connection, among(Entry.id, "ids"), {"ids": ids})
    return [read[id] for id in ids]


def _read(
    connection: Connection, which: ColumnElement[bool], values: dict[str, Sequence[str]]
) -> dict[str, Record]:
    found = {
        row.id: Record(row, orjson.loads(row.text))
        for row in connection.execute(queries.heads(which), values)
    }
    for row in connection.execute(queries.revisions(which), values):
        found[row.subject].revisions.append(Stated(row.text, row))
    for name in ABOUT_ENTRIES:
        for row in connection.execute(queries.said(KINDS[name], which), values):
            found[row.subject].said[name].append(Stated(row.text, row))
    for row in connection.execute(queries.proposals(which), values):
        found[row.subject].proposals.append(Stated(row.text, row))
    for row in connection.execute(queries.belated(which), values):
        found[row.subject].belated.append(Stated(row.text, row))
    for record in found.values():
        if record.newer:
            record.doc = record.counts.doc
    return found


_IN_RANGE = and_(
    Entry.trainee_id == bindparam("trainee"),
    Entry.programme_id == bindparam("programme"),
    # The column knows only the newest version; where an older one counts, its own day decides when it is read.
    or_(
        Entry.performed_on.between(bindparam("first"), bindparam("last")),
        Entry.signed_rev < Entry.rev,
    ),
)
