"""One trainee as their coordinator sees them: what is missing, who holds what waits, and which devices are stuck."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, cast

import orjson
from sqlalchemy import Connection, and_, func, or_, select

from logbook import instants, record
from logbook.models import Belated, Entry, Membership, Programme, Statement
from logbook.models.engine import AnyRow
from logbook.office import (
    arrangements,
    belated,
    cohorts,
    devices,
    enrolments,
    gates,
    headway,
    members,
    renewing,
    school_register,
)
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.pages.measures import ring_of, rules
from logbook.permissions import Person, may
from logbook.record.reports import NONE, Reports
from logbook.shapes.charts import Ring, RuleBar
from logbook.shapes.loose import Doc
from logbook.shapes.report import Report, Totals
from logbook.shapes.served.cohort import Counted, Figures, Holder, Open, Training
from logbook.shapes.served.cohorts import OwnTime, Pace
from logbook.shapes.served.enrolments import Enrolled
from logbook.shapes.words import Vocabulary
from logbook.store.waiting import of_rows
from logbook.succession import answering
from logbook.vocabulary import LISTS

# Cases that somebody must still do something about are listed, as many as one reads; the rest is counted.
MOST = 50
OPEN = ("sent", "returned")
ORDER = ("signed", "unconfirmed", "sent", "again", "returned", "unnamed", "withdrawn")
# As the cohort says it; "unnamed" is no state of a case, but what nobody can sign before its trainee acts.
APART = {
    "unconfirmed": "Signed, signer not confirmed",
    "sent": "Waiting",
    "again": "Of these signed before",
    "returned": "Sent back",
    "unnamed": "No supervisor named",
}


class Found(NamedTuple):
    """The membership of a trainee, and the others of their programme."""

    member: AnyRow
    everybody: list[AnyRow]


def find(connection: Connection, person: Person, programme_id: str, trainee_id: str) -> Found | None:
    """A trainee whose logbook this person may take out: the membership that lasts before one that ended."""
    everybody = members.of_programme(connection, person, programme_id)
    theirs = [
        row
        for row in everybody
        if row.person_id == trainee_id and row.role == "trainee" and may(person, "take out logbook", row)
    ]
    if not theirs:
        return None
    return Found(min(theirs, key=lambda row: (row.ended_at is not None, row.since, row.id)), everybody)


def told(
    connection: Connection, person: Person, found: Found, words: Vocabulary, build: str
) -> tuple[Training, Reports]:
    """All that the page says of whom `find` gave; also reports made on the way, which are to be kept."""
    now, member = instants.now(), found.member
    there = cohorts.there(connection, member.programme_id)
    rows, programme = {row.id: row for row in there if row.id}, there[0]
    clock = Clock(now, programme.tz)
    figures, report, reports = _figures(connection, member, now)
    arranged = arrangements.of_person(connection, member.programme_id, member.person_id)
    names = {id: row.name for id, row in rows.items()}
    cases = _Cases(connection, person, member, found.everybody, words, clock)
    phones = devices.of_members(connection, person, person_id=member.person_id) if not member.ended_at else []
    return {
        "programme": programme.programme,
        "section": figures,
        "late": bool(reports.late),
        "since": clock.local(member.since)[:10],
        "ended_on": clock.local(member.ended_at)[:10] if member.ended_at else None,
        "last_on": cases.last_on(),
        "states": cases.states(report["totals"] if report else None),
        "holders": cases.holders(),
        "late_answers": [belated.line(row, words, clock) for row in cases.late_answers()],
        "open": cases.open(),
        "more": cases.more(),
        "devices": devices.lines(phones, clock, build),
        "cohort_id": member.cohort_id,
        "pace": headway.of(rows.get(member.cohort_id), arranged, report, clock.today),
        # Notes about a coordinator who trains there too are for the others.
        "arranged": arrangements.lines(arranged, names, words, clock, own=member.person_id == person.id),
        "register": school_register.in_short(connection, person, [member], words, clock),
        "licences": renewing.in_short(connection, person, [member], words, clock),
    }, reports


def own(connection: Connection, person: Person, words: Vocabulary) -> tuple[list[OwnTime], Reports]:
    """By when somebody is to be done in each programme they train in, as they may read it themselves; also reports made
    on the way, which are to be kept."""
    now, sections = instants.now(), list[OwnTime]()
    there = person.programmes("trainee")
    reports = record.reports.up_to_date(
        connection, record.reports.of_trainee(connection, person.id), now, whole=False
    )
    shown = {one.programme: one.doc for one in reports.shown if one.text is not None}
    for row in connection.execute(_TRAINING.where(Membership.person_id == person.id)):
        if row.id not in there:
            continue
        found = [one for one in cohorts.there(connection, row.id) if one.id]
        arranged, clock = arrangements.of_person(connection, row.id, person.id), Clock(now, row.tz)
        mine = next((one for one in found if one.id == row.cohort_id), None)
        names = {one.id: one.name for one in found}
        sections.append(
            {
                "programme": row.name,
                "pace": headway.of(mine, arranged, shown.get(row.id), clock.today),
                "facts": cohorts.facts(mine, cohorts.supervisors_of(connection, mine.id)) if mine else None,
                "arranged": arrangements.lines(arranged, names, words, clock, own=True),
                "enrolled": _judged_by(connection, row.id, person.id, words, clock),
            }
        )
    return sections, reports


def _judged_by(
    connection: Connection, programme_id: str, person_id: str, words: Vocabulary, clock: Clock
) -> list[Enrolled]:
    """By what they are judged now, and from a day to come on, as they may read it themselves."""
    rows = enrolments.of_person(connection, programme_id, person_id)
    lines = enrolments.lines(connection, rows, words, clock)
    to_come = {row.act for row in rows if row.from_on > clock.today}
    return [line for line in lines if line["stands"] and (line["now"] or line["act"] in to_come)]


def pace_of(connection: Connection, person: Person, member: AnyRow) -> Pace:
    """How a trainee stands before their deadline, without a look at their report."""
    tz = connection.scalar(select(Programme.tz).where(Programme.id == member.programme_id)) or "UTC"
    cohort = cohorts.find(connection, person, member.cohort_id) if member.cohort_id else None
    arranged = arrangements.of_person(connection, member.programme_id, member.person_id)
    return headway.of(cohort, arranged, None, Clock(instants.now(), tz).today)


def _figures(
    connection: Connection, member: AnyRow, now: str
) -> tuple[Figures | None, Report | None, Reports]:
    """The report's rules as bars, and the report; None for who has left, and where a worker has not made it yet."""
    if member.ended_at is not None:
        return None, None, NONE
    kept = record.reports.of_trainee(connection, member.person_id)
    own = [one for one in kept if one.programme == member.programme_id]
    reports = record.reports.up_to_date(connection, own, now, whole=False)
    [shown] = reports.shown
    if shown.text is None:
        return None, None, reports
    report = shown.doc
    # The drawing is a twin's, and takes plain JSON.
    drawn = cast(Doc, report)
    figures: Figures = {
        # What is missing first; else in the order of the set.
        "rules": sorted(cast(list[RuleBar], rules(drawn, [])), key=lambda rule: rule["met"]),
        "ring": cast(Ring, ring_of(drawn, [])),
        "ready_on": report["ready_on"],
        "made_on": report["made_on"],
        "set": f"{report['set']['title']}, version {report['set']['version']}",
        "gates": gates.marks(gates.versions(connection, [report]), report),
        "ends": gates.end(shown),
    }
    return figures, report, reports


