"""Reports in the shape of the feed's documents. They have no pointers and no digest."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from logbook import canonical, record
from logbook.feed import cursor as cursors
from logbook.feed.head import Pointer
from logbook.feed.placing import own_cell
from logbook.models import Membership
from logbook.record.reports import NONE, Kept, Reports
from logbook.shapes import Wire


def reports(connection: Connection, account_id: str, now: str) -> tuple[list[Wire], Reports]:
    """How far the account's own logbooks are, one document each, of whichever day; and what is to be kept and made."""
    found = record.reports.of_trainee(connection, account_id)
    told = record.reports.up_to_date(connection, found, now, whole=False, always=True)
    return [_wire(one) for one in told.shown], told


def pulled(
    connection: Connection,
    account_id: str,
    cursor: str | None,
    now: str,
    *,
    changed: bool,
    fresh: Iterable[Kept] = (),
) -> tuple[list[Wire], Reports]:
    """The same for a phone that pulls, where it has read all else; `changed` whether it was told of anything; `fresh`
    what it had made just now by what it brought.

    A phone that begins gets what there is. Another gets a report of today with whatever changed, and one that a worker
    made for it by itself; meanwhile it shows the one it has, with its day.
    """
    read = cursors.given(cursor, account_id)
    # The last page of many is asked for with a cursor too, and what a full pull did not bring leaves the phone.
    since, begins = read.seq, read.begins
    if not changed and not begins:
        return [_wire(one) for one in record.reports.of_trainee_since(connection, account_id, since)], NONE
    found = record.reports.of_trainee(connection, account_id)
    told = record.reports.up_to_date(connection, found, now, whole=False, always=begins, fresh=fresh)
    sent = (one for one in told.shown if begins or one.number > since or one not in told.late)
    return [_wire(one) for one in sent if one.text is not None], told


def judged_anew(connection: Connection, whose: Iterable[tuple[str, str]]) -> list[Pointer]:
    """Say that the reports of these (trainee, programme) hold no more for a reason that is no statement; gives what to
    `touch` for it. A phone to which nothing is new asks for no report, so it is told its own role there once more."""
    theirs = sorted(set(whose))
    record.reports.mark(connection, theirs)
    found = [
        (trainee, id)
        for trainee, programme in theirs
        for id in connection.scalars(_TRAINING, {"trainee": trainee, "programme": programme})
    ]
    return [(own_cell("membership", trainee), "membership", id) for trainee, id in found]


def _wire(one: Kept) -> Wire:
    text = one.text or ""
    return {
        "kind": "report",
        "id": f"{one.trainee}.{one.programme}",
        "rev": 1,
        "hash": canonical.digest(text),
        "stmt": text,
        "received_at": None,
    }


_TRAINING = (
    select(Membership.id)
    .where(
        Membership.person_id == bindparam("trainee"),
        Membership.programme_id == bindparam("programme"),
        Membership.role == "trainee",
    )
    .order_by(Membership.id)
)
