"""Who may do what: one table, each rule usable on one thing (`may`), as a where-clause (`visible`), and the other way
round, as everybody to whom it gives a thing (`readers`).

The `hold …` actions say what an account's devices keep: the feed is built from them and from nothing else. They
differ from the `see …` actions, which say what a page of the server shows now; decision 37 lists every difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from logbook.models import (
    Administration,
    Arrangement,
    Attestation,
    Audit,
    Cohort,
    Copy,
    Enrolment,
    Entry,
    Invitation,
    Membership,
    Programme,
    Proposal,
    Provider,
    RequirementSet,
    Roster,
    RuleException,
    SetAside,
    SetDraft,
    Signoff,
)

Roles = Mapping[str, frozenset[str]]  # {programme id: {"trainee", …}}
Schools = Mapping[str, frozenset[str]]  # {provider id: the ids of its programmes}


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and the roles they hold now. `ever` are those they hold or held."""

    id: str
    name: str
    email: str
    profession: str
    body: str
    number: str
    roles: Roles = field(default_factory=dict)
    past: frozenset[str] = frozenset()  # the roles that ended anywhere: what they wrote stays theirs
    tz: str = "UTC"  # of the programme they belong to: whose wall clock the server's pages show
    ever: Roles = field(default_factory=dict)
    administers: Schools = field(default_factory=dict)  # which is no role in any of their programmes
    looked_at: str = ""  # up to which instant they have looked at their notices
    has_links: bool = False  # for a new password, that they have not put away
    has_licences: bool = False  # of which somebody said or found something

    def programmes(self, *roles: str) -> list[str]:
        """Ids of the programmes where they hold one of these roles (any role where none is named), sorted."""
        return _among(self.roles, roles)

    def programmes_ever(self, *roles: str) -> list[str]:
        """The same of the roles they hold or held."""
        return sorted({*self.programmes(*roles), *_among(self.ever, roles)})

    def is_a(self, role: str) -> bool:
        """Whether they hold the role anywhere."""
        if role == "administrator":
            return bool(self.administers)
        return any(role in held for held in self.roles.values())

    def oversees(self) -> list[str]:
        """Ids of all programmes of the providers that they administer, sorted."""
        return sorted(frozenset().union(*self.administers.values()))


# Somebody without an account or a role: who reads a paper, or for whom a rule is asked that looks at the thing.
NOBODY = Person("", "", "", "", "", "")


def _among(roles: Roles, asked: tuple[str, ...]) -> list[str]:
    return sorted(id for id, held in roles.items() if not asked or held.intersection(asked))


class Post(NamedTuple):
    """Everybody with one of these roles in a programme (any role where none is named), `now` or `ever`."""

    programme: str
    roles: tuple[str, ...]
    when: str


class Readers(NamedTuple):
    """To whom a thing is given: accounts by id, and whoever holds a post."""

    accounts: frozenset[str] = frozenset()
    posts: frozenset[Post] = frozenset()


def supervising(programme: str) -> Post:
    """Those who supervise in a programme now."""
    return Post(programme, ("supervisor",), "now")


# What may be done something to: a row of the table that the rule is about, or what has its columns by name.
Thing = Any
Column = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Rule:
    """One reason to allow something, said in several ways with one meaning; tests hold them to it.

    `holds(person, thing)`, `clause(person)`; `given(thing)` is whom it names, None where it names nobody by itself.
    `of_thing`: it looks at the thing alone, so it may narrow a rule that names people.
    `post`: (roles, when) of the post that it names, in whichever programme the thing lies.
    """

    holds: Callable[[Person, Thing], bool]
    clause: Callable[[Person], ColumnElement[bool]]
    given: Callable[[Thing], Readers] | None = None
    of_thing: bool = False
    post: tuple[tuple[str, ...], str] | None = None


def _is(column: Column) -> Rule:
    return Rule(
        lambda person, thing: bool(getattr(thing, column.key) == person.id),
        lambda person: column == person.id,
        lambda thing: Readers(accounts=frozenset({getattr(thing, column.key)} - {None})),
    )


def _in_programme(column: Column, *roles: str) -> Rule:
    return _post(column, roles, "now", lambda person: person.programmes(*roles))


def _ever_in_programme(column: Column, *roles: str) -> Rule:
    return _post(column, roles, "ever", lambda person: person.programmes_ever(*roles))


