"""Whether whoever made a link still has the right to: a link lives no longer than that right."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from logbook.models import Invitation, Membership, Person

_LOCKED = aliased(Person)


def still_may() -> ColumnElement[bool]:
    """The clause of links whose maker coordinates that programme now, or that the host's command line made.

    A recovery link also needs every lasting role of its account to lie in programmes of its maker.
    """
    coordinates = _coordinates(Invitation.programme_id)
    return or_(
        Invitation.created_by.is_(None),
        and_(coordinates, ~_is_locked(), or_(Invitation.kind == "invite", ~_works_elsewhere())),
    )


def _coordinates(programme_id: Any) -> ColumnElement[bool]:
    makers = aliased(Membership)
    # Of this link's maker: two questions deep, SQLAlchemy would else look at the makers of all links.
    return (
        select(makers.id)
        .where(
            makers.person_id == Invitation.created_by,
            makers.programme_id == programme_id,
            makers.role == "coordinator",
            makers.ended_at.is_(None),
        )
        .correlate_except(makers)
        .exists()
    )


def _is_locked() -> ColumnElement[bool]:
    return exists().where(_LOCKED.id == Invitation.created_by, _LOCKED.locked_at.is_not(None))


def _works_elsewhere() -> ColumnElement[bool]:
    theirs = aliased(Membership)
    return exists(
        select(theirs.id).where(
            theirs.person_id == Invitation.person_id,
            theirs.ended_at.is_(None),
            ~_coordinates(theirs.programme_id),
        )
    )
