"""A school as large as schools get: twelve cohorts of thirty trainees, forty supervisors, some 16,000 statements.

The same each time but for the day on which it is made: people, cases and ids are drawn from seeds. Every statement
goes the way real ones go, through `store.accept`, as phones send them: those of a day together.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, exists, insert, select
from werkzeug.datastructures import MultiDict

from logbook import instants, store
from logbook.auth import passwords
from logbook.demo import documents, people
from logbook.demo.plan import Case
from logbook.demo.sending import send
from logbook.demo.story import Sent, Story
from logbook.models import Licence, Person, Programme, Provider
from logbook.office import cohorts, confirmations, licences, roles
from logbook.store import Actor

PROVIDER = "d1000000-0000-4000-8000-000000000003"
COORDINATOR, EVERYWHERE = "cora@example.org", "sam@example.org"
JOINED_DAYS = 260  # everybody is there before the first case
CLINIC_DAYS, APART_DAYS, A_DAY = 6, 38, 4  # how often a cohort meets, and how many cases each then has
ANSWERED_DAYS = 9
DUE_DAYS = (30, 90, 180, -10)  # from today on, of one cohort after the other
SILENT_AFTER = 4  # clinic days: some stay away from then on
AREAS = (
    ["glabella"],
    ["forehead"],
    ["crows_feet"],
    ["glabella", "forehead"],
    ["glabella", "crows_feet"],
    ["chin"],
    ["masseter"],
)
# By clinic day: whoever learns watches first, and works alone at the end.
PARTS = ("observed", "assisted", *["supervised_direct"] * 3, "supervised_indirect")
FIRST = """
Ada Amira Anton Bela Carla Chidi Dilan Elif Emre Farah Goran Hana Ida Imani Ivo Jana Joel Kofi Lena Luca Mara Milan
Nadia Noor Olga Pavel Quinn Rosa Samir Tara Ugo Vera Wanja Xenia Yusuf Zoé
""".split()  # noqa: SIM905  (read across, as names are)
LAST = """
Abbott Baptiste Castro Demir Eriksen Ferrari Gupta Haddad Ibrahim Jansen Kovač Łęcki Moreau Nguyen O’Neill Petrov Quispe
Rossi Schäfer Tanaka Usman Vidal Weber Xu Yılmaz Zamora
""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Size:
    """How large it is."""

    cohorts: int = 12
    trainees: int = 30  # of a cohort
    supervisors: int = 40


@dataclass(frozen=True)
class Cohort:
    """One programme: who trains and who supervises there."""

    id: str
    number: int
    trainees: list[Actor]
    signers: list[Actor]


def is_there(connection: Connection) -> bool:
    """Whether this school was loaded before."""
    return bool(connection.scalar(select(exists().where(Provider.id == PROVIDER))))


def load(now: str, size: Size = Size()) -> int:
    """Add the school to a database, all of it or nothing; gives how many statements it holds."""
    today, count = instants.parse(now).astimezone(documents.ZONE).date(), 0
    with store.writing() as connection:
        courses = [
            Course(one, today) for one in _seat(connection, size, instants.plus(now, days=-JOINED_DAYS))
        ]
        days = [(course.days_ago(day), day, course) for day in range(CLINIC_DAYS) for course in courses]
        # One clinic day after the other is told and sent: all of them at once are millions of objects.
        for _, day, course in sorted(days, key=lambda one: -one[0]):
            for together in course.told(day):
                send(connection, together)
                count += len(together)
    return count


