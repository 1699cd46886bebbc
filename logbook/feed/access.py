"""Which documents an account may hold, and how its pointers follow when a role begins or ends.

Who holds what is said by the `hold …` actions of `permissions`, and nowhere here: they give the accounts of one
document and the documents of one account.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from logbook import permissions
from logbook.auth import sessions
from logbook.feed.docs import MADE_HERE
from logbook.feed.head import touch
from logbook.kinds import KINDS, SUBJECTS
from logbook.kinds.queries import about_any
from logbook.models import Feed, Membership, Programme, among
from logbook.permissions import Person, Post, Readers


def holders(connection: Connection, posts: Iterable[Post]) -> dict[Post, set[str]]:
    """{post: the account ids of those who hold it}."""
    found: dict[Post, set[str]] = {post: set() for post in posts}
    if not found:
        return found
    values = {
        "programmes": sorted({post.programme for post in found}),
        "roles": sorted({role for post in found for role in post.roles or ROLES}),
    }
    lasting = all(post.when == "now" for post in found)
    for row in connection.execute(_LASTING if lasting else _EVER, values):
        for post in found:
            if _holds(row, post):
                found[post].add(row.person_id)
    return found


def accounts(readers: Readers, posts: dict[Post, set[str]]) -> list[str]:
    """The account ids of these readers, those named one by one first; `posts` as `holders` gives them."""
    holding = {account for post in readers.posts for account in posts[post]}
    return [*sorted(readers.accounts), *sorted(holding - readers.accounts)]


def readers_of_person(connection: Connection, person_id: str) -> set[str]:
    """The accounts that hold this person's document, the person among them."""
    rows = connection.execute(_MEMBERSHIPS.where(Membership.person_id == person_id)).all()
    return {person_id, *_readers(connection, "hold person", rows)}


def readers_of_membership(connection: Connection, membership_id: str) -> set[str]:
    """The accounts that hold this membership's document: its person, and who works with them in that role."""
    rows = connection.execute(_MEMBERSHIPS.where(Membership.id == membership_id)).all()
    return _readers(connection, "hold membership", rows)


def readers_of_programme(connection: Connection, programme_id: str) -> set[str]:
    """The accounts that hold this programme's document: all that ever had a role in it."""
    rows = connection.execute(select(Programme.id).where(Programme.id == programme_id)).all()
    return _readers(connection, "hold programme", rows)


def _readers(connection: Connection, action: str, things: Iterable[Any]) -> set[str]:
    every = [permissions.readers(action, thing) for thing in things]
    posts = holders(connection, {post for one in every for post in one.posts})
    return {account for one in every for account in accounts(one, posts)}


def _holds(row: Any, post: Post) -> bool:
    fits = row.programme_id == post.programme and (not post.roles or row.role in post.roles)
    return bool(fits and (post.when == "ever" or row.ended_at is None))


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
    person = sessions.person(connection, account_id)
    if person is None:
        return {}
    found = {("person", account_id): None}
    for kind, query in held_by(person).items():
        found |= dict.fromkeys((kind, id) for id in connection.execute(query).scalars())
    return found


def held_by(person: Person) -> dict[str, Select[Any]]:
    """{kind: the ids of the documents that a person's devices hold} beside their own person document."""
    return {kind: select(column).where(_held(person, kind)) for kind, column in MADE_HERE.items()} | {
        name: select(kind.naming.key)
        .where(about_any(kind.naming, {kind.subject: _subjects(person, kind.subject, kind.hold_by)}))
        .order_by(getattr(kind.table, "received_first", kind.table.received_at), kind.naming.key)
        for name, kind in KINDS.items()
    }


def _held(person: Person, kind: str) -> ColumnElement[bool]:
    # A programme's requirements go where the programme goes.
    return permissions.visible(person, "hold programme" if kind == "requirements" else f"hold {kind}")


def _subjects(person: Person, subject: str, action: str) -> Select[Any]:
    return select(SUBJECTS[subject].id).where(permissions.visible(person, action))


ROLES = ("trainee", "supervisor", "coordinator")
_MEMBERSHIPS = select(Membership.id, Membership.person_id, Membership.programme_id, Membership.role)
_EVER = select(Membership.programme_id, Membership.person_id, Membership.role, Membership.ended_at).where(
    among(Membership.programme_id, "programmes"),
    among(Membership.role, "roles"),
)
_LASTING = _EVER.where(Membership.ended_at.is_(None))
_POINTERS = select(Feed.kind, Feed.doc_id, Feed.gone).where(Feed.account_id == bindparam("account"))
