"""What each kind of e-mail says, made of the record at the moment it is sent; None where there is nothing to tell any
more. No case, no code of a model, no secret but the link of an invitation. What somebody may switch off is in
`briefs`."""

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import Connection, or_, select

from logbook import vocabulary
from logbook.auth import accounts, tokens
from logbook.filters import date, lowered
from logbook.jobs import briefs
from logbook.mail.letter import Letter
from logbook.models import Invitation, Programme, Provider

_NOT_YOU = "If this was not you, tell whoever coordinates your programme at once: somebody else may be able to sign in."
_HOST = "The host of this logbook"
_ALWAYS = "You get this because it concerns the safety of your account; it cannot be switched off."


def of(connection: Connection, row: Any, origin: str, now: str) -> Letter | None:
    """The letter of one row of the outbox."""
    return _KINDS[row.kind](connection, row, orjson.loads(row.facts), origin, now)


def _invitation(
    connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str
) -> Letter | None:
    query = (
        select(
            *Invitation.__table__.columns, Programme.name.label("programme"), Provider.name.label("provider")
        )
        .select_from(Invitation)
        .outerjoin(Programme, Programme.id == Invitation.programme_id)
        .outerjoin(Provider, or_(Provider.id == Programme.provider_id, Provider.id == Invitation.provider_id))
        .where(Invitation.id == facts["invitation"])
    )
    found = connection.execute(query).first()
    # Used, revoked, run out, or its maker may invite no more: then nobody is invited.
    if found is None or not tokens.works(connection, found.token_hash, now):
        return None
    token = tokens.shown(found, found.created_by)
    if token is None:
        return None
    maker = accounts.by_id(connection, found.created_by) if found.created_by else None
    roles = vocabulary.LISTS["roles"] | vocabulary.LISTS["provider_roles"]
    role = lowered(roles.get(found.role, found.role))
    place = ", ".join(name for name in (found.programme, found.provider) if name)
    who = maker.name if maker else _HOST
    return Letter(
        f"Your invitation to the Injection Logbook: {found.programme or found.provider}",
        (
            f"{who} invites you as {role}: {place}.",
            f"The link works once, until {date(found.expires_at)}. Open it on the phone that you will use.",
        ),
        "You get this because somebody entered your address in an invitation. If you do not know of it, do nothing.",
        "Accept the invitation",
        f"{origin}/join/{token}",
    )


def _recovery_made(
    connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str
) -> Letter | None:
    maker = accounts.by_id(connection, facts["by"]) if "by" in facts else None
    return Letter(
        "A link for a new password of yours was made",
        (
            f"{maker.name if maker else _HOST} made it {_at(row)}, for the account with this address. Whoever opens "
            "it can set a new password. It was not sent to you: it is handed over in person.",
            _NOT_YOU,
        ),
        _ALWAYS,
        "See where you are signed in",
        f"{origin}/me/devices",
    )


def _password_changed(
    connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str
) -> Letter | None:
    return Letter(
        "Your password was changed",
        (f"The password of your account was changed {_at(row)}. Other sessions were ended.", _NOT_YOU),
        _ALWAYS,
        "See where you are signed in",
        f"{origin}/me/devices",
    )


def _email_changed(
    connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str
) -> Letter | None:
    return Letter(
        "You sign in with this e-mail now",
        (f"The e-mail of your account was changed to this address {_at(row)}.", _NOT_YOU),
        _ALWAYS,
        "See your account",
        f"{origin}/me",
    )


def _email_was(
    connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str
) -> Letter | None:
    return Letter(
        "You no longer sign in with this e-mail",
        (f"Your account got another e-mail {_at(row)}. This address opens it no more.", _NOT_YOU),
        _ALWAYS,
    )


def _at(row: Any) -> str:
    return f"on {date(row.wanted_at)} at {row.wanted_at[11:16]} (UTC)"


_KINDS: dict[str, Callable[[Connection, Any, dict[str, str], str, str], Letter | None]] = {
    "invitation": _invitation,
    "recovery_made": _recovery_made,
    "password_changed": _password_changed,
    "email_changed": _email_changed,
    "email_was": _email_was,
    **dict.fromkeys(briefs.BRIEFS, briefs.letter),
}