class _Cases:
    """The cases of a trainee in a programme, counted by where they stand and whom they name."""

    def __init__(
        self,
        connection: Connection,
        person: Person,
        member: AnyRow,
        there: list[AnyRow],
        words: Vocabulary,
        clock: Clock,
    ) -> None:
        self.words, self.today = words, clock.local(clock.now)[:10]
        self.which = (Entry.trainee_id == member.person_id, Entry.programme_id == member.programme_id)
        supervisors = sorted(
            (row for row in there if row.role == "supervisor"), key=lambda row: (row.since, row.id)
        )
        self.there = {row.person_id: row for row in supervisors}
        # One's own case is another coordinator's to hand over.
        self.may_hand = member.person_id != person.id
        self.posts = of_rows(supervisors).get(member.programme_id, {})
        days = func.min(Entry.performed_on).label("first_on"), func.max(Entry.performed_on).label("last_on")
        # Signed in an earlier version: it counts as that, and waits for the new one.
        again = Entry.signed_rev.is_not(None).label("again")
        held = Entry.holder_id.label("holder_id")
        # Asked along, because there is hardly ever any.
        late = belated.undecided(member.programme_id, member.person_id).label("late")
        query = select(Entry.state, held, again, func.count().label("cases"), *days, late)
        self.counted = connection.execute(query.where(*self.which).group_by(Entry.state, held, again)).all()
        self.read = self._read(connection, person)

    def _read(self, connection: Connection, person: Person) -> Sequence[AnyRow]:
        """Cases that somebody must still do something about, the oldest MOST of them among others, and in the same
        question those beside which an answer lies that came after its signer had left."""
        late = max((row.late for row in self.counted), default=0)
        query = (
            select(
                Entry.id,
                Entry.performed_on,
                Entry.state,
                Entry.supervisor_id,
                Entry.handed_to,
                Entry.hash.label("head"),
                Statement.text.label("case"),
                Belated.hash,
                Belated.entry_id,
                Belated.text,
                Belated.received_at,
            )
            .join(Statement, Statement.hash == Entry.hash)
            .outerjoin(Belated, and_(Belated.entry_id == Entry.id, belated.waits_for(person)))
            .where(*self.which, or_(Entry.state.in_(OPEN), Belated.hash.is_not(None)))
            .order_by(Belated.hash.is_(None), Entry.performed_on, Entry.id)
            .limit(MOST + late)
        )
        return connection.execute(query).all()

    def late_answers(self) -> list[AnyRow]:
        """Answers that came after their signer had left, about which this person is to decide."""
        found = (row for row in self.read if row.hash is not None)
        return sorted(found, key=lambda row: (row.received_at, row.hash))

    def last_on(self) -> str | None:
        """The day of the last case that stands."""
        return max((row.last_on for row in self.counted if row.state != "withdrawn"), default=None)

    def states(self, totals: Totals | None) -> list[Counted]:
        """How many cases stand where; what names no supervisor is counted apart, as nobody can sign it. What is signed,
        and by whom that counts, says the report's `totals`, where there is one."""
        counts = Counter[str]()
        for row in self.counted:
            state = "unnamed" if row.state in OPEN and row.holder_id is None else row.state
            counts[state] += row.cases
            counts["again"] += row.cases if row.again and state == "sent" else 0
        if totals is not None:
            counts["signed"], counts["unconfirmed"] = totals["signed"], totals.get("unconfirmed", 0)
        return [{"label": self._state(state), "cases": counts[state]} for state in ORDER if counts[state]]

    def holders(self) -> list[Holder]:
        """Who is expected to sign, with most cases first; what nobody took over stands under who left."""
        found: dict[str, Holder] = {}
        for row in self.counted:
            if row.state == "sent" and row.holder_id is not None:
                holder = answering(self.posts, row.holder_id)
                id = holder or row.holder_id
                line = found.setdefault(id, self._holder(id, holder, row.first_on))
                line["cases"] += row.cases
                line["oldest_on"] = min(line["oldest_on"], row.first_on)
                line["late"] = self._is_late(line["oldest_on"])
        return sorted(found.values(), key=lambda line: (-line["cases"], line["name"]))

    def open(self) -> list[Open]:
        """The cases that somebody must still do something about, oldest first, MOST of them."""
        found = {row.id: row for row in self.read if row.state in OPEN}
        oldest = sorted(found.values(), key=lambda row: (row.performed_on, row.id))
        return [self._line(row) for row in oldest[:MOST]]

    def more(self) -> int:
        """How many `open` leaves out."""
        cases: int = sum(row.cases for row in self.counted if row.state in OPEN)
        return max(cases - MOST, 0)

    def _state(self, state: str) -> str:
        return APART.get(state) or self.words["states"][state]["label"]

    def _holder(self, id: str, holder: str, oldest_on: str) -> Holder:
        return {
            "id": id,
            "name": self._name(id),
            # Left, and nobody took over.
            "handing": self.there[id].id if not holder and id in self.there else None,
            "cases": 0,
            "oldest_on": oldest_on,
            "late": False,
        }

    def _line(self, row: AnyRow) -> Open:
        doc: Doc = orjson.loads(row.case)
        state = self.words["states"][row.state]
        held = row.handed_to or row.supervisor_id
        holder = answering(self.posts, held) if held else ""
        return {
            "id": row.id,
            "on": row.performed_on,
            "areas": ", ".join(self.words["areas"].get(area, area) for area in doc["areas"]),
            "model": doc["model"]["code"],
            "state": {"code": row.state, **state},
            "supervisor": self._name(row.supervisor_id) if row.supervisor_id else "",
            "holder": self._name(holder) if holder and holder != row.supervisor_id else "",
            "handed": row.handed_to is not None,
            "handing": row.supervisor_id is not None and self.may_hand,
            "late": row.state == "sent" and self._is_late(row.performed_on),
        }

    def _is_late(self, day: str) -> bool:
        return bool(days_between(day, self.today) > LISTS["late_days"])

    def _name(self, id: str) -> str:
        return str(self.there[id].name) if id in self.there else "Somebody who is not in this programme"


_TRAINING = (
    select(Programme.id, Programme.name, Programme.tz, Membership.cohort_id)
    .join(Membership, Membership.programme_id == Programme.id)
    .where(Membership.role == "trainee", Membership.ended_at.is_(None))
    .order_by(Programme.name, Programme.id)
)
