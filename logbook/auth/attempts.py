"""How often a door was tried: kept in the database, because many app machines share the limit."""

import hashlib

from sqlalchemy import Connection, delete, func, insert, select

from logbook import instants
from logbook.models import Attempt

WINDOW_MINUTES = 15
# Per person and address few; per person alone more, so that a stranger cannot lock somebody out of their own
# phone by failing on purpose; per address more again, because a whole clinic may share one.
LIMITS = {"both": 10, "email": 60, "address": 120}


def keys(email: str, address: str) -> dict[str, str]:
    """The keys under which one try is counted; hashed, because a mistyped e-mail may hold anything."""
    parts = {"both": f"{email} {address}", "email": email, "address": address}
    return {name: f"{name}:{hashlib.sha256(part.encode()).hexdigest()}" for name, part in parts.items()}


def too_many(connection: Connection, email: str, address: str, now: str) -> bool:
    """Count this try, and say whether it is one too many."""
    since = instants.plus(now, minutes=-WINDOW_MINUTES)
    connection.execute(delete(Attempt).where(Attempt.at < since))
    tried = keys(email, address)
    counts = {
        key: count
        for key, count in connection.execute(
            select(Attempt.key, func.count()).where(Attempt.key.in_(tried.values())).group_by(Attempt.key)
        )
    }
    if any(counts.get(key, 0) >= LIMITS[name] for name, key in tried.items()):
        return True
    connection.execute(insert(Attempt), [{"key": key, "at": now} for key in tried.values()])
    return False


def prune(connection: Connection, now: str) -> int:
    """Forget tries that count for nothing any more, sign-ins and pushes alike; gives how many."""
    since = instants.plus(now, minutes=-WINDOW_MINUTES)
    return connection.execute(delete(Attempt).where(Attempt.at < since)).rowcount


def forget(connection: Connection, email: str, address: str) -> None:
    """The right password was given: earlier slips of this person at this address do not count any more."""
    tried = keys(email, address)
    connection.execute(delete(Attempt).where(Attempt.key.in_([tried["both"], tried["email"]])))
