"""Which documents an account may hold, and how its pointers follow when a role begins or ends."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from logbook.feed.docs import MADE_HERE, STATEMENTS
from logbook.feed.head import touch
from logbook.models import Entry, Feed, Membership, Programme, Proposal, Review, Signoff, Withdrawal


def supervisors(connection: Connection, programme_ids: Iterable[str]) -> dict[str, set[str]]:
    """{programme id: account ids of its active supervisors}: with the trainee, they hold what its trainees write."""
    found: dict[str, set[str]] = {id: set() for id in programme_ids}
    for programme_id, person_id in connection.execute(_SUPERVISORS, {"programmes": list(found)}):
        found[programme_id].add(person_id)
    return found


def readers_of_person(connection: Connection, person_id: str) -> set[str]:
    """The accounts that hold this person's document, the person among them."""
    return {person_id, *connection.execute(_READERS.where(_THEIRS.person_id == person_id)).scalars()}


def readers_of_membership(connection: Connection, membership_id: str) -> set[str]:
    """The accounts that hold this membership's document: its person, and who works with them in that role."""
    own = select(_THEIRS.person_id).where(_THEIRS.id == membership_id)
    readers = connection.execute(_READERS.where(_THEIRS.id == membership_id)).scalars()
    return {*connection.execute(own).scalars(), *readers}


def readers_of_programme(connection: Connection, programme_id: str) -> set[str]:
    """The accounts that hold this programme's document: all that ever had a role in it."""
    members = select(Membership.person_id).where(Membership.programme_id == programme_id)
    return set(connection.execute(members).scalars())


def hold_writers(connection: Connection) -> None:
    """Wait for statements being accepted, and keep new ones waiting until this transaction ends.

    For transactions that change who reads what, before their first touch. A writer that counted its readers
    before a role began, and commits after, would else never tell the new reader. (SQLite has one writer anyway.)
    """
    if connection.dialect.name == "postgresql":
        # Conflicts with the ROW SHARE that `store.accept` takes by its first statement, not with plain reads.
        connection.exec_driver_sql("LOCK TABLE entry IN EXCLUSIVE MODE")


def grant(connection: Connection, account_id: str, programme_id: str, role: str) -> None:
    """Give an account what its new role shows, and its colleagues there the account's own documents.

    Call it when the membership's row and the documents of person, membership, programme and requirements
    are written; like every touch it belongs to the end of the transaction.
    """
    reconcile(connection, account_id)
    new = select(Membership.id).where(
        Membership.person_id == account_id, Membership.programme_id == programme_id, Membership.role == role
    )
    for membership_id in connection.execute(new).scalars().all():
        others = sorted(readers_of_membership(connection, membership_id) - {account_id})
        touch(connection, [(other, "person", account_id) for other in others])
        touch(connection, [(other, "membership", membership_id) for other in others])


def revoke(connection: Connection, account_id: str) -> None:
    """Take back what an ended role showed. What other roles still show, and a trainee's own cases, stay."""
    reconcile(connection, account_id)


def reconcile(connection: Connection, account_id: str) -> None:
    """Make an account's pointers equal to what it may hold: the missing are made, the others marked revoked."""
    hold_writers(connection)
    rows = connection.execute(_POINTERS, {"account": account_id})
    held = {(row.kind, row.doc_id) for row in rows if row.gone is None}
    allowed = visible(connection, account_id)
    touch(connection, [(account_id, kind, id) for kind, id in allowed if (kind, id) not in held])
    touch(
        connection, [(account_id, kind, id) for kind, id in sorted(held.difference(allowed))], gone="revoked"
    )


def visible(connection: Connection, account_id: str) -> dict[tuple[str, str], None]:
    """All (kind, document id) an account may hold, names before the cases that mention them.

    A trainee keeps their own cases after leaving, and with them the names of those who signed.
    """
    roles = connection.execute(_ROLES, {"account": account_id}).all()
    trains = {row.programme_id for row in roles if row.role == "trainee"}
    supervises = {row.programme_id for row in roles if row.role == "supervisor" and row.ended_at is None}
    values = {
        "account": account_id,
        "ever": list({row.programme_id for row in roles}),
        "near": list(trains | supervises),
        "supervised": list(supervises),
    }
    found = {("person", account_id): None}
    for kind in (*MADE_HERE, *STATEMENTS):
        found |= dict.fromkeys((kind, id) for id in connection.execute(_VISIBLE[kind], values).scalars())
    return found


def _any_of(name: str) -> Any:
    return bindparam(name, expanding=True)


def _about(entry_id: Any) -> ColumnElement[bool]:
    return entry_id.in_(select(Entry.id).where(_ENTRIES))


_THEIRS = aliased(Membership)
# Supervisors know everybody who trains or supervises there; trainees know those who supervise, or did.
_READERS = (
    select(Membership.person_id)
    .distinct()
    .join(_THEIRS, _THEIRS.programme_id == Membership.programme_id)
    .where(
        or_(
            and_(
                Membership.role == "supervisor",
                Membership.ended_at.is_(None),
                _THEIRS.role.in_(["trainee", "supervisor"]),
            ),
            and_(Membership.role == "trainee", _THEIRS.role == "supervisor"),
        )
    )
)
_SUPERVISORS = select(Membership.programme_id, Membership.person_id).where(
    Membership.programme_id.in_(_any_of("programmes")),
    Membership.role == "supervisor",
    Membership.ended_at.is_(None),
)
_ROLES = select(Membership.programme_id, Membership.role, Membership.ended_at).where(
    Membership.person_id == bindparam("account")
)
_POINTERS = select(Feed.kind, Feed.doc_id, Feed.gone).where(Feed.account_id == bindparam("account"))

_ENTRIES = or_(Entry.trainee_id == bindparam("account"), Entry.programme_id.in_(_any_of("supervised")))
_COLLEAGUES = or_(
    and_(Membership.programme_id.in_(_any_of("near")), Membership.role == "supervisor"),
    and_(Membership.programme_id.in_(_any_of("supervised")), Membership.role == "trainee"),
)
_WITHDRAWN = or_(
    and_(Withdrawal.of_kind == "entry", _about(Withdrawal.of_id)),
    and_(
        Withdrawal.of_kind == "signoff",
        Withdrawal.of_id.in_(select(Signoff.id).where(_about(Signoff.entry_id))),
    ),
    and_(
        Withdrawal.of_kind == "proposal",
        Withdrawal.of_id.in_(select(Proposal.mutation).where(_about(Proposal.entry_id))),
    ),
)
_VISIBLE: dict[str, Select[str]] = {
    "entry": select(Entry.id).where(_ENTRIES).order_by(Entry.received_first, Entry.id),
    "signoff": select(Signoff.id).where(_about(Signoff.entry_id)),
    "review": select(Review.id).where(_about(Review.entry_id)),
    "withdrawal": select(Withdrawal.id).where(_WITHDRAWN),
    "person": select(Membership.person_id).where(_COLLEAGUES),
    "membership": select(Membership.id).where(or_(Membership.person_id == bindparam("account"), _COLLEAGUES)),
    "programme": select(Programme.id).where(Programme.id.in_(_any_of("ever"))),
    "requirements": select(Programme.requirement_set).where(Programme.id.in_(_any_of("ever"))),
}
