"""Printed recovery codes: ten at a time, each lets its owner set a new password once, with nobody's help.

A code has 80 random bits, so a plain hash of it gives nothing away. It restores signing in; nothing is signed by it.
"""

import hashlib
import secrets
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from logbook.models import RecoveryCode
from logbook.traces import trace

HOW_MANY = 10
# Crockford's: no letter that looks like another sign. Sixteen of 32 signs are 80 bits.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
_READ_AS = str.maketrans("OIL", "011", "- \t")


class Held(NamedTuple):
    """The codes somebody has: when they were made, and how many still work."""

    made_at: str
    left: int


def renew(connection: Connection, person_id: str, now: str) -> list[str]:
    """New codes, as they are printed; the ones before stop working."""
    made = ["".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    connection.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    rows = [{"hash": _hash(person_id, one), "person_id": person_id, "made_at": now} for one in made]
    connection.execute(insert(RecoveryCode), [row | {"used_at": None} for row in rows])
    trace("codes_made", about=person_id, count=HOW_MANY)
    return ["-".join(one[at : at + GROUP] for at in range(0, LENGTH, GROUP)) for one in made]


def held(connection: Connection, person_id: str) -> Held | None:
    """What somebody has; None where they never made any."""
    row = connection.execute(
        select(
            func.min(RecoveryCode.made_at).label("made_at"),
            func.count().label("all"),
            func.count(RecoveryCode.used_at).label("used"),
        ).where(RecoveryCode.person_id == person_id)
    ).one()
    return Held(row.made_at, row.all - row.used) if row.made_at else None


def works(connection: Connection, person_id: str, typed: str) -> bool:
    """Whether this is a code of theirs that was not used yet, however it is typed."""
    query = select(RecoveryCode.hash).where(*_unused(person_id, typed))
    return connection.scalar(query) is not None


def use(connection: Connection, person_id: str, typed: str, now: str) -> bool:
    """Spend it. False where somebody else was quicker: then nothing else may happen either."""
    used = connection.execute(
        update(RecoveryCode).where(*_unused(person_id, typed)).values(used_at=now)
    ).rowcount
    if used:
        trace("code_used", about=person_id)
    return bool(used)


def _unused(person_id: str, typed: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return RecoveryCode.hash == _hash(person_id, typed), RecoveryCode.used_at.is_(None)


def _hash(person_id: str, typed: str) -> str:
    return hashlib.sha256(f"{person_id} {typed.upper().translate(_READ_AS)}".encode()).hexdigest()
