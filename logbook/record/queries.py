"""The selects of a subject and all that was said about it. Each takes the conditions that say of which entries."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from logbook.kinds import Kind
from logbook.kinds.queries import about_any, subject_id
from logbook.models import Belated, Entry, Person, Proposal, Statement

Query = Select[Any]
Condition = ColumnElement[bool]


def brought_by(table: Any) -> Any:
    """The name of who handed a statement in that is not theirs; null for nearly all."""
    return select(Person.name).where(Person.id == table.brought_by).scalar_subquery().label("brought_by")


def heads(*which: Condition) -> Query:
    """Entries as they stand: every column of the head, and the text of its version."""
    return select(Entry.__table__, Statement.text).join(Statement, Statement.hash == Entry.hash).where(*which)


def revisions(*which: Condition) -> Query:
    """All versions of entries, oldest first: (subject, rev, hash, received_at, text, brought_by)."""
    return (
        select(
            Statement.doc_id.label("subject"),
            Statement.rev,
            Statement.hash,
            Statement.received_at,
            Statement.text,
            brought_by(Statement),
        )
        .join(Entry, and_(Entry.id == Statement.doc_id, Statement.kind == "entry"))
        .where(*which)
        .order_by(Statement.doc_id, Statement.rev)
    )


def rows(kind: Kind, *which: Condition) -> Query:
    """The rows of a kind about entries, as they came: (subject, every column of its table)."""
    return _about(kind, select(subject_id(kind.naming).label("subject"), kind.table.__table__), which)


def said(kind: Kind, *which: Condition) -> Query:
    """The same with the statements: also (text, brought_by)."""
    columns = (subject_id(kind.naming).label("subject"), kind.table.__table__, Statement.text)
    query = select(*columns, brought_by(Statement)).select_from(kind.table)
    return _about(kind, query.join(Statement, Statement.hash == kind.table.hash), which)


def _about(kind: Kind, query: Query, which: tuple[Condition, ...]) -> Query:
    if not isinstance(kind.naming.kind, str):
        # Found by index from the entries: the expression alone would follow every row of the table to its entry.
        query = query.where(about_any(kind.naming, {"entry": select(Entry.id).where(*which)}))
    return (
        query.select_from(kind.table)
        .join(Entry, Entry.id == subject_id(kind.naming))
        .where(*which)
        .order_by(kind.table.received_at, kind.naming.key)
    )


def proposals(*which: Condition) -> Query:
    """The versions kept beside entries, as they came: (subject, mutation, code, hash, received_at, closed_at, text,
    brought_by)."""
    return (
        select(
            Proposal.entry_id.label("subject"),
            Proposal.mutation,
            Proposal.code,
            Proposal.hash,
            Proposal.received_at,
            Proposal.closed_at,
            Proposal.text,
            brought_by(Proposal),
        )
        .join(Entry, Entry.id == Proposal.entry_id)
        .where(*which)
        .order_by(Proposal.received_at, Proposal.mutation)
    )


def belated(*which: Condition) -> Query:
    """The answers of who had left that do not count, or not yet, as they came: (subject, hash, received_at, text,
    accepted, decided_at, by: the name of who decided)."""
    decider = select(Person.name).where(Person.id == Belated.decided_by).scalar_subquery().label("by")
    return (
        select(
            Belated.entry_id.label("subject"),
            Belated.hash,
            Belated.received_at,
            Belated.text,
            Belated.accepted,
            Belated.decided_at,
            decider,
        )
        .join(Entry, Entry.id == Belated.entry_id)
        .where(*which, Belated.accepted.is_not(True))
        .order_by(Belated.received_at, Belated.hash)
    )