def _post(column: Column, roles: tuple[str, ...], when: str, there: Callable[[Person], list[str]]) -> Rule:
    return Rule(
        lambda person, thing: getattr(thing, column.key) in there(person),
        lambda person: column.in_(there(person)) if there(person) else false(),
        lambda thing: Readers(posts=frozenset({Post(getattr(thing, column.key), roles, when)})),
        post=(roles, when),
    )


def _administered(column: Column) -> Rule:
    """The provider of this column is one that they administer."""
    return Rule(
        lambda person, thing: getattr(thing, column.key) in person.administers,
        lambda person: column.in_(sorted(person.administers)) if person.administers else false(),
    )


def _overseen(column: Column) -> Rule:
    """The programme of this column is one of a provider that they administer."""
    return Rule(
        lambda person, thing: getattr(thing, column.key) in person.oversees(),
        lambda person: column.in_(person.oversees()) if person.administers else false(),
    )


def _has(column: Column, *values: Any) -> Rule:
    return Rule(
        lambda person, thing: getattr(thing, column.key) in values,
        lambda person: or_(
            false(), *(column.is_(None) if value is None else column == value for value in values)
        ),
        of_thing=True,
    )


def _both(*rules: Rule) -> Rule:
    naming = [rule for rule in rules if rule.given]
    narrowing = [rule for rule in rules if rule.of_thing]

    def given(thing: Thing) -> Readers:
        give = naming[0].given
        return give(thing) if give and all(rule.holds(NOBODY, thing) for rule in narrowing) else Readers()

    named = len(naming) == 1 and len(narrowing) == len(rules) - 1
    return Rule(
        lambda person, thing: all(rule.holds(person, thing) for rule in rules),
        lambda person: and_(true(), *(rule.clause(person) for rule in rules)),
        given if named else None,
        post=naming[0].post if named else None,
    )


def _not(rule: Rule) -> Rule:
    return Rule(
        lambda person, thing: not rule.holds(person, thing),
        lambda person: ~rule.clause(person),
        of_thing=rule.of_thing,
    )


_own_entry = _is(Entry.trainee_id)
_trains_there = _in_programme(Entry.programme_id, "trainee")
_supervises_entry = _in_programme(Entry.programme_id, "supervisor")
_coordinates_membership = _both(
    _in_programme(Membership.programme_id, "coordinator"), _has(Membership.ended_at, None)
)

_lasts = _has(Membership.ended_at, None)
_teaches_membership = _in_programme(Membership.programme_id, "supervisor", "coordinator")

_oversees_coordinator = _both(_overseen(Membership.programme_id), _has(Membership.role, "coordinator"))

# Whom somebody works with there: supervisors know everybody who trains or supervises, trainees know those who supervise
# or did; who left as a trainee keeps the names of those who signed.
_knows = (
    _is(Membership.person_id),
    _both(_ever_in_programme(Membership.programme_id, "trainee"), _has(Membership.role, "supervisor")),
    _both(
        _in_programme(Membership.programme_id, "supervisor"),
        _has(Membership.role, "trainee", "supervisor"),
    ),
)

