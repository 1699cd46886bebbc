"""Sessions live in the table `login`: the cookie holds a token, the table only its hash, and each can be ended."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from logbook import instants
from logbook.auth import decisions, recoveries
from logbook.models import Administration, LicencePeriod, Login, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.permissions import Person
from logbook.traces import trace

# A phone in a clinic drawer for a month signs in again; after a quarter everybody does.
IDLE_DAYS = 30
ABSOLUTE_DAYS = 90
# `seen_at` moves at most this often: a write on every page would make each read wait for a writer.
SEEN_EVERY_MINUTES = 60
# A session that ended says for so long on which device work was left behind.
KEPT_DAYS = 90

# "provider/programme provider/programme": with each of them, and "provider/" where it has no programme yet.
_theirs = aliased(Programme)
_ADMINISTERS = (
    select(func.aggregate_strings(Administration.provider_id + "/" + func.coalesce(_theirs.id, ""), " "))
    .outerjoin(_theirs, _theirs.provider_id == Administration.provider_id)
    .where(Administration.person_id == People.id, Administration.ended_at.is_(None))
    .correlate(People)
    .scalar_subquery()
)
_columns = (
    People.id,
    People.name,
    People.email,
    People.profession,
    People.licence_body,
    People.licence_number,
    Membership.programme_id,
    Membership.role,
    Programme.tz,
    Membership.ended_at,
    People.looked_at,
    recoveries.are_untold(People.id).label("has_links"),
    exists().where(LicencePeriod.person_id == People.id).label("has_licences"),
    _ADMINISTERS.label("administers"),
)


def people(*columns: Any) -> Select[*tuple[Any, ...]]:
    """People with their roles, and these columns beside: one row a membership, or one without any (`of`)."""
    return (
        select(*_columns, *columns)
        .outerjoin(Membership, Membership.person_id == People.id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .order_by(Membership.ended_at.is_not(None), Membership.since, Membership.id)
    )


_person = people().where(People.id == bindparam("id"))
# Every request asks this, so it asks once.
_signed_in = (
    people(
        Login.id.label("login"),
        Login.seen_at,
        or_(recoveries.are_untold(People.id), decisions.are_any(People.id)).label("is_to_be_told"),
    )
    .join(Login, Login.person_id == People.id)
    .where(Login.id == bindparam("id"), Login.ended_at.is_(None))
    .where(Login.expires_at > bindparam("now"), Login.seen_at > bindparam("idle_since"))
)


class SignedIn(NamedTuple):
    """A living session: its row's id, when it was last noted to be in use, and whose it is; `is_to_be_told`: whether
    there are links for a new password that its owner has not put away, or anything was decided of them lately."""

    id: str
    seen_at: str
    person: Person
    is_to_be_told: bool


def name_of(token: str) -> str:
    """The row's id for a cookie's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, person_id: str, agent: str, now: str) -> str:
    """A new session; gives the token for the cookie, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(Login).values(
            id=name_of(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=instants.plus(now, days=ABSOLUTE_DAYS),
            ended_at=None,
            agent=agent[:200],
        )
    )
    trace("sign_in", about=person_id)
    return token


def find(connection: Connection, token: str, now: str) -> SignedIn | None:
    """The living session of a token, with its person and the roles they hold now or held, in one query."""
    idle_since = instants.plus(now, days=-IDLE_DAYS)
    since = instants.plus(now, days=-decisions.DAYS)
    values = {"id": name_of(token), "now": now, "idle_since": idle_since, "since": since}
    rows = connection.execute(_signed_in, values).all()
    if not rows:
        return None
    first = rows[0]
    return SignedIn(first.login, first.seen_at, of(rows), bool(first.is_to_be_told))


def is_stale(seen_at: str, now: str) -> bool:
    """Whether it is time to note that this session is still in use."""
    return seen_at < instants.plus(now, minutes=-SEEN_EVERY_MINUTES)


def touch(connection: Connection, id: str, now: str) -> None:
    """Note that the session was used."""
    connection.execute(update(Login).where(Login.id == id).values(seen_at=now))


def end(
    connection: Connection,
    now: str,
    *,
    id: str | None = None,
    person_id: str | None = None,
    but: str | None = None,
) -> int:
    """End one session, all of a person (save `but`), or one only if it is theirs (both given). Gives how many."""
    statement = update(Login).where(Login.ended_at.is_(None)).values(ended_at=now)
    if id is None and person_id is None:
        raise ValueError("say which sessions to end")
    if id is not None:
        statement = statement.where(Login.id == id)
    if person_id is not None:
        statement = statement.where(Login.person_id == person_id)
    if but is not None:
        statement = statement.where(Login.id != but)
    return connection.execute(statement).rowcount


def prune(connection: Connection, now: str) -> int:
    """Forget sessions that ended, or ran out, longer ago than anybody would ask; gives how many."""
    since = instants.plus(now, days=-KEPT_DAYS)
    return connection.execute(
        delete(Login).where(or_(Login.ended_at < since, Login.expires_at < since))
    ).rowcount


def of_person(connection: Connection, person_id: str, now: str) -> list[AnyRow]:
    """The living sessions of a person, last used first: (id, created_at, seen_at, agent)."""
    return list(
        connection.execute(
            select(Login.id, Login.created_at, Login.seen_at, Login.agent)
            .where(Login.person_id == person_id, Login.ended_at.is_(None), Login.expires_at > now)
            .where(Login.seen_at > instants.plus(now, days=-IDLE_DAYS))
            .order_by(Login.seen_at.desc(), Login.id)
        )
    )


def person(connection: Connection, id: str) -> Person | None:
    """Somebody with an account, and the roles they hold now or held."""
    rows = connection.execute(_person, {"id": id}).all()
    return of(rows) if rows else None


def of(rows: Sequence[AnyRow]) -> Person:
    """The person of these rows of `people`, of which there is one at least."""
    roles: dict[str, frozenset[str]] = {}
    ever: dict[str, frozenset[str]] = {}
    for row in rows:
        if row.programme_id is None:
            continue
        ever[row.programme_id] = ever.get(row.programme_id, frozenset()) | {row.role}
        if row.ended_at is None:
            roles[row.programme_id] = roles.get(row.programme_id, frozenset()) | {row.role}
    first = rows[0]
    return Person(
        id=first.id,
        name=first.name,
        email=first.email,
        profession=first.profession,
        body=first.licence_body,
        number=first.licence_number,
        roles=roles,
        past=frozenset(row.role for row in rows if row.ended_at is not None),
        tz=first.tz or "UTC",
        ever=ever,
        administers=_schools(first.administers or ""),
        looked_at=first.looked_at or "",
        has_links=bool(first.has_links),
        has_licences=bool(first.has_licences),
    )


def _schools(said: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in said.split():
        provider, _, programme = pair.partition("/")
        found[provider] = found.get(provider, frozenset()) | ({programme} if programme else set())
    return found
