"""What happened to a person's cases, asked of the database: the twin of what `pages.happened` reads off documents."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, union_all

from logbook.models import Entry, Handover, SetAside, Signoff, Withdrawal
from logbook.permissions import Person, visible
from logbook.store.own import Days, due_after


def news(connection: Connection, person: Person, days: Days, by_name: ColumnElement[bool]) -> int:
    """How much has happened since they looked; `by_name`: which cases wait for them."""
    if not person.ever:
        return 0
    after = max(person.looked_at, days.since)
    every = union_all(*_happened(person, after, by_name), _reviews(person, after, days)).subquery()
    return connection.scalar(select(func.count()).select_from(every)) or 0


def latest(person: Person, days: Days, by_name: ColumnElement[bool], most: int) -> list[Select[str]]:
    """The ids of the cases to which the newest so many things happened lately, and of those whose review is due."""
    every = union_all(*_happened(person, days.since, by_name)).subquery()
    newest = select(every.c.id).order_by(every.c.at.desc()).limit(most).subquery()
    return [select(newest.c.id), _reviews(person, days.since, days).with_only_columns(Entry.id)]


def _happened(person: Person, after: str, by_name: ColumnElement[bool]) -> Iterator[Select[*tuple[Any, ...]]]:
    """(id of the case, at) of everything but reviews."""
    own = Entry.trainee_id == person.id
    said = select(Entry.id, Signoff.received_at.label("at")).join(Signoff, Signoff.entry_id == Entry.id)
    yield said.where(own, Signoff.withdrawn_at.is_(None), Signoff.received_at > after)
    for kind, table in (("signoff", Signoff), ("set_aside", SetAside)):
        back = select(Entry.id, Withdrawal.received_at.label("at")).join(table, table.entry_id == Entry.id)
        taken = and_(Withdrawal.of_kind == kind, Withdrawal.of_id == table.id)
        yield back.join(Withdrawal, taken).where(own, Withdrawal.received_at > after)
    aside = select(Entry.id, SetAside.received_at.label("at")).join(SetAside, SetAside.entry_id == Entry.id)
    yield aside.where(own, SetAside.withdrawn_at.is_(None), SetAside.received_at > after)
    handed = select(Entry.id, Handover.received_at.label("at")).join(Handover, Handover.entry_id == Entry.id)
    yield handed.where(own, Handover.received_at > after)
    if person.is_a("supervisor"):
        arrived = came()
        waits = and_(visible(person, "sign entry"), Entry.state == "sent", Entry.supervisor_id.is_not(None))
        yield select(Entry.id, arrived.label("at")).where(waits, by_name, arrived > after)


def came() -> ColumnElement[str]:
    """When a case came to whom it waits for: where it was handed over, then."""
    handed = select(func.max(Handover.received_at)).where(
        Handover.entry_id == Entry.id, Entry.handed_to.is_not(None)
    )
    return func.coalesce(handed.correlate(Entry).scalar_subquery(), Entry.received_at)


def _reviews(person: Person, after: str, days: Days) -> Select[*tuple[Any, ...]]:
    told = select(Entry.id, Entry.received_at.label("at"))
    return told.where(visible(person, "write entry"), due_after(days, after))
