"""How often a password may be tried: failures alone count, each key apart, and the wait grows with them.

Kept in the database, because many app machines share the limit. Whoever is known, by a living session or by a browser
that signed in to this account before, has a count of their own: strangers who fail on purpose shut nobody out.
"""

import hashlib
import ipaddress
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from logbook import instants
from logbook.models import Attempt
from logbook.problems import TooManyTries

# Failures that cost no waiting. Of a stranger: of one person from one network few; of one person from everywhere more;
# from one network more again, and counted for a short while, because a whole clinic may share one.
LIMITS = {"both": 10, "email": 60, "network": 120, "browser": 10, "session": 10}
MINUTES = {"both": 1440, "email": 1440, "network": 15, "browser": 1440, "session": 1440}
LONGEST_MINUTES = max(MINUTES.values())
# The first wait, doubled with each further failure up to the longest one.
WAIT_S, MOST_WAIT_S = 60, 900

Keys = Mapping[str, str]


def network(address: str | None) -> str:
    """What counts as one place: an IPv4 address, or the /64 of an IPv6 address, all of which one subscriber has."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network(f"{found}/64", strict=False))
    return str(found)


def of_stranger(email: str, address: str | None) -> dict[str, str]:
    """The keys of a try by nobody known; hashed, because a mistyped e-mail may hold anything."""
    place = network(address)
    return _hashed({"both": f"{email} {place}", "email": email, "network": place})


def of_browser(account_id: str, browser: str) -> dict[str, str]:
    """The key of a try in a browser that signed in to this account before."""
    return _hashed({"browser": f"{account_id} {browser}"})


def of_session(account_id: str, session: str) -> dict[str, str]:
    """The key of a try by who is signed in."""
    return _hashed({"session": f"{account_id} {session}"})


def begin(connection: Connection, keys: Keys, now: str) -> list[int]:
    """Count this try as a failure until `succeeded` takes it back: tries at once could else all pass.

    Gives the numbers of what was counted. Raises TooManyTries while a wait lasts; such a try is not counted.
    """
    connection.execute(delete(Attempt).where(Attempt.at < instants.plus(now, minutes=-LONGEST_MINUTES)))
    # Of one moment on PostgreSQL each would else count without the others. With no failure there yet nothing is lost.
    before = select(Attempt.number).where(Attempt.key.in_(sorted(keys.values()))).order_by(Attempt.number)
    connection.execute(before.with_for_update())
    wait = max(_waits(connection, keys, now), default=0)
    if wait > 0:
        raise TooManyTries(_words(wait), retry_after_s=wait)
    rows = [{"key": key, "at": now} for key in keys.values()]
    return list(connection.scalars(insert(Attempt).returning(Attempt.number), rows))


def succeeded(connection: Connection, numbers: Iterable[int], keys: Keys) -> None:
    """The right password: this try was no failure, and earlier slips of the same pair count no more.

    What strangers elsewhere tried goes on counting, and so does what else came from that network.
    """
    own = [key for name, key in keys.items() if name in ("both", "browser", "session")]
    connection.execute(delete(Attempt).where(or_(Attempt.number.in_(list(numbers)), Attempt.key.in_(own))))


def prune(connection: Connection, now: str) -> int:
    """Forget tries that count for nothing any more, sign-ins and pushes alike; gives how many."""
    since = instants.plus(now, minutes=-LONGEST_MINUTES)
    return connection.execute(delete(Attempt).where(Attempt.at < since)).rowcount


def wait_after(name: str, failures: int) -> int:
    """Seconds to wait after so many failures under one key."""
    more = failures - LIMITS[name]
    return 0 if more < 0 else min(WAIT_S * 2 ** min(more, 10), MOST_WAIT_S)


def _waits(connection: Connection, keys: Keys, now: str) -> Iterable[int]:
    fresh = or_(
        *(
            and_(Attempt.key == key, Attempt.at >= instants.plus(now, minutes=-MINUTES[name]))
            for name, key in keys.items()
        )
    )
    counted = select(Attempt.key, func.count(), func.max(Attempt.at)).where(fresh).group_by(Attempt.key)
    names = {key: name for name, key in keys.items()}
    for key, failures, last in connection.execute(counted).all():
        gone = int((instants.parse(now) - instants.parse(last)).total_seconds())
        yield wait_after(names[key], failures) - gone


def _words(wait: int) -> str:
    minutes = -(-wait // 60)
    return f"Wait {minutes} minutes, then try again." if minutes > 1 else "Wait a minute, then try again."


def _hashed(parts: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{name}:{hashlib.sha256(part.encode()).hexdigest()}" for name, part in parts.items()}
