"""One supervisor as a coordinator sees them: what waits and how old it is, how soon they answer, how they rate, and
whom they train. Beside the others' together, never in an order with them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from logbook import instants
from logbook.folding import by_name
from logbook.models import Entry, Membership, Programme, Signoff, among
from logbook.models import Person as People
from logbook.models.apart import days_apart
from logbook.models.engine import AnyRow
from logbook.office import renewing, roles, school_register
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person, visible
from logbook.shapes.served.supervision import Age, Pace, Post, Rated, Rating, Supervising, Trained
from logbook.shapes.words import Vocabulary
from logbook.store import waiting
from logbook.vocabulary import LISTS

SINCE_DAYS = 365  # what was answered before says little of today
FEW = 5  # answers, below which nothing is compared
MOST = 50  # trainees


class Quartiles(NamedTuple):
    """Of some numbers in order: a quarter lies at or below the first, half at or below the second."""

    first: int
    median: int
    third: int


class Waits(NamedTuple):
    """Cases of one trainee that wait for an answer, of one day."""

    programme: str
    trainee: str
    state: str
    on: str
    cases: int


def find(connection: Connection, person: Person, supervisor_id: str) -> list[AnyRow]:
    """Their memberships as a supervisor in programmes that this person runs, as they began."""
    return list(
        connection.execute(
            _POSTS.where(visible(person, "see supervisor"), Membership.person_id == supervisor_id)
        )
    )


def told(
    connection: Connection, person: Person, posts: Sequence[AnyRow], words: Vocabulary, now: str, tz: str
) -> Supervising:
    """All that the page says of the memberships that `find` gave. Ten queries, however many cases there are."""
    id, there = posts[0].person_id, sorted({post.programme_id for post in posts})
    clock = Clock(now, tz)
    waits = _waits(connection, id, there)
    since = instants.plus(now, days=-SINCE_DAYS)
    mine, others = _answered(connection, id, there, since)
    trained = _trained(connection, posts, waits, since)
    late = sum(one.cases for one in waits if one.state == "sent" and _days(one, clock) > LISTS["late_days"])
    return {
        "posts": [_post(post, clock, {one.programme for one in waits}) for post in posts],
        "waiting": sum(one.cases for one in waits if one.state == "sent"),
        "returned": sum(one.cases for one in waits if one.state == "returned"),
        "late": late,
        "oldest_on": min((one.on for one in waits if one.state == "sent"), default=None),
        "ages": _ages(waits, clock),
        "pace": _pace(mine.days),
        "others_pace": _pace(others.days),
        "rating": _rating(mine.ratings, others.ratings, words),
        "trainees": trained[:MOST],
        "more": max(len(trained) - MOST, 0),
        "today": clock.today,
        "late_days": LISTS["late_days"],
        "register": school_register.in_short(connection, person, posts, words, clock),
        "licences": renewing.in_short(connection, person, posts, words, clock),
    }


def quartiles(counts: Mapping[int, int]) -> Quartiles | None:
    """Of numbers, by how often each occurs; None of fewer than FEW."""
    many = sum(counts.values())
    if many < FEW:
        return None
    return Quartiles(*(_at(counts, -(-many * quarter // 4)) for quarter in (1, 2, 3)))


def _at(counts: Mapping[int, int], place: int) -> int:
    """The number that stands at this place, counted from one."""
    for number in sorted(counts):
        place -= counts[number]
        if place <= 0:
            return number
    raise ValueError("There are not so many.")


def _waits(connection: Connection, id: str, there: list[str]) -> list[Waits]:
    """What they are to answer now: their own, and of whoever handed theirs on to them."""
    known = waiting.of_rows(waiting.posts_in(connection, there))
    held = {one: roles.holding(known.get(one, {}), id) for one in there}
    rows = connection.execute(_WAITS, {"programmes": there, "people": sorted(set().union(*held.values()))})
    return [
        Waits(row.programme_id, row.trainee_id, row.state, row.performed_on, row.cases)
        for row in rows
        if row.holder_id in held[row.programme_id]
    ]


def _days(one: Waits, clock: Clock) -> int:
    return days_between(one.on, clock.today)


def _ages(waits: Iterable[Waits], clock: Clock) -> list[Age]:
    late = LISTS["late_days"]
    steps = [
        ("Up to 3 days", 3),
        (f"4 to {late} days", late),
        (f"{late + 1} to 30 days", 30),
        ("More than 30 days", None),
    ]
    counts = Counter[str]()
    for one in waits:
        if one.state == "sent":
            days = _days(one, clock)
            counts[next(label for label, most in steps if most is None or days <= most)] += one.cases
    most = max(counts.values(), default=0)
    return [
        {"label": label, "cases": counts[label], "share": counts[label] * 100 // most if most else 0}
        for label, _ in steps
    ]


class Answered(NamedTuple):
    """Signatures of a year: after how many days, and with which ratings, {number: how often}."""

    days: dict[int, int]
    ratings: dict[int, int]


def _answered(connection: Connection, id: str, there: list[str], since: str) -> tuple[Answered, Answered]:
    """Theirs, and the others' together. Counted in the database: a year of a school is fifteen thousand of them."""
    mine = (Signoff.signer_id == id).label("mine")
    days = days_apart(Entry.performed_on, func.substr(Signoff.signed_at, 1, 10)).label("days")
    query = (
        select(mine, days, Signoff.rating, func.count().label("cases"))
        .join(Entry, Entry.id == Signoff.entry_id)
        .where(*_signed(since))
        .group_by(mine, days, Signoff.rating)
    )
    found = {one: Answered(Counter(), Counter()) for one in (True, False)}
    for row in connection.execute(query, {"programmes": there}):
        counted = found[bool(row.mine)]
        # What was signed by the clock of another zone may lie a day before its case.
        counted.days[max(row.days, 0)] += row.cases
        if row.rating is not None:
            counted.ratings[row.rating] += row.cases
    return found[True], found[False]


