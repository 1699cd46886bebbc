"""The statements of SQL that `accept` runs, built once: building an expression costs more than running it."""

from typing import Any

from sqlalchemy import Insert, and_, bindparam, func, insert, literal, or_, select, union_all, update

from logbook.kinds import HOLDERS, KINDS, Naming
from logbook.kinds.entry import MOVED
from logbook.models import (
    Attestation,
    Belated,
    Entry,
    Licence,
    Membership,
    Module,
    MutationResult,
    PersonChange,
    Proposal,
    Refusal,
    SetAside,
    Signoff,
    Statement,
    among,
)


def _about(naming: Naming) -> Any:
    """The rows about one of these subjects, whatever kind they are of: said all the same, an index begins with it."""
    about = among(naming.id, "about")
    return about if isinstance(naming.kind, str) else and_(naming.kind.in_(naming.may_be), about)


def _size(column: Any) -> Any:
    return func.sum(func.length(column))


_count = func.count()

# Every column, as the table has them: a judge may look at any.
_HEADS = select(Entry.__table__)
# Sorted: two requests that touch the same two entries wait for each other in turn, never both at once.
LOCK = _HEADS.where(among(Entry.id, "ids")).order_by(Entry.id).with_for_update()
# Whoever takes back a sign-off, or closes a version that was kept beside, names only that. Which entry it is about
# never changes, so it is read before the lock; joined into the lock's query it would cost a look at every entry.
ENTRIES_BY = [
    name for name, holder in HOLDERS.items() if isinstance(holder.kind, str) and holder.kind == "entry"
]
ENTRIES_OF = union_all(
    *(select(HOLDERS[name].id).where(among(HOLDERS[name].key, name)) for name in ENTRIES_BY)
)
MEMBERS = select(Membership.__table__).where(among(Membership.id, "ids"))
MEMBERS_OF = select(Attestation.membership_id).where(among(Attestation.id, "attestations"))
TAUGHT = select(Module.key, Module.version, Module.title).where(Module.programme_id == bindparam("programme"))
RESULTS = select(MutationResult.mutation, MutationResult.body_hash, MutationResult.result).where(
    MutationResult.account_id == bindparam("account"), among(MutationResult.mutation, "ids")
)
# Read only where a build dropped what it does not know, and among one account's conflicts.
ASKED = select(MutationResult.mutation).where(
    MutationResult.account_id == bindparam("account"),
    MutationResult.status == "conflict",
    MutationResult.result.like(bindparam("head")),
    MutationResult.result.like(bindparam("device")),
)
STATEMENTS = select(Statement.hash, Statement.kind, Statement.doc_id, Statement.rev, Statement.text).where(
    among(Statement.hash, "hashes")
)
# The rows of each kind by their ids, or about one of these subjects, as they came.
KNOWN = {
    name: select(kind.table.__table__)
    .where(or_(among(kind.naming.key, "ids"), _about(kind.naming)))
    .order_by(kind.table.received_at, kind.naming.key)
    for name, kind in KINDS.items()
    if name != "entry"
}
PROPOSALS = select(
    Proposal.mutation, Proposal.entry_id, Proposal.author_id, Proposal.hash, Proposal.closed_at
).where(among(Proposal.mutation, "ids"), among(Proposal.entry_id, "entries"))
# How many texts a case has, and how long they are, by what they are.
FILLED = union_all(
    select(literal("entry").label("kind"), _count.label("texts"), _size(Statement.text).label("size")).where(
        Statement.kind == "entry", Statement.doc_id == bindparam("entry")
    ),
    select(literal("proposal"), _count, _size(Proposal.text)).where(Proposal.entry_id == bindparam("entry")),
    *(
        select(literal(name), _count, _size(Statement.text))
        .join(kind.table, Statement.doc_id == kind.naming.key)
        .where(Statement.kind == name, kind.naming.id == bindparam("entry"))
        for name, kind in KINDS.items()
        if name != "entry" and kind.side
    ),
)
EVER_THERE = (
    select(Membership.id)
    .where(Membership.person_id == bindparam("account"), among(Membership.programme_id, "programmes"))
    .limit(1)
)
REFUSED_SIZE = select(func.coalesce(_size(Refusal.text), 0)).where(Refusal.account_id == bindparam("account"))
# What somebody's details were before they changed them.
FORMER = (
    select(PersonChange.was, PersonChange.at)
    .where(PersonChange.person_id == bindparam("person"), PersonChange.kind == "details")
    .order_by(PersonChange.number)
)
# Every version of every licence of somebody.
LICENCES = (
    select(Licence.licence_id, Licence.licence_body, Licence.licence_number, Licence.recorded_at)
    .where(Licence.person_id == bindparam("person"))
    .order_by(Licence.number)
)

# In this order, and within each table by its key: two transactions that insert the same keys meet in the same
# order, so one waits for the other and neither holds what the other needs.
INSERTS: dict[str, tuple[Insert, str]] = {
    "mutation_result": (insert(MutationResult.__table__), "mutation"),
    "statement": (insert(Statement.__table__), "hash"),
    **{name: (insert(kind.table.__table__), kind.naming.key.key) for name, kind in KINDS.items()},
    "proposal": (insert(Proposal.__table__), "mutation"),
    "refusal": (insert(Refusal.__table__), "mutation"),
    "belated": (insert(Belated.__table__), "hash"),
}
# On PostgreSQL what nearly every push writes, in one question.
TOGETHER = ("mutation_result", "statement", "entry")

_entry = Entry.__table__
_signoff = Signoff.__table__
_proposal = Proposal.__table__
_set_aside = SetAside.__table__
_attestation = Attestation.__table__
MOVE_ENTRY = (
    update(_entry)
    .where(_entry.c.id == bindparam("the_id"))
    .values({name: bindparam(f"new_{name}") for name in MOVED})
)
WITHDRAW_SIGNOFF = (
    update(_signoff)
    .where(_signoff.c.id == bindparam("the_id"))
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
WITHDRAW_SET_ASIDE = (
    update(_set_aside)
    .where(_set_aside.c.id == bindparam("the_id"))
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
WITHDRAW_ATTESTATION = (
    update(_attestation)
    .where(_attestation.c.id == bindparam("the_id"))
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
CLOSE_PROPOSAL = (
    update(_proposal)
    .where(_proposal.c.mutation == bindparam("the_mutation"))
    .values(closed_at=bindparam("new_closed_at"))
)
BELATED = select(Belated.hash).where(Belated.hash == bindparam("hash"))
REFUSED = (
    select(Refusal.mutation, Refusal.code, Refusal.received_at, Refusal.text)
    .where(Refusal.account_id == bindparam("account"))
    .order_by(Refusal.received_at, Refusal.mutation)
)
