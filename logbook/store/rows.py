"""The statements of SQL that `accept` runs, built once: building an expression costs more than running it."""

from typing import Any

from sqlalchemy import Insert, bindparam, func, insert, literal, or_, select, union_all, update

from logbook.models import (
    Entry,
    Membership,
    MutationResult,
    PersonChange,
    Proposal,
    Refusal,
    Review,
    Signoff,
    Statement,
    Withdrawal,
)


def _any_of(name: str) -> Any:
    return bindparam(name, expanding=True)


def _size(column: Any) -> Any:
    return func.sum(func.length(column))


_count = func.count()

_HEADS = select(
    Entry.id,
    Entry.trainee_id,
    Entry.programme_id,
    Entry.supervisor_id,
    Entry.rev,
    Entry.hash,
    Entry.state,
    Entry.signed_rev,
    Entry.performed_on,
    Entry.part,
    Entry.received_first,
    Entry.received_at,
)
# Sorted: two requests that touch the same two entries wait for each other in turn, never both at once.
LOCK = _HEADS.where(Entry.id.in_(_any_of("ids"))).order_by(Entry.id).with_for_update()
# Whoever takes back a sign-off, or closes a version that was kept beside, names only that. Which entry it is about
# never changes, so it is read before the lock; joined into the lock's query it would cost a look at every entry.
ENTRIES_OF = (
    select(Signoff.entry_id)
    .where(Signoff.id.in_(_any_of("signoffs")))
    .union_all(select(Proposal.entry_id).where(Proposal.mutation.in_(_any_of("proposals"))))
)
RESULTS = select(MutationResult.mutation, MutationResult.body_hash, MutationResult.result).where(
    MutationResult.account_id == bindparam("account"), MutationResult.mutation.in_(_any_of("ids"))
)
# Read only where a build dropped what it does not know, and among one account's conflicts.
ASKED = select(MutationResult.mutation).where(
    MutationResult.account_id == bindparam("account"),
    MutationResult.status == "conflict",
    MutationResult.result.like(bindparam("head")),
    MutationResult.result.like(bindparam("device")),
)
STATEMENTS = select(Statement.hash, Statement.kind, Statement.doc_id, Statement.rev, Statement.text).where(
    Statement.hash.in_(_any_of("hashes"))
)
SIGNOFFS = (
    select(
        Signoff.id,
        Signoff.entry_id,
        Signoff.entry_rev,
        Signoff.entry_hash,
        Signoff.signer_id,
        Signoff.verdict,
        Signoff.hash,
        Signoff.signed_at,
        Signoff.withdrawn_at,
    )
    .where(or_(Signoff.entry_id.in_(_any_of("entries")), Signoff.id.in_(_any_of("ids"))))
    .order_by(Signoff.received_at, Signoff.id)
)
PROPOSALS = select(
    Proposal.mutation, Proposal.entry_id, Proposal.author_id, Proposal.hash, Proposal.closed_at
).where(Proposal.mutation.in_(_any_of("ids")), Proposal.entry_id.in_(_any_of("entries")))
REVIEWS = select(Review.id, Review.hash).where(Review.id.in_(_any_of("ids")))
WITHDRAWALS = select(Withdrawal.id, Withdrawal.of_kind, Withdrawal.of_id, Withdrawal.hash).where(
    or_(Withdrawal.id.in_(_any_of("ids")), Withdrawal.of_id.in_(_any_of("of")))
)
# How many texts a case has, and how long they are, by what they are.
FILLED = union_all(
    select(literal("entry").label("kind"), _count.label("texts"), _size(Statement.text).label("size")).where(
        Statement.kind == "entry", Statement.doc_id == bindparam("entry")
    ),
    select(literal("proposal"), _count, _size(Proposal.text)).where(Proposal.entry_id == bindparam("entry")),
    *(
        select(literal(kind), _count, _size(Statement.text))
        .join(table, Statement.doc_id == table.id)
        .where(Statement.kind == kind, table.entry_id == bindparam("entry"))
        for kind, table in (("review", Review), ("signoff", Signoff))
    ),
)
EVER_THERE = (
    select(Membership.id)
    .where(Membership.person_id == bindparam("account"), Membership.programme_id.in_(_any_of("programmes")))
    .limit(1)
)
SET_ASIDE = select(func.coalesce(_size(Refusal.text), 0)).where(Refusal.account_id == bindparam("account"))
# What somebody's details were before they changed them.
FORMER = select(PersonChange.was).where(
    PersonChange.person_id == bindparam("person"), PersonChange.kind == "details"
)

# In this order, and within each table by its key: two transactions that insert the same keys meet in the same
# order, so one waits for the other and neither holds what the other needs.
INSERTS: dict[str, tuple[Insert, str]] = {
    "mutation_result": (insert(MutationResult.__table__), "mutation"),
    "statement": (insert(Statement.__table__), "hash"),
    "entry": (insert(Entry.__table__), "id"),
    "signoff": (insert(Signoff.__table__), "id"),
    "review": (insert(Review.__table__), "id"),
    "withdrawal": (insert(Withdrawal.__table__), "id"),
    "proposal": (insert(Proposal.__table__), "mutation"),
    "refusal": (insert(Refusal.__table__), "mutation"),
}

_entry = Entry.__table__
_signoff = Signoff.__table__
_proposal = Proposal.__table__
MOVE_ENTRY = (
    update(_entry)
    .where(_entry.c.id == bindparam("the_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "supervisor_id",
                "rev",
                "hash",
                "state",
                "signed_rev",
                "performed_on",
                "part",
                "received_at",
            )
        }
    )
)
WITHDRAW_SIGNOFF = (
    update(_signoff)
    .where(_signoff.c.id == bindparam("the_id"))
    .values(withdrawn_at=bindparam("new_withdrawn_at"))
)
CLOSE_PROPOSAL = (
    update(_proposal)
    .where(_proposal.c.mutation == bindparam("the_mutation"))
    .values(closed_at=bindparam("new_closed_at"))
)
REFUSED = (
    select(Refusal.mutation, Refusal.code, Refusal.received_at, Refusal.text)
    .where(Refusal.account_id == bindparam("account"))
    .order_by(Refusal.received_at, Refusal.mutation)
)
