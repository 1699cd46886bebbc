"""The links for a new password that were made for an account, as its owner is told of them."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from logbook.auth.makers import still_may
from logbook.models import Invitation, Membership, Person, Programme

# Links of so many are shown; the table keeps all.
MOST = 50
NOT_NAMED = "another person"


def of_account(connection: Connection, account_id: str) -> list[Row[Any]]:
    """All of them, newest first: (id, by: a name or None for the host, created_at, expires_at, used_at, revoked_at,
    told_at, lasts: whether its maker still may)."""
    return list(connection.execute(_ALL, {"account": account_id}))


def untold(connection: Connection, account_id: str) -> list[Row[Any]]:
    """Those the owner has not put away yet; one that was used after they did is told again."""
    return list(connection.execute(_UNTOLD, {"account": account_id}))


def are_untold(account_id: Any) -> ColumnElement[bool]:
    """The clause that there are any for the account of this column: nearly always there are none."""
    theirs = (Invitation.person_id == account_id, Invitation.kind == "recovery")
    return exists().where(*theirs, _IS_UNTOLD)


def put_away(connection: Connection, account_id: str, now: str) -> None:
    """Note that the owner has seen all links so far: their notice goes from every page."""
    theirs = (Invitation.person_id == account_id, Invitation.kind == "recovery")
    connection.execute(update(Invitation).where(*theirs).values(told_at=now))


def used(
    connection: Connection, account_ids: list[str], programme_id: str
) -> dict[str, list[dict[str, str]]]:
    """{account id: [{by: a name or "", at}]}: when a password was set with a link that somebody else made, oldest
    first; "" is the host's command line. Who works or worked for another provider than this programme's is not named:
    the link is told, the other school is not."""
    found: dict[str, list[dict[str, str]]] = {}
    values = {"accounts": sorted(set(account_ids)), "programme": programme_id}
    for row in connection.execute(_USED, values):
        by = row.by if row.by is None or row.is_known else NOT_NAMED
        found.setdefault(row.person_id, []).append({"by": by or "", "at": row.used_at})
    return found


def states(row: Row[Any], now: str) -> str:
    """What became of a link: "used", "open", or "lapsed" where it cannot be used any more."""
    if row.used_at:
        return "used"
    return "open" if row.revoked_at is None and row.expires_at > now and row.lasts else "lapsed"


_THEIRS = (
    select(
        Invitation.id,
        Person.name.label("by"),
        Invitation.created_at,
        Invitation.expires_at,
        Invitation.used_at,
        Invitation.revoked_at,
        Invitation.told_at,
        still_may().label("lasts"),
    )
    .outerjoin(Person, Person.id == Invitation.created_by)
    .where(Invitation.person_id == bindparam("account"), Invitation.kind == "recovery")
    .order_by(Invitation.created_at.desc(), Invitation.id)
    .limit(MOST)
)
_ALL = _THEIRS
_IS_UNTOLD = or_(
    Invitation.told_at.is_(None),
    and_(Invitation.used_at.is_not(None), Invitation.told_at < Invitation.used_at),
)
_UNTOLD = _THEIRS.where(_IS_UNTOLD)
_HERE, _ASKED = aliased(Programme), aliased(Programme)
_USED = (
    select(
        Invitation.person_id,
        Person.name.label("by"),
        Invitation.used_at,
        exists()
        .where(
            Membership.person_id == Invitation.created_by,
            _HERE.id == Membership.programme_id,
            _HERE.provider_id == _ASKED.provider_id,
            _ASKED.id == bindparam("programme"),
        )
        .label("is_known"),
    )
    .outerjoin(Person, Person.id == Invitation.created_by)
    .where(
        Invitation.person_id.in_(bindparam("accounts", expanding=True)),
        Invitation.kind == "recovery",
        Invitation.used_at.is_not(None),
    )
    .order_by(Invitation.used_at, Invitation.id)
)