# action → reasons, any of which is enough. The thing is a row of the table named in the comment.
RULES: dict[str, tuple[Rule, ...]] = {
    # Entry. Its trainee keeps seeing it after leaving the programme: it is their training record.
    "see entry": (_own_entry, _supervises_entry),
    "hold entry": (_own_entry, _supervises_entry),
    "write entry": (_both(_own_entry, _trains_there),),
    "sign entry": (_both(_supervises_entry, _not(_own_entry)),),
    # Who answers it from now on. Whoever wrote it names somebody else by changing it.
    "hand over entry": (_both(_in_programme(Entry.programme_id, "coordinator"), _not(_own_entry)),),
    # Whether an answer counts that came after its signer had left.
    "admit answer": (_both(_in_programme(Entry.programme_id, "coordinator"), _not(_own_entry)),),
    # Signoff. Taking one back also asks for "sign entry" of its entry: who has left leaves it as it is (decision 22).
    "withdraw signoff": (_is(Signoff.signer_id),),
    # SetAside: likewise.
    "withdraw set-aside": (_is(SetAside.author_id),),
    # Proposal: a version kept beside an entry, which only its author takes up or gives up.
    "close proposal": (_is(Proposal.author_id),),
    # Programme.
    # With its requirements: whoever was there keeps the name and the numbers beside their cases.
    "hold programme": (_ever_in_programme(Programme.id),),
    "run programme": (_in_programme(Programme.id, "coordinator"),),
    # Cohort.
    "run cohort": (_in_programme(Cohort.programme_id, "coordinator"),),
    # RequirementSet: those of a programme, and those that are shipped, which are nobody's.
    "read set": (
        _in_programme(RequirementSet.programme_id, "coordinator"),
        _has(RequirementSet.programme_id, None),
    ),
    # SetDraft.
    "write set": (_in_programme(SetDraft.programme_id, "coordinator"),),
    # Membership.
    "see member": (
        _is(Membership.person_id),
        _both(_in_programme(Membership.programme_id), _has(Membership.role, "supervisor")),
        _both(_in_programme(Membership.programme_id, "supervisor"), _has(Membership.role, "trainee")),
        _in_programme(Membership.programme_id, "coordinator"),
    ),
    # The person of a membership, and the membership itself.
    "hold person": _knows,
    "hold membership": _knows,
    # How far a trainee is with each rule: who supervises there holds all their cases and the rules, and could count.
    "hold standing": (
        _both(_in_programme(Membership.programme_id, "supervisor"), _has(Membership.role, "trainee")),
    ),
    # What counts for a trainee, what does not and why: theirs alone, also of a role that ended.
    "hold gate": (_both(_is(Membership.person_id), _has(Membership.role, "trainee")),),
    # A coordinator holds no case on a device, but may take out the whole logbook of who trains there: every statement,
    # word for word. Also of a role that ended: the record is what it was.
    "take out logbook": (
        _both(_is(Membership.person_id), _has(Membership.role, "trainee")),
        _both(_in_programme(Membership.programme_id, "coordinator"), _has(Membership.role, "trainee")),
    ),
    "end membership": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # An ended role may be given again by whoever could end it.
    "reinstate": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _not(_has(Membership.ended_at, None)),
            _not(_is(Membership.person_id)),
        ),
    ),
    # Into which cohort somebody moves, how long they pause, by when they are to be done: nobody says it of themselves.
    "arrange training": (
        _both(_coordinates_membership, _has(Membership.role, "trainee"), _not(_is(Membership.person_id))),
    ),
    # Arrangement: it is taken back by whoever could make it.
    "undo arrangement": (
        _both(_in_programme(Arrangement.programme_id, "coordinator"), _not(_is(Arrangement.person_id))),
    ),
    # Enrolment: by which version somebody is judged. As above.
    "undo enrolment": (
        _both(_in_programme(Enrolment.programme_id, "coordinator"), _not(_is(Enrolment.person_id))),
    ),
    # RuleException: as above.
    "withdraw exception": (
        _both(_in_programme(RuleException.programme_id, "coordinator"), _not(_is(RuleException.person_id))),
    ),
    "recover person": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # E-mail, sessions and lock of a member; `office.accounts.find` also looks that it opens no more.
    "manage account": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # How a supervisor answers: what waits for them, how soon they sign, how they rate. Also of a role that ended.
    "see supervisor": (
        _both(_in_programme(Membership.programme_id, "coordinator"), _has(Membership.role, "supervisor")),
    ),
    # What still waits for a supervisor who has left.
    "hand over": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _has(Membership.role, "supervisor"),
            _not(_has(Membership.ended_at, None)),
        ),
    ),
    # The same of a supervisor who is still there.
    "relieve": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _has(Membership.role, "supervisor"),
            _has(Membership.ended_at, None),
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
    # What the school keeps of them: of those whom one runs, and of coordinators whom one sees; of oneself nobody.
    "keep register": (
        _both(_in_programme(Membership.programme_id, "coordinator"), _not(_is(Membership.person_id))),
        _both(_oversees_coordinator, _not(_is(Membership.person_id))),
    ),
    # The licences of who trains or supervises, with what the school found; nobody vouches for themselves.
    "check licence": (
        _both(
            _coordinates_membership,
            _has(Membership.role, "trainee", "supervisor"),
            _not(_is(Membership.person_id)),
        ),
    ),
    # How the devices of a member are doing, and what was saved from one of them. One's own have pages of their own.
    "see devices": (_coordinates_membership,),
    "bring back copy": (_both(_coordinates_membership, _not(_is(Membership.person_id))),),
    # What a trainee did beside their cases: who trains there says it of themselves, tutors and the office of others.
    # Also of a role that ended: what was done was done.
    "declare attestation": (_both(_is(Membership.person_id), _has(Membership.role, "trainee"), _lasts),),
    "attest": (
        _both(_teaches_membership, _has(Membership.role, "trainee"), _not(_is(Membership.person_id))),
    ),
    "attest by file": (
        _both(
            _in_programme(Membership.programme_id, "coordinator"),
            _has(Membership.role, "trainee"),
            _not(_is(Membership.person_id)),
        ),
    ),
    # Who supervises there accepts what is declared; where a certificate is kept stands in no statement.
    "hold attestation": (
        _both(_is(Membership.person_id), _has(Membership.role, "trainee")),
        _both(_in_programme(Membership.programme_id, "supervisor"), _has(Membership.role, "trainee")),
    ),
    # Attestation: whoever said it; of what came by the office, who runs the programme then.
    "withdraw attestation": (
        _is(Attestation.author_id),
        _both(
            _in_programme(Attestation.programme_id, "coordinator"), _has(Attestation.known, "file", "seen")
        ),
    ),
    # Copy: the record of one that was brought back. Who brought it also needs "bring back copy" of its account now.
    "see copy": (_is(Copy.account_id), _is(Copy.by_id)),
    # Audit: what was done in a programme, and by whom.
    "see audit": (_in_programme(Audit.programme_id, "coordinator"),),
    # Invitation.
    "manage invitation": (_in_programme(Invitation.programme_id, "coordinator"),),
    # What an administrator does for a provider; of its trainees and supervisors they see how many there are, of cases
    # nothing at all.
    "manage provider invitation": (
        _administered(Invitation.provider_id),
        _both(
            _overseen(Invitation.programme_id),
            _has(Invitation.role, "coordinator"),
            _has(Invitation.kind, "invite"),
        ),
    ),
    # Provider.
    "run provider": (_administered(Provider.id),),
    # Programme.
    "oversee programme": (_administered(Programme.provider_id),),
    # Membership.
    "see coordinator": (_oversees_coordinator,),
    "end coordinator": (_both(_oversees_coordinator, _has(Membership.ended_at, None)),),
    # Administration. Whoever ends another stays one: there is always somebody left.
    "see administrator": (_administered(Administration.provider_id),),
    "keep register of administrator": (
        _both(_administered(Administration.provider_id), _not(_is(Administration.person_id))),
    ),
    "end administrator": (
        _both(
            _administered(Administration.provider_id),
            _has(Administration.ended_at, None),
            _not(_is(Administration.person_id)),
        ),
    ),
    # Roster: names that somebody is about to invite. Nobody else's, also where they run the same programmes.
    "see roster": (_is(Roster.by_id),),
}


