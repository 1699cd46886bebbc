"""A logbook to try: invented people, and the cases some of them wrote over six months."""

from datetime import date
from uuid import UUID

from logbook import instants, store
from logbook.demo import attendance, cohorts, documents, papers, people, plan, renewals
from logbook.demo.people import PASSWORD, Somebody
from logbook.demo.sending import send
from logbook.demo.story import Sent, Story
from logbook.store import Actor, devices

__all__ = ["PASSWORD", "load"]

MONTHS_BACK = 220  # days: everybody joined before the first case
_PLANS = {"ana@example.org": plan.ANA, "priya@example.org": plan.PRIYA, "lukasz@example.org": plan.LUKASZ}


def load(now: str) -> None:
    """Fill an empty database, all of it or nothing. Every case goes the way real ones go: through `store.accept`."""
    today = instants.parse(now).astimezone(documents.ZONE).date()
    with store.writing() as connection:
        ids = people.seat(connection, instants.plus(now, days=-MONTHS_BACK))
        cohorts.begin(connection, ids, now)
        papers.write(connection, ids, now)
        attendance.teach(connection, ids, instants.plus(now, days=-MONTHS_BACK))
        renewals.tell(connection, ids, now)
        devices.note(connection, _silent(ids["priya@example.org"], now))
        cast = {who.email: _actor(who, ids[who.email]) for who in (*people.PEOPLE, *people.COLLEAGUES)}
        for one in story(cast, today):
            send(connection, [one])
        attendance.say(connection, attendance.attended(connection, cast, today))


def story(cast: dict[str, Actor], today: date) -> list[Sent]:
    """Everything the trainees and supervisors of the first programme wrote, in the order of its arrival."""
    supervisors = {"ben": cast["ben@example.org"], "mei": cast["mei-ling@example.org"]}
    sent: list[Sent] = []
    for seed, (email, lines) in enumerate(_PLANS.items()):
        sent += Story(cast[email], people.NORTH, supervisors, today, seed).tell(plan.read(lines))
    return sorted(sent, key=lambda one: one.at)


def _silent(account_id: str, now: str) -> devices.Told:
    """A phone of which nothing was heard since yesterday, with work on it: the coordinator sees that it is stuck."""
    last, oldest = instants.plus(now, hours=-25), instants.plus(now, hours=-27)
    device, agent = str(UUID(int=7, version=4)), "iPhone Safari/604.1"
    return devices.Told(account_id, device, "earlier", last, 2, oldest, 0, None, agent, False)


def _actor(who: Somebody, id: str) -> Actor:
    return Actor(id, who.name, who.body, who.number, {who.programme: frozenset({who.role})})
