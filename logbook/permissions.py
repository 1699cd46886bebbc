"""Who may do what: one table, each rule usable on one thing (`may`) and as a where-clause (`visible`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from logbook.models import Copy, Entry, Invitation, Membership, Programme, Proposal, Signoff


@dataclass(frozen=True)
class Person:
    """Somebody signed in, with the roles they hold now: {programme id: {"trainee", …}}."""

    id: str
    name: str
    email: str
    profession: str
    body: str
    number: str
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    past: frozenset[str] = frozenset()  # the roles that ended anywhere: what they wrote stays theirs
    tz: str = "UTC"  # of the programme they belong to: whose wall clock the server's pages show

    def programmes(self, *roles: str) -> list[str]:
        """Ids of the programmes where they hold one of these roles (any role where none is named), sorted."""
        return sorted(id for id, held in self.roles.items() if not roles or held.intersection(roles))

    def is_a(self, role: str) -> bool:
        """Whether they hold the role anywhere."""
        return any(role in held for held in self.roles.values())


@dataclass(frozen=True)
class Rule:
    """One reason to allow something, said twice with one meaning; a test holds both to it."""

    holds: Callable[[Person, Any], bool]
    clause: Callable[[Person], ColumnElement[bool]]


def _is(column: Any) -> Rule:
    return Rule(
        lambda person, thing: bool(getattr(thing, column.key) == person.id),
        lambda person: column == person.id,
    )


def _in_programme(column: Any, *roles: str) -> Rule:
    return Rule(
        lambda person, thing: getattr(thing, column.key) in person.programmes(*roles),
        lambda person: column.in_(person.programmes(*roles)) if person.programmes(*roles) else false(),
    )


def _has(column: Any, value: Any) -> Rule:
    return Rule(
        lambda person, thing: bool(getattr(thing, column.key) == value),
        lambda person: column.is_(None) if value is None else column == value,
    )


def _both(*rules: Rule) -> Rule:
    return Rule(
        lambda person, thing: all(rule.holds(person, thing) for rule in rules),
        lambda person: and_(true(), *(rule.clause(person) for rule in rules)),
    )


def _not(rule: Rule) -> Rule:
    return Rule(
        lambda person, thing: not rule.holds(person, thing),
        lambda person: ~rule.clause(person),
    )


_own_entry = _is(Entry.trainee_id)
_trains_there = _in_programme(Entry.programme_id, "trainee")
_supervises_entry = _in_programme(Entry.programme_id, "supervisor")
_coordinates_membership = _both(
    _in_programme(Membership.programme_id, "coordinator"), _has(Membership.ended_at, None)
)

# action → reasons, any of which is enough. The thing is a row of the table named in the comment.
RULES: dict[str, tuple[Rule, ...]] = {
    # Entry. Its trainee keeps seeing it after leaving the programme: it is their training record.
    "see entry": (_own_entry, _supervises_entry),
    "write entry": (_both(_own_entry, _trains_there),),
    "sign entry": (_both(_supervises_entry, _not(_own_entry)),),
    # Signoff. Taking one back also asks for "sign entry" of its entry: who has left leaves it as it is (decision 22).
    "withdraw signoff": (_is(Signoff.signer_id),),
    # Proposal: a version kept beside an entry, which only its author takes up or gives up.
    "close proposal": (_is(Proposal.author_id),),
    # Programme.
    "see programme": (_in_programme(Programme.id),),
    "write in programme": (_in_programme(Programme.id, "trainee"),),
    "sign in programme": (_in_programme(Programme.id, "supervisor"),),
    "run programme": (_in_programme(Programme.id, "coordinator"),),
    # Membership.
    "see member": (
        _is(Membership.person_id),
        _both(_in_programme(Membership.programme_id), _has(Membership.role, "supervisor")),
        _both(_in_programme(Membership.programme_id, "supervisor"), _has(Membership.role, "trainee")),
        _in_programme(Membership.programme_id, "coordinator"),
    ),
    "see report": (
        _both(_is(Membership.person_id), _has(Membership.role, "trainee")),
        _both(_in_programme(Membership.programme_id, "coordinator"), _has(Membership.role, "trainee")),
    ),
    "end membership": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    "recover person": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # E-mail, sessions and lock of a member; `office.accounts.find` also looks that no role of theirs lies elsewhere.
    "manage account": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # What still waits for a supervisor who has left.
    "hand over": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _has(Membership.role, "supervisor"),
            _not(_has(Membership.ended_at, None)),
        ),
    ),
    # Nobody vouches for themselves.
    "confirm signer": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _has(Membership.role, "supervisor"),
            _not(_is(Membership.person_id)),
        ),
    ),
    # How the devices of a member are doing, and what was saved from one of them. One's own have pages of their own.
    "see devices": (_coordinates_membership,),
    "bring back copy": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # Copy: the record of one that was brought back. Who brought it also needs "bring back copy" of its account now.
    "see copy": (_is(Copy.account_id), _is(Copy.by_id)),
    # Invitation.
    "manage invitation": (_in_programme(Invitation.programme_id, "coordinator"),),
}


def may(person: Person | None, action: str, thing: Any) -> bool:
    """Whether this person may do the action to this row. Nobody signed in may do nothing."""
    return person is not None and any(rule.holds(person, thing) for rule in RULES[action])


def visible(person: Person, action: str) -> ColumnElement[bool]:
    """The where-clause of all rows for which `may(person, action, row)` holds: finding is authorising."""
    return or_(false(), *(rule.clause(person) for rule in RULES[action]))