class Course:
    """What happens in a cohort. The same `today` tells the same; each day is told once, in order."""

    def __init__(self, cohort: Cohort, today: date) -> None:
        self.cohort = cohort
        signers = {str(number): one for number, one in enumerate(cohort.signers)}
        self.stories = [
            Story(one, cohort.id, signers, today, self._seed(number))
            for number, one in enumerate(cohort.trainees)
        ]
        self.dice = [random.Random(self._seed(number)) for number in range(len(cohort.trainees))]  # noqa: S311

    def days_ago(self, day: int) -> int:
        """When a clinic day was; cohorts meet one after the other, and the last day was answered by now."""
        return ANSWERED_DAYS + self.cohort.number % APART_DAYS + (CLINIC_DAYS - 1 - day) * APART_DAYS

    def told(self, day: int) -> Iterator[list[Sent]]:
        """All that was said of the cases of a day, each account's together: first the cases, then what answers them."""
        sent: list[Sent] = []
        for number, story in enumerate(self.stories):
            if day < SILENT_AFTER or number % 10 != 9:
                sent += story.tell(list(self._cases(number, day)))
        for _, ones in groupby(sorted(sent, key=_stage), key=_stage):
            found = sorted(ones, key=lambda one: (one.actor.id, one.at))
            for _, together in groupby(found, key=lambda one: one.actor.id):
                yield list(together)

    def _seed(self, number: int) -> int:
        return self.cohort.number * 1000 + number

    def _cases(self, number: int, day: int) -> Iterator[Case]:
        """What one trainee did on a clinic day, and what became of it."""
        dice, days_ago = self.dice[number], self.days_ago(day)
        signer = str((number + day) % len(self.cohort.signers))
        for turn in range(A_DAY):
            fate, delay = _fate(dice, is_last=day == CLINIC_DAYS - 1)
            seen_again = turn == 0 and PARTS[day] in documents.HANDS_ON and days_ago > 20 and number % 3
            extras = {"review": ""} if seen_again and fate != "withdrawn" else {}
            areas, model = AREAS[dice.randrange(len(AREAS))], chr(ord("A") + dice.randrange(26))
            yield Case(days_ago, PARTS[day], "live_model", areas, model, signer, fate, delay, extras)


def _stage(one: Sent) -> int:
    doc = one.doc
    if doc["typ"] == "entry":
        return 0 if doc["rev"] == 1 else 2
    if doc["typ"] == "signoff" and doc["verdict"] == "returned":
        return 1
    return 4 if doc["typ"] == "review" else 3


def _fate(dice: random.Random, *, is_last: bool) -> tuple[str, int]:
    """What becomes of a case, and after how many days."""
    drawn = dice.random()
    if is_last and drawn < 0.6:
        return "sent", 0
    if drawn < 0.02:
        return "sent", 0  # forgotten since
    if drawn < 0.03:
        return "returned", 0
    if drawn < 0.06:
        return "mended", 7
    return ("withdrawn", 0) if drawn < 0.065 else ("signed", dice.choice((0, 1, 1, 4)))


def _seat(connection: Connection, size: Size, joined: str) -> list[Cohort]:
    """The provider, its programmes, everybody and their roles."""
    dice = random.Random(PROVIDER)  # noqa: S311  (a demo has no secrets)
    provider = {"name": "Large School", "address": "", "tz": documents.TZ, "created_at": joined}
    connection.execute(insert(Provider).values(id=PROVIDER, **provider))
    facts = {"provider_id": PROVIDER, "requirement_set": "generic-starter"} | {
        "tz": documents.TZ,
        "created_at": joined,
    }
    rows = [
        facts | {"id": _id(dice), "name": f"Foundation toxin, cohort {number}"}
        for number in range(1, size.cohorts + 1)
    ]
    connection.execute(insert(Programme), rows)
    coordinator, signers, trainees = _people(size, dice)
    _keep(connection, [coordinator, *signers, *(one for cohort in trainees for one in cohort)], joined)
    ids = [str(row["id"]) for row in rows]
    roles.enrol_in(connection, coordinator.id, [(id, "coordinator") for id in ids], joined)
    signers = [_with(one, "supervisor", _supervises(number, ids)) for number, one in enumerate(signers)]
    for one in signers:
        members = roles.enrol_in(connection, one.id, [(id, "supervisor") for id in one.roles], joined)
        for member, id in zip(members, one.roles, strict=True):
            told = confirmations.Confirmed(member, one.id, id, one.name, one.body, one.number)
            confirmations.confirm(connection, told, "register", coordinator.id, joined)
    for number, (id, together) in enumerate(zip(ids, trainees, strict=True)):
        begun = _begin(connection, coordinator.id, id, number, joined)
        for one in together:
            roles.enrol(connection, one.id, id, "trainee", joined, begun)
    return [
        Cohort(id, number, [_with(one, "trainee", [id]) for one in trainees[number - 1]], _of(signers, id))
        for number, id in enumerate(ids, 1)
    ]


