"""How fast one account may push: a phone that has lost its patience must not make the others wait."""

import secrets

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from logbook import instants
from logbook.models import Attempt

# One push in sixteen is counted: an honest phone costs nothing that way, and one that sends for ever is still found.
ONE_IN = 16
WINDOW_S = 60
MOST = 15  # counted in the window: about 240 pushes a minute, or 24,000 cases

_FORGET = delete(Attempt).where(Attempt.key == bindparam("key"), Attempt.at < bindparam("since"))
_COUNT = select(func.count()).select_from(Attempt).where(Attempt.key == bindparam("key"))
_NOTE = insert(Attempt.__table__)


def is_counted() -> bool:
    """Whether this push is one that counts."""
    return secrets.randbelow(ONE_IN) == 0


def too_fast(connection: Connection, account_id: str, now: str) -> bool:
    """Count this push, and say whether it is one too many."""
    key = {"key": f"push:{account_id}"}
    connection.execute(_FORGET, key | {"since": instants.plus(now, seconds=-WINDOW_S)})
    if connection.execute(_COUNT, key).scalar_one() >= MOST:
        return True
    connection.execute(_NOTE, key | {"at": now})
    return False