def _signed(since: str) -> tuple[ColumnElement[bool], ...]:
    return (
        among(Entry.programme_id, "programmes"),
        Signoff.verdict == "signed",
        Signoff.withdrawn_at.is_(None),
        Signoff.signed_at > since,
    )


def _pace(counts: Mapping[int, int]) -> Pace | None:
    """How many days lie between a case and its signature; None of too few."""
    found = quartiles(counts)
    if found is None:
        return None
    first, median, third = found
    return {"first": first, "median": median, "third": third, "cases": sum(counts.values())}


def _rating(theirs: Mapping[int, int], others: Mapping[int, int], words: Vocabulary) -> Rating:
    return {
        "theirs": _spread(theirs),
        "others": _spread(others),
        "given": sum(theirs.values()),
        "rows": [
            {
                "rating": int(code),
                "label": label,
                "theirs": _percent(theirs, int(code)),
                "others": _percent(others, int(code)),
            }
            for code, label in words["ratings"].items()
        ],
    }


def _spread(counts: Mapping[int, int]) -> Rated | None:
    found = quartiles(counts)
    return found and {"first": found.first, "median": found.median, "third": found.third}


def _percent(counts: Mapping[int, int], rating: int) -> int:
    many = sum(counts.values())
    return round(counts.get(rating, 0) * 100 / many) if many else 0


def _trained(
    connection: Connection, posts: Sequence[AnyRow], waits: Iterable[Waits], since: str
) -> list[Trained]:
    """Whom they train: whose cases they signed, or are to sign; who waits most first."""
    found: dict[tuple[str, str], Trained] = {}
    names = {post.programme_id: post.programme_name for post in posts}

    def line(programme: str, trainee: str) -> Trained:
        blank: Trained = {
            "id": trainee,
            "name": "",
            "programme_id": programme,
            "programme": names[programme] if len(names) > 1 else "",
            "waiting": 0,
            "returned": 0,
            "signed": 0,
            "last_on": None,
        }
        return found.setdefault((programme, trainee), blank)

    for one in waits:
        line(one.programme, one.trainee)["waiting" if one.state == "sent" else "returned"] += one.cases
    theirs = _TRAINED.where(*_signed(since), Signoff.signer_id == posts[0].person_id)
    for row in connection.execute(theirs, {"programmes": sorted(names)}):
        told = line(row.programme_id, row.trainee_id)
        told["signed"], told["last_on"] = row.cases, row.last_at[:10]
    asked = {"people": sorted({trainee for _, trainee in found})}
    called = {row.id: row.name for row in connection.execute(_NAMES, asked)}
    for (_, trainee), told in found.items():
        told["name"] = called.get(trainee, "")
    return sorted(found.values(), key=lambda one: (-one["waiting"], *by_name(one["name"])))


def _post(post: AnyRow, clock: Clock, waits: Collection[str]) -> Post:
    return {
        "id": post.id,
        "programme": post.programme_name,
        "since": clock.local(post.since)[:10],
        "ended_on": clock.local(post.ended_at)[:10] if post.ended_at else None,
        "handed": post.handed_to is not None,
        "waits": post.programme_id in waits,
    }


_POSTS = (
    select(
        Membership.id,
        Membership.person_id,
        Membership.programme_id,
        Membership.role,
        Membership.since,
        Membership.ended_at,
        Membership.handed_to,
        People.name,
        People.email,
        Programme.name.label("programme_name"),
    )
    .join(People, People.id == Membership.person_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .order_by(Membership.ended_at.is_not(None), Membership.since, Membership.id)
)
_TRAINED = (
    select(
        Entry.programme_id,
        Entry.trainee_id,
        func.count().label("cases"),
        func.max(Signoff.signed_at).label("last_at"),
    )
    .join(Signoff, Signoff.entry_id == Entry.id)
    .group_by(Entry.programme_id, Entry.trainee_id)
)
_NAMES = select(People.id, People.name).where(among(People.id, "people"))
_WAITS = (
    select(
        Entry.programme_id,
        Entry.holder_id.label("holder_id"),
        Entry.trainee_id,
        Entry.state,
        Entry.performed_on,
        func.count().label("cases"),
    )
    .where(among(Entry.programme_id, "programmes"), Entry.state.in_(["sent", "returned"]))
    .where(among(Entry.holder_id, "people"))
    .group_by(Entry.programme_id, Entry.holder_id, Entry.trainee_id, Entry.state, Entry.performed_on)
)
