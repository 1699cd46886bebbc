"""Coming in by an invitation, at the moment of the write: who was quicker is in, who was not is told so."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from logbook.auth import accounts, invitations
from logbook.feed import hold_writers
from logbook.models.engine import AnyRow
from logbook.problems import LinkSpent


def check_open(connection: Connection, invitation: AnyRow, now: str) -> None:
    """Raises LinkSpent where somebody was quicker with this link."""
    if not invitations.works(connection, invitation.id, now):
        raise LinkSpent


def hold(connection: Connection, invitation: AnyRow, now: str, *, new: bool) -> None:
    """From here to the commit nobody else comes in. `new`: an account is made.

    Raises LinkSpent where somebody was quicker with this link, or made an account for its address by another one.
    """
    # Before a number is looked at: whoever tapped twice would else hear that their own is somebody else's.
    hold_writers(connection)
    check_open(connection, invitation, now)
    if new and accounts.by_email(connection, invitation.email) is not None:
        raise LinkSpent


def spend(connection: Connection, invitation: AnyRow, now: str) -> None:
    """Raises LinkSpent where the link does not work any more: then nothing else may happen either."""
    if not invitations.use(connection, invitation.id, now):
        raise LinkSpent


@contextmanager
def one_account() -> Iterator[None]:
    """Somebody who changes their e-mail to this address at the same moment waits for nobody: the address is theirs."""
    try:
        yield
    except IntegrityError:
        raise LinkSpent from None
