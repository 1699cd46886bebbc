"""A role: how it begins and ends, with all that the feed must say about it, and who takes over what still waits."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from logbook.feed import Pointer, hold_writers, touch
from logbook.feed.register import publish_membership, publish_person, publish_programme
from logbook.models import Cohort, Entry, Membership, Programme, among
from logbook.models.engine import AnyRow
from logbook.office import enrolments, members
from logbook.permissions import Person
from logbook.problems import Conflict
from logbook.store.waiting import of_rows, posts_in
from logbook.succession import Post, answered_by
from logbook.traces import trace

# Who trains signs nothing there.
APART = {"trainee": "supervisor", "supervisor": "trainee"}
NO_COHORTS: Mapping[str, str | None] = MappingProxyType({})


def enrol(
    connection: Connection, person_id: str, programme_id: str, role: str, now: str, cohort: str | None = None
) -> str:
    """Give a person a role in a programme; gives the membership's id, the old one where they hold it already. A trainee
    comes into the `cohort` (an id), unless it ended or they have one.

    The last thing before commit, like everything that touches the feed. Raises Conflict where the programme has ended.
    """
    return enrol_in(connection, person_id, [(programme_id, role)], now, {programme_id: cohort})[0]


def enrol_in(
    connection: Connection,
    person_id: str,
    posts: Sequence[tuple[str, str]],
    now: str,
    cohorts: Mapping[str, str | None] = NO_COHORTS,
) -> list[str]:
    """The same of several (programme, role) at once, with {programme: cohort}: gives a membership's id for each."""
    # Before the first touch: whoever holds the feed's head may not wait for a writer that waits for the head. And
    # before the question, so that two links of one person make one role.
    hold_writers(connection)
    query = select(Membership.programme_id, Membership.role, Membership.id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    held = {(row.programme_id, row.role): row.id for row in connection.execute(query)}
    training = [there for there, role in posts if role == "trainee"]
    into = _left_in(connection, person_id, training) | _open_cohorts(connection, cohorts, training)
    new = {
        post: {
            "person_id": person_id,
            "programme_id": post[0],
            "role": post[1],
            "cohort_id": _into(post, into),
        }
        for post in dict.fromkeys(posts)
        if post not in held
    }
    placed = [
        pointer
        for post in sorted(held.keys() & {*posts})
        for pointer in _place(connection, held[post], _into(post, into))
    ]
    begun = _begin(connection, now, list(new.values()), placed)
    made = dict(zip(new, begun, strict=True))
    return [(held | made)[post] for post in posts]


def check_apart(connection: Connection, person_id: str, posts: Sequence[tuple[str, str]]) -> None:
    """Raises Conflict, in words for the person themselves, where they hold a role that does not go with one of these
    (programme, role)."""
    query = (
        select(Membership.programme_id, Membership.role, Programme.name)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .order_by(Programme.name)
    )
    for row in connection.execute(query):
        if (row.programme_id, APART.get(row.role, "")) in posts:
            does, other = ("train", "supervise") if row.role == "trainee" else ("supervise", "train")
            raise Conflict(
                f"You {does} in {row.name}: who {does}s there does not {other} there. Ask whoever invited you."
            )


def _into(post: tuple[str, str], cohorts: Mapping[str, str]) -> str | None:
    return cohorts.get(post[0]) if post[1] == "trainee" else None


def _open_cohorts(
    connection: Connection, cohorts: Mapping[str, str | None], programmes: Sequence[str]
) -> dict[str, str]:
    """Of {programme: cohort} those cohorts that take somebody in."""
    asked = sorted({id for there in programmes if (id := cohorts.get(there))})
    if not asked:
        return {}
    query = select(Cohort.programme_id, Cohort.id).where(Cohort.id.in_(asked), Cohort.ended_at.is_(None))
    return {row.programme_id: row.id for row in connection.execute(query)}


def _left_in(connection: Connection, person_id: str, programmes: Sequence[str]) -> dict[str, str]:
    """{programme: the cohort in which they trained there before}: whoever comes back goes on in it, also where it takes
    in nobody new."""
    if not programmes:
        return {}
    query = (
        select(Membership.programme_id, Membership.cohort_id)
        .where(Membership.person_id == person_id, Membership.programme_id.in_(programmes))
        .where(Membership.role == "trainee", Membership.cohort_id.is_not(None))
        .order_by(Membership.since, Membership.id)
    )
    return {row.programme_id: row.cohort_id for row in connection.execute(query)}


def _place(connection: Connection, membership_id: str, cohort: str | None) -> list[Pointer]:
    """Whoever trains there already comes into a cohort only if they have none; gives what is to be told of it."""
    if cohort is None:
        return []
    without = Membership.id == membership_id, Membership.cohort_id.is_(None)
    connection.execute(update(Membership).where(*without).values(cohort_id=cohort))
    return publish_membership(connection, membership_id)


def _begin(
    connection: Connection,
    now: str,
    posts: Sequence[dict[str, str | None]],
    placed: Sequence[Pointer] = (),
) -> list[str]:
    """New memberships of one person, by their columns, told to whom they concern, with what else is to be told of them
    (`placed`); gives their ids."""
    if not posts:
        touch(connection, placed)
        return []
    programmes = sorted({str(one["programme_id"]) for one in posts})
    ended = select(Programme.id).where(Programme.id.in_(programmes), Programme.ended_at.is_not(None))
    if connection.execute(ended).first() is not None:
        raise Conflict("The programme has ended: nobody joins it any more.")
    rows = [{**one, "id": str(uuid4()), "since": now, "ended_at": None} for one in posts]
    for row in rows:
        connection.execute(insert(Membership).values(**row))
        if row["role"] == "trainee":
            enrolments.hold(connection, str(row["programme_id"]), now, [str(row["person_id"])])
    pointers = [one for id in programmes for one in publish_programme(connection, id)]
    pointers += publish_person(connection, str(posts[0]["person_id"]))
    pointers += [one for row in rows for one in publish_membership(connection, str(row["id"]))]
    touch(connection, [*placed, *pointers])
    for row in rows:
        facts = {"about": row["person_id"], "programme": row["programme_id"], "role": row["role"]}
        trace("role_given", thing=row["id"], **facts)
    return [str(row["id"]) for row in rows]


def reinstate(connection: Connection, member: AnyRow, now: str) -> str:
    """Give an ended role again: a new membership that follows the old one, whose cohort and record it goes on with.
    What waited for a supervisor waits for them again, also where somebody had taken it over. Gives the new one's id, or
    that of a role they hold already."""
    hold_writers(connection)
    held = _held(connection, member.person_id, member.programme_id, member.role)
    if held:
        return held
    columns = {name: getattr(member, name) for name in ("person_id", "programme_id", "role", "cohort_id")}
    return _begin(connection, now, [{**columns, "follows": member.id}])[0]


def _held(connection: Connection, person_id: str, programme_id: str, role: str) -> str | None:
    where = Membership.person_id == person_id, Membership.programme_id == programme_id
    lasts = Membership.role == role, Membership.ended_at.is_(None)
    return connection.scalar(select(Membership.id).where(*where, *lasts))


def end(
    connection: Connection, membership_id: str, now: str, by: str | None = None, heir: str | None = None
) -> None:
    """End a role. What the person wrote and signed stays; what the role alone let them see goes. Of a supervisor `heir`
    (a person's id) takes over what waits for them: their cases go on naming who was there."""
    hold_writers(connection)
    ended = connection.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
        .values(ended_at=now, ended_by=by, handed_to=heir)
        .returning(Membership.person_id, Membership.programme_id, Membership.role)
    ).first()
    if ended is None:
        return
    touch(connection, publish_membership(connection, membership_id))
    facts = {"about": ended.person_id, "programme": ended.programme_id, "role": ended.role}
    trace("role_ended", thing=membership_id, **facts)


