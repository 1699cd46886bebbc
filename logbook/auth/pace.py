"""How fast one account may sync: a phone that asks without pause must not make the others wait."""

import secrets

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from logbook import instants
from logbook.models import Attempt

# One push in sixteen is counted: an honest phone costs nothing that way, and one that sends for ever is still found.
ONE_IN = 16
# A pull is cheaper, and a first one of many pages asks quickly; to count it costs a write, so fewer are.
ONE_PULL_IN = 64
WINDOW_S = 60
MOST = 15  # counted in the window: about 240 pushes a minute, or 24,000 cases; 960 pulls

_FORGET = delete(Attempt).where(Attempt.key == bindparam("key"), Attempt.at < bindparam("since"))
_COUNT = select(func.count()).select_from(Attempt).where(Attempt.key == bindparam("key"))
_NOTE = insert(Attempt.__table__)


def is_counted(*, pushes: bool) -> bool:
    """Whether this sync is one that counts: `pushes` where it brings something, else it only pulls."""
    return secrets.randbelow(ONE_IN if pushes else ONE_PULL_IN) == 0


def too_fast(connection: Connection, account_id: str, now: str, *, pushes: bool) -> bool:
    """Count this sync, and say whether it is one too many of its kind."""
    key = {"key": f"{'push' if pushes else 'pull'}:{account_id}"}
    connection.execute(_FORGET, key | {"since": instants.plus(now, seconds=-WINDOW_S)})
    if connection.execute(_COUNT, key).scalar_one() >= MOST:
        return True
    connection.execute(_NOTE, key | {"at": now})
    return False
