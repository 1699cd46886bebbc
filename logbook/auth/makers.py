"""Whether whoever made a link still has the right to: a link lives no longer than that right."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from logbook.models import Administration, Invitation, Membership, Person, Programme

_LOCKED = aliased(Person)


def still_may() -> ColumnElement[bool]:
    """The clause of links whose maker coordinates that programme now, or administers that provider, or that the host's
    command line made.

    A recovery link also needs its account to open nothing but what lies in the provider of its programme.
    """
    coordinates = _coordinates(Invitation.programme_id)
    return or_(
        Invitation.created_by.is_(None),
        and_(coordinates, ~_is_locked(), or_(Invitation.kind == "invite", ~_goes_further())),
        and_(_administers(), ~_is_locked(), Invitation.kind == "invite"),
    )


def _administers() -> ColumnElement[bool]:
    """Whether its maker administers the provider into which a coordinator or an administrator is invited."""
    theirs, made_for = aliased(Administration), aliased(Programme)
    of = select(made_for.provider_id).where(made_for.id == Invitation.programme_id).correlate_except(made_for)
    return (
        select(theirs.id)
        .where(
            theirs.person_id == Invitation.created_by,
            theirs.ended_at.is_(None),
            Invitation.role.in_(("administrator", "coordinator")),
            or_(theirs.provider_id == Invitation.provider_id, theirs.provider_id == of.scalar_subquery()),
        )
        .correlate_except(theirs)
        .exists()
    )


def reaches_further(
    person_id: Any, provider_id: Any, runs: Callable[[Any], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """The clause that an account opens more than a coordinator may open: a role that lasts outside of their provider,
    or coordinating a programme there that they do not run (`runs`, of a programme's id), or administering any. Only
    roles count that were accepted: an invitation takes nobody's account out of anybody's hands."""
    theirs, there, over = aliased(Membership), aliased(Programme), aliased(Administration)
    administers = (
        select(over.id)
        .where(over.person_id == person_id, over.ended_at.is_(None))
        .correlate_except(over)
        .exists()
    )
    further = or_(
        there.provider_id != provider_id, and_(theirs.role == "coordinator", ~runs(theirs.programme_id))
    )
    works = (
        select(theirs.id)
        .join(there, there.id == theirs.programme_id)
        .where(theirs.person_id == person_id, theirs.ended_at.is_(None), further)
        .correlate_except(theirs, there)
        .exists()
    )
    return or_(works, administers)


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


def _goes_further() -> ColumnElement[bool]:
    made_for = aliased(Programme)
    of = select(made_for.provider_id).where(made_for.id == Invitation.programme_id)
    provider = of.correlate_except(made_for).scalar_subquery()
    return reaches_further(Invitation.person_id, provider, _coordinates)
