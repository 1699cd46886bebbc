"""What accounts hold by the pointers of the feed, read from the tables."""

from sqlalchemy import select

from logbook import feed, store
from logbook.auth import sessions
from logbook.feed import digests
from logbook.models import CellPointer, Person


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
    """What is kept of every cell is what lies in it."""
    with app.app_context(), store.reading() as connection:
        assert digests.wrong(connection) == []


def _held(connection, account_id):
    person = sessions.person(connection, account_id)
    lying = select(CellPointer.kind, CellPointer.doc_id).where(
        CellPointer.cell.in_(feed.read_by(person)), CellPointer.gone.is_(None)
    )
    return {tuple(row) for row in connection.execute(lying)}