def readers(action: str, thing: Thing) -> Readers:
    """Everybody for whom `may(person, action, thing)` holds. Only for actions whose reasons name people: hold, see.

    Raises LookupError for another action.
    """
    found = [rule.given for rule in RULES[action]]
    if None in found:
        raise LookupError(f"{action} does not say to whom")
    given = [give(thing) for give in found if give]
    return Readers(
        frozenset().union(*(one.accounts for one in given)), frozenset().union(*(one.posts for one in given))
    )


def posts(person: Person, action: str) -> set[Post]:
    """The posts by which this person is among the readers of an action: `readers`, seen from the other end."""
    templates = {rule.post for rule in RULES[action] if rule.post}
    there = {"now": person.programmes, "ever": person.programmes_ever}
    return {Post(id, roles, when) for roles, when in templates for id in there[when](*roles)}


def may(person: Person | None, action: str, thing: Thing) -> bool:
    """Whether this person may do the action to this row. Nobody signed in may do nothing."""
    return person is not None and any(rule.holds(person, thing) for rule in RULES[action])


def visible(person: Person, action: str) -> ColumnElement[bool]:
    """The where-clause of all rows for which `may(person, action, row)` holds: finding is authorising."""
    return or_(false(), *(rule.clause(person) for rule in RULES[action]))
