"""What accounts hold by the pointers of the feed, read from the tables."""

from sqlalchemy import select

from logbook import feed, store
from logbook.auth import sessions
from logbook.feed import digests
from logbook.models import Attestation, CellPointer, Entry, Person
from logbook.record import attained


def held(app, account_id):
    """{(kind, document id)} of everything that lies in the cells of an account."""
    with app.app_context(), store.reading() as connection:
        return _held(connection, account_id)


def holders(app, kind, doc_id):
    """The ids of the accounts that hold a document."""
    with app.app_context(), store.reading() as connection:
        accounts = connection.scalars(select(Person.id)).all()
        return {account for account in accounts if (kind, doc_id) in _held(connection, account)}


def check_digests(app):
    """What is kept of every cell is what lies in it, and what waits there is of the cases that do, or is declared."""
    with app.app_context(), store.reading() as connection:
        assert digests.wrong(connection) == []
        opened = connection.scalars(select(Entry.id).where(Entry.state.in_(("sent", "returned")))).all()
        due = {doc for docs in feed.said(connection, sorted(opened)).values() for doc in docs}
        told = connection.execute(select(Attestation.__table__)).mappings().all()
        due |= {("attestation", id) for id in attained.waiting_of(told)}
        lying = select(CellPointer.cell, CellPointer.kind, CellPointer.doc_id, CellPointer.waits)
        for cell, kind, id, waits in connection.execute(lying):
            assert waits == (feed.is_shared(cell) and (kind, id) in due), (cell, kind, id)


def _held(connection, account_id):
    person = sessions.person(connection, account_id)
    lying = select(CellPointer.kind, CellPointer.doc_id).where(
        CellPointer.cell.in_(feed.read_by(person)), CellPointer.gone.is_(None)
    )
    return {tuple(row) for row in connection.execute(lying)}
