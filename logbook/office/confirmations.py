"""A signer is confirmed: who waits for it, the form, and what they signed meanwhile, which counts from then on."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, exists, insert, select
from sqlalchemy.orm import aliased
from wtforms import Form, StringField

from logbook.feed import hold_writers, touch
from logbook.feed.register import publish_membership
from logbook.filters import count, date, lowered
from logbook.forms.inputs import one_of
from logbook.models import (
    Confirmation,
    Entry,
    Membership,
    Person,
    PersonChange,
    Programme,
    Signoff,
    Statement,
    among,
)
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.record.signers import Signer, confirmed_in
from logbook.shapes.served.people import Mark
from logbook.shapes.words import Vocabulary
from logbook.traces import trace


class Confirming(Form):
    """How a coordinator made sure who a signer is; `seen` is what the page showed of them."""

    how = one_of("confirmations", "Choose how it was checked")
    seen = StringField()


class Confirmed(NamedTuple):
    """A supervisor's membership with the name and number that are confirmed, named as a row of `members` is."""

    id: str
    person_id: str
    programme_id: str
    name: str
    licence_body: str
    licence_number: str


class Waiting(NamedTuple):
    """What somebody signed that counts for nothing yet: how many cases, the first one when."""

    cases: int
    since: str


def unconfirmed(connection: Connection, programme_id: str) -> dict[str, Waiting]:
    """{person id: what waits} of the programme's supervisors who sign under a name that nobody confirmed, and of those
    who did; `since` is an instant, "" where nothing waits."""
    return unconfirmed_in(connection, confirmed_in(connection, [programme_id]))[programme_id]


def unconfirmed_in(
    connection: Connection, known: Mapping[str, Mapping[Signer, AnyRow]]
) -> dict[str, dict[str, Waiting]]:
    """{programme: the same of it} of several programmes; `known` as `confirmed_in` has it."""
    found: dict[str, dict[str, Waiting]] = {id: {} for id in known}
    suspects = set[tuple[str, str]]()
    for row in connection.execute(_SUPERVISORS, {"programmes": sorted(known)}):
        if (row.id, row.name, row.licence_body, row.licence_number) not in known[row.programme_id]:
            suspects.add((row.programme_id, row.id))
            if row.ended_at is None:
                found[row.programme_id][row.id] = Waiting(0, "")
        elif row.renamed:
            suspects.add((row.programme_id, row.id))
    # The texts of all others need no reading: they have signed under one name, and that is confirmed.
    values = {
        "programmes": sorted({programme for programme, _ in suspects}),
        "signers": sorted({signer for _, signer in suspects}),
    }
    for signed in connection.execute(_SIGNED, values) if suspects else ():
        there = found[signed.programme_id]
        if (signed.programme_id, signed.signer_id) in suspects and _signer(signed.text) not in known[
            signed.programme_id
        ]:
            before = there.get(signed.signer_id, Waiting(0, ""))
            there[signed.signer_id] = Waiting(before.cases + 1, before.since or signed.received_at)
    return found


def of_member(known: dict[Signer, AnyRow], row: Any) -> AnyRow | None:
    """The confirmation of a member as they are registered now, or None."""
    return known.get(signer_of(row))


def signer_of(row: Any) -> Signer:
    """A member as they would sign now."""
    return row.person_id, row.name, row.licence_body, row.licence_number


def confirm(connection: Connection, membership: Any, how: str, by: str | None, now: str) -> None:
    """Confirm a supervisor under the name and number that `membership` (a row of `members`, or a Confirmed) shows.

    Every phone that knows them is told; the last thing before commit.
    """
    hold_writers(connection)
    row = {
        "person_id": membership.person_id,
        "programme_id": membership.programme_id,
        "name": membership.name,
    }
    row |= {"licence_body": membership.licence_body, "licence_number": membership.licence_number}
    connection.execute(insert(Confirmation).values(row | {"how": how, "by_id": by, "at": now}))
    other = aliased(Programme)
    alike = (
        select(Membership.id)
        .join(Programme, Programme.id == Membership.programme_id)
        .join(other, other.provider_id == Programme.provider_id)
        .where(other.id == membership.programme_id, Membership.person_id == membership.person_id)
        .where(Membership.role == "supervisor")
        .order_by(Membership.id)
    )
    pointers = [
        pointer
        for id in connection.execute(alike).scalars().all()
        for pointer in publish_membership(connection, id)
    ]
    touch(connection, pointers)
    trace("signer_confirmed", about=membership.person_id, programme=membership.programme_id)


def mark(row: Any, known: Any, waiting: Any, words: Vocabulary, clock: Clock) -> Mark | None:
    """Whether a supervisor was confirmed: {state: waits, before or confirmed; text}; None for other roles.

    `row` a member, `known` what `of_member` and `waiting` what `unconfirmed` gives for them.
    """
    if row.role != "supervisor":
        return None
    if waiting is not None:
        signed = (
            f", {count(waiting.cases, 'signature waits', 'signatures wait')} for it" if waiting.cases else ""
        )
        return {"state": "waits", "text": f"Not confirmed yet{signed}"}
    if known is None or known.how == "before":
        return {"state": "before", "text": "Not confirmed; signed before this was asked, and counts"}
    on = date(clock.local(known.at)[:10])
    label = str(words["confirmations"].get(known.how, known.how))
    return {
        "state": "confirmed",
        "text": f"Confirmed by {known.by or 'the host'} on {on}: {lowered(label)}",
    }


def _signer(text: str) -> Signer:
    signer = orjson.loads(text)["signer"]
    return signer["id"], signer["name"], signer["body"], signer["number"]


_RENAMED = exists().where(PersonChange.person_id == Person.id, PersonChange.kind == "details")
_SUPERVISORS = (
    select(
        Person.id,
        Person.name,
        Person.licence_body,
        Person.licence_number,
        Membership.programme_id,
        Membership.ended_at,
        _RENAMED.label("renamed"),
    )
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.role == "supervisor", among(Membership.programme_id, "programmes"))
)
_SIGNED = (
    select(Entry.programme_id, Signoff.signer_id, Signoff.received_at, Statement.text)
    .join(Entry, Entry.id == Signoff.entry_id)
    .join(Statement, Statement.hash == Signoff.hash)
    .where(Signoff.verdict == "signed", Signoff.withdrawn_at.is_(None))
    .where(among(Entry.programme_id, "programmes"))
    .where(among(Signoff.signer_id, "signers"))
    .order_by(Signoff.received_at, Signoff.id)
)
