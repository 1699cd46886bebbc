"""The cursor: where one account has read to, opaque to phones, with no time in it."""

import base64
import binascii
from typing import NamedTuple

from logbook.feed.head import Head
from logbook.problems import BadRequest, EpochChanged, WrongAccount


class Given(NamedTuple):
    """What a phone remembers: in which life of the database, and up to which number, it has read."""

    epoch: str | None
    seq: int

    def check(self, now: Head) -> None:
        """Raise EpochChanged where that is not of this database, or of its future: then it went back in time."""
        if self.epoch not in (None, now.epoch) or self.seq > now.seq:
            raise EpochChanged


def encode(epoch: str, account_id: str, seq: int) -> str:
    """The text a phone keeps and gives back."""
    return base64.urlsafe_b64encode(f"{epoch}.{account_id}.{seq}".encode()).decode().rstrip("=")


def given(cursor: str | None, account_id: str) -> Given:
    """What a cursor says; a new phone remembers nothing. Raises BadRequest, WrongAccount."""
    if cursor is None:
        return Given(None, 0)
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        epoch, owner, number = plain.split(".")
        seq = int(number)
    except (ValueError, binascii.Error):
        raise BadRequest("The cursor is not one we gave.") from None
    if owner != account_id:
        raise WrongAccount
    if not 0 <= seq < 2**63:
        raise BadRequest("The cursor is not one we gave.")
    return Given(epoch, seq)


def believed(epoch: str | None, cursor: str | None, account_id: str) -> str | None:
    """The epoch a phone believes in. Raises BadRequest, WrongAccount, and EpochChanged where it believes in two."""
    read = given(cursor, account_id).epoch
    if None not in (epoch, read) and epoch != read:
        raise EpochChanged
    return epoch or read


def epoch_of(cursor: str) -> str:
    """The epoch of a cursor of ours."""
    return base64.b64decode(cursor + "==", altchars=b"-_").decode().partition(".")[0]
