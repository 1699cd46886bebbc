"""Who reads, who holds a post, and how a change of roles waits for the statements that are being accepted."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, true

from logbook.auth import sessions
from logbook.feed.head import Head, head
from logbook.feed.placing import read_by
from logbook.models import FeedHead, Membership, Person, among
from logbook.permissions import Person as Somebody
from logbook.permissions import Post


class Reader(NamedTuple):
    """Who reads, as roles and head are in one snapshot. `person` is None where there is no such account."""

    person: Somebody | None
    head: Head

    @property
    def cells(self) -> list[str]:
        """What they read, names first."""
        return read_by(self.person) if self.person else []


def reader(connection: Connection, account_id: str) -> Reader:
    """An account as it reads now, whatever roles its session began with."""
    rows = connection.execute(_READER, {"id": account_id}).all()
    if not rows or rows[0].epoch is None:
        return Reader(sessions.of(rows) if rows else None, head(connection))
    return Reader(sessions.of(rows), Head(rows[0].epoch, rows[0].head))


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


def _holds(row: Any, post: Post) -> bool:
    fits = row.programme_id == post.programme and (not post.roles or row.role in post.roles)
    return bool(fits and (post.when == "ever" or row.ended_at is None))


def hold_writers(connection: Connection) -> None:
    """Wait for statements being accepted, and keep new ones waiting until this transaction ends.

    For transactions that change who is who, before their first touch: two links of one person make one role, and two
    people never get one number. (SQLite has one writer anyway.)
    """
    if connection.dialect.name == "postgresql":
        # Conflicts with the ROW SHARE that `store.accept` takes by its first statement, not with plain reads.
        connection.exec_driver_sql("LOCK TABLE entry IN EXCLUSIVE MODE")


_READER = (
    sessions.people(FeedHead.epoch, FeedHead.seq.label("head"))
    .outerjoin(FeedHead, true())
    .where(Person.id == bindparam("id"))
)
ROLES = ("trainee", "supervisor", "coordinator")
_EVER = select(Membership.programme_id, Membership.person_id, Membership.role, Membership.ended_at).where(
    among(Membership.programme_id, "programmes"),
    among(Membership.role, "roles"),
)
_LASTING = _EVER.where(Membership.ended_at.is_(None))