def _begin(connection: Connection, by: str, programme: str, number: int, joined: str) -> str:
    """Those of a programme begin together; the deadlines of some are over, of others to come."""
    due = instants.plus(joined, days=JOINED_DAYS + DUE_DAYS[number % len(DUE_DAYS)])
    facts = {"name": f"Year {number + 1}", "starts_on": joined[:10], "due_on": due[:10]}
    return cohorts.begin(connection, by, programme, joined, cohorts.Facts(MultiDict(facts)))


def _with(one: Actor, role: str, programmes: list[str]) -> Actor:
    return replace(one, roles={id: frozenset({role}) for id in programmes})


def _of(signers: list[Actor], programme: str) -> list[Actor]:
    return [one for one in signers if programme in one.roles]


def _supervises(number: int, ids: list[str]) -> list[str]:
    """The first supervises everywhere, each other in two or three cohorts."""
    if number == 0:
        return ids
    turns = (number, 5 * number + 3, 7 * number + 1)[: 2 + number % 2]
    return list(dict.fromkeys(ids[turn % len(ids)] for turn in turns))


def _people(size: Size, dice: random.Random) -> tuple[Actor, list[Actor], list[list[Actor]]]:
    """The coordinator, the supervisors, and the trainees of each cohort."""
    names = _names()

    def person(email: str, name: str, profession: str) -> Actor:
        number = f"00L{dice.randrange(10_000):04}E"
        return Actor(_id(dice), name, "NMC", number, {}, email=email, profession=profession)

    signers = [person(EVERYWHERE, "Dr Sam Rowe", "physician")]
    for number in range(2, size.supervisors + 1):
        signers.append(person(f"supervisor-{number:02}@example.org", f"Dr {next(names)}", "physician"))
    trainees = [
        [
            person(f"trainee-{cohort:02}-{number:02}@example.org", next(names), "registered_nurse")
            for number in range(1, size.trainees + 1)
        ]
        for cohort in range(1, size.cohorts + 1)
    ]
    return person(COORDINATOR, "Cora Lind", "registered_nurse"), signers, trainees


def _names() -> Iterator[str]:
    """Names of many places, none twice; people of one cohort share few of their parts."""
    for turn in range(len(LAST)):
        for number, first in enumerate(FIRST):
            yield f"{first} {LAST[(number + turn) % len(LAST)]}"


def _keep(connection: Connection, everybody: list[Actor], joined: str) -> None:
    hashed = passwords.hashed(people.PASSWORD)
    rows = [
        {"id": one.id, "email": one.email, "name": one.name, "profession": one.profession}
        | {"licence_body": one.body, "licence_number": one.number}
        | {"password_hash": hashed, "joined_at": joined, "created_at": joined}
        for one in everybody
    ]
    connection.execute(insert(Person), rows)
    usual: dict[str, object] = {
        "region": "",
        "type": "",
        "prescriber": None,
        "is_primary": True,
        "source": licences.HOLDER,
    }
    held = [
        usual
        | {"licence_id": one.id, "person_id": one.id, "by_id": one.id, "recorded_at": joined}
        | {"licence_body": one.body, "licence_number": one.number}
        for one in everybody
        if one.number
    ]
    connection.execute(insert(Licence), held)


def _id(dice: random.Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))