def hand_over(connection: Connection, membership_id: str, heir: str) -> None:
    """Let `heir` (a person's id) take over what still waits for a supervisor whose role has ended."""
    hold_writers(connection)
    connection.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_not(None))
        .values(handed_to=heir)
    )
    touch(connection, publish_membership(connection, membership_id))


class Waiting(NamedTuple):
    """What waits for a supervisor: cases to sign, the day of the oldest, and those sent back that will come again."""

    cases: int
    oldest_on: str | None
    returned: int


def is_asked(member: AnyRow) -> bool:
    """A supervisor of whom cases wait: not where somebody took over from them."""
    return member.role == "supervisor" and (member.ended_at is None or member.handed_to is None)


def waiting_for(connection: Connection, member: AnyRow) -> Waiting:
    """What waits for the supervisor of a membership, what they took over from others who left included."""
    return waiting_in(connection, [member])[member.id]


def waiting_in(
    connection: Connection, held: Sequence[AnyRow], everybody: Sequence[AnyRow] | None = None
) -> dict[str, Waiting]:
    """{id: the same} of several memberships, of whichever programmes; `everybody` in them, where that was read."""
    there = sorted({member.programme_id for member in held})
    if not there:
        return {}
    if everybody is None:
        rows = posts_in(connection, there)
    else:
        posts = (row for row in everybody if row.role == "supervisor" and row.programme_id in there)
        rows = sorted(posts, key=lambda row: (row.since, row.id))
    known, deciding = of_rows(rows), dict[tuple[str, str], str]()
    # Whoever came back answers again themselves; of who left, what was said at last holds.
    for row in sorted(rows, key=lambda row: row.ended_at is None):
        deciding[row.programme_id, row.person_id] = row.id
    theirs = {
        member.id: holding(known[member.programme_id], member.person_id)
        if member.ended_at is None or deciding[member.programme_id, member.person_id] == member.id
        else set[str]()
        for member in held
    }
    named = {"programmes": there, "people": sorted(set().union(*theirs.values()))}
    counted: dict[tuple[str, str], list[AnyRow]] = {}
    for row in connection.execute(_WAITING, named):
        counted.setdefault((row.programme_id, row.holder_id), []).append(row)
    return {
        member.id: _waiting(
            row for id in theirs[member.id] for row in counted.get((member.programme_id, id), ())
        )
        for member in held
    }


