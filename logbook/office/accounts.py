"""An account: which ones a coordinator may look after, what was changed of one and by whom, why nobody signs in."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, select

from logbook.auth import accounts
from logbook.auth.makers import reaches_further
from logbook.filters import date, stamp
from logbook.models import Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.accounts import ChangeTold, OwnLink
from logbook.shapes.words import Vocabulary

_WORDS = {
    "unlocked": "Opened again",
    "sessions": "Signed out everywhere",
    "codes": "Recovery codes made",
    "code": "New password by a recovery code",
}


def find(connection: Connection, person: Person, account_id: str) -> AnyRow | None:
    """The account of a member of theirs whose every lasting role lies in the provider of that programme, and who
    coordinates nothing there that they do not: (id, name, email, locked_at, locked_by)."""
    query = select(People.id, People.name, People.email, People.locked_at, People.locked_by)
    return connection.execute(query.where(People.id == account_id, _is_theirs(person))).first()


def _is_theirs(person: Person) -> ColumnElement[bool]:
    run = person.programmes("coordinator")

    def runs(programme_id: Any) -> ColumnElement[bool]:
        clause: ColumnElement[bool] = programme_id.in_(run)
        return clause

    return (
        select(Membership.id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(visible(person, "manage account"), Membership.person_id == People.id)
        .where(~reaches_further(Membership.person_id, Programme.provider_id, runs))
        .correlate(People)
        .exists()
    )


def changed(connection: Connection, person: Person, account_id: str) -> list[AnyRow]:
    """What changed of the account of a member, as `accounts.changes`: by its owner, or by who coordinates or did for
    the provider of this coordinator. What another school did is not theirs to read."""
    schools = select(Programme.provider_id).where(Programme.id.in_(person.programmes("coordinator")))
    query = (
        select(Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Membership.role == "coordinator", Programme.provider_id.in_(schools))
    )
    known = {account_id, *connection.execute(query).scalars()}
    return [row for row in accounts.changes(connection, account_id) if row.by_id in known]


def changes(
    rows: Iterable[Any], now: Mapping[str, str], owner: str, words: Vocabulary, clock: Clock
) -> list[ChangeTold]:
    """Rows of `accounts.changes`, newest first, as lines: [{at, by: "" where by its owner, text}].

    `now` are the present columns {name, profession, licence_body, licence_number, specialties}: each line says what
    they were.
    """
    lines: list[ChangeTold] = []
    after = dict(now)
    for row in rows:
        was = orjson.loads(row.was)
        if row.kind == "details":
            text, after = _differing(was, after, words), was
        elif row.kind == "email":
            text = f"E-mail was {was['email']}"
        elif row.kind == "locked":
            text = "Closed" if row.by_id == owner else "Locked"
        else:
            text = _WORDS[row.kind]
        by = "" if row.by_id == owner else row.by
        lines.append({"at": clock.local(row.at), "by": by, "text": text})
    return lines


def own_link(row: Any, state: str, clock: Clock) -> OwnLink:
    """One row of `recoveries.of_account` as a line: {id, state, by, at, text}."""
    text = {
        "used": f"Used {stamp(clock.local(row.used_at))}" if row.used_at else "",
        "open": f"Works until {stamp(clock.local(row.expires_at))}",
        "lapsed": "Stopped working, nobody used it",
    }[state]
    by = row.by or "the host of this logbook"
    return {"id": row.id, "state": state, "by": by, "at": clock.local(row.created_at), "text": text}


def shut(row: Any, by: str, clock: Clock) -> str:
    """Why nobody signs in to this account; `by` is the name of who locked it."""
    on = clock.local(row.locked_at)[:10]
    if row.locked_by == row.id:
        return f"You closed this account on {date(on)}. Your coordinator can open it again."
    return (
        f"This account is locked since {date(on)}, by {by}. Nothing is lost: what waits on your phone stays there, and "
        "is sent once your coordinator has opened the account again."
    )


def registered(was: Mapping[str, str]) -> str:
    """Body and number in one: "GMC 7012345"."""
    return f"{was['licence_body']} {was['licence_number']}".strip()


def _differing(was: Mapping[str, str], after: Mapping[str, str], words: Vocabulary) -> str:
    said = []
    if was["name"] != after["name"]:
        said.append(f"Name was {was['name']}")
    if was["profession"] != after["profession"]:
        said.append(f"Profession was {words['professions'].get(was['profession'], 'not given')}")
    if registered(was) != registered(after):
        said.append(f"Registration was {registered(was) or 'not given'}")
    if (told := was.get("specialties", "")) != after.get("specialties", ""):
        known = [words["specialties"].get(code, code) for code in told.split()]
        said.append(f"Background was {'; '.join(known) or 'not given'}")
    return ". ".join(said)