def holding(there: dict[str, list[Post]], person: str) -> set[str]:
    """Whose cases wait for a supervisor, or would if they were still there: their own, and of whoever handed theirs on
    to them."""
    return {person, *answered_by(there | {person: [Post(False, "")]}, person)}


def _waiting(rows: Iterable[AnyRow]) -> Waiting:
    cases, oldest, returned = 0, list[str](), 0
    for row in rows:
        if row.state == "sent":
            cases += row.cases
            oldest.append(row.oldest_on)
        else:
            returned += row.cases
    return Waiting(cases, min(oldest, default=None), returned)


def heirs(connection: Connection, person: Person, member: AnyRow) -> list[AnyRow]:
    """Who may take over from a supervisor: the others who supervise there now, by name."""
    rows = members.of_programme(connection, person, member.programme_id)
    return [
        row
        for row in rows
        if row.role == "supervisor" and row.ended_at is None and row.person_id != member.person_id
    ]


_WAITING = (
    select(
        Entry.programme_id,
        Entry.holder_id.label("holder_id"),
        Entry.state,
        func.count().label("cases"),
        func.min(Entry.performed_on).label("oldest_on"),
    )
    .where(among(Entry.programme_id, "programmes"), Entry.state.in_(["sent", "returned"]))
    .where(among(Entry.holder_id, "people"))
    .group_by(Entry.programme_id, Entry.holder_id, Entry.state)
)
