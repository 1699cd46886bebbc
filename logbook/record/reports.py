"""Reports: each kept with a hash of all it was made of, so that whoever asks sees without reading a case whether it
still holds (decision 45).

A case and what is said of it are not hashed: whoever writes them draws the report's `mark` anew in the same
transaction. What all reports of a programme stand on, its facts, its rules and whom its provider confirmed, is little
and is read as it is.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from logbook import instants, wishes
from logbook.models import Entry, among
from logbook.record.facts import Heard
from logbook.record.grounds import FED_BY, JUDGES, NOBODY_KNOWN, Ground, grounds, judges
from logbook.record.making import WHOLE, inputs, make, report_for, said, with_gates
from logbook.record.remembered import Kept, all_kept, keep, of_programmes, of_trainee, of_trainee_since
from logbook.record.signers import Signer

# Whoever is above asks here, whichever of the four files has it.
__all__ = [
    "FED_BY",
    "GATES",
    "INLINE",
    "JUDGES",
    "KIND",
    "NONE",
    "PATIENCE_S",
    "WHOLE",
    "Ground",
    "Kept",
    "Reports",
    "Wish",
    "all_kept",
    "grounds",
    "judged_again",
    "judges",
    "keep",
    "make",
    "mark",
    "mark_own",
    "of_programmes",
    "of_trainee",
    "of_trainee_since",
    "renewed",
    "report_for",
    "up_to_date",
    "wanted_gates",
    "wrong",
]
INLINE = 500  # cases whose reports are made while somebody waits; what is more is left to a worker
PATIENCE_S = 60  # after so long nobody takes up the wish: whoever asks makes the report, however large
KIND, GATES = "report", "gates"  # of jobs

_log = logging.getLogger("logbook")


class Wish(NamedTuple):
    """What a worker is to make: the reports of a programme that hold no more; of one trainee, where one is named; with
    their gates, where those are `whole`."""

    programme: str
    trainee: str = ""
    whole: bool = False

    @property
    def kind(self) -> str:
        """Of job."""
        return GATES if self.whole else KIND

    @property
    def payload(self) -> dict[str, str]:
        """What the job is given."""
        return {"programme": self.programme, "trainee": self.trainee}

    @property
    def key(self) -> str:
        """The same for the same wish."""
        return f"{self.kind}:{self.programme}:{self.trainee}"


class Reports(NamedTuple):
    """Reports as somebody is `shown` them: `made` are those of them that were made just now and are to be kept; `late`
    are of an earlier day or state, or there is none yet; `wanted` is what nobody has asked a worker for yet. `known`
    are the signers of each programme that was asked about whom its provider confirmed; `ungated` hold, and their gates
    are another report's."""

    shown: list[Kept]
    made: list[Kept]
    late: list[Kept]
    wanted: list[Wish]
    known: Mapping[str, frozenset[Signer]] = NOBODY_KNOWN
    ungated: Sequence[Kept] = ()


NONE = Reports([], [], [], [])


def mark(connection: Connection, whose: Iterable[tuple[str, str]]) -> None:
    """Say that the reports of these (trainee, programme) hold no more; in the transaction that writes why."""
    drawn = str(uuid4())
    rows = [{"trainee": one, "programme": there, "mark": drawn} for one, there in sorted(set(whose))]
    if rows:
        connection.execute(_MARK, rows)


def mark_own(
    connection: Connection, trainee: str, programme: str, now: str, heard: Mapping[str, Heard]
) -> Kept | None:
    """The same where somebody writes of their own cases alone; up to INLINE of them the new report is made, kept and
    given. Whoever writes of them meanwhile waits for the mark, so it is made of all there is."""
    drawn = str(uuid4())
    values = {"trainee": trainee, "programme": programme, "mark": drawn, "most": INLINE + 1}
    if connection.execute(_MARK_OWN, values).scalar_one() > INLINE:
        return None
    ground = grounds(connection, {programme})[programme]
    try:
        made = make(connection, Kept(trainee, programme, drawn), ground, now, heard)
    except SQLAlchemyError:
        raise
    except Exception:
        # What counts is judged again by whoever looks. What somebody writes is never refused because this fails.
        _log.exception("no report was made of %s", trainee)
        return None
    keep(connection, [made])
    return made


def up_to_date(
    connection: Connection,
    found: Sequence[Kept],
    now: str,
    *,
    whole: bool,
    always: bool = False,
    fresh: Iterable[Kept] = (),
) -> Reports:
    """These reports as they are to be shown. What holds no more, or is of an earlier day, is made anew here, the stale
    first, as far as INLINE cases go; `always` where there is none yet. The rest is left to a worker: one wish a
    programme (`whole`) or one a trainee. `fresh` were made and kept a moment ago."""
    known = {(one.mark, one.inputs) for one in fresh}
    asked = [one for one in found if (one.mark, one.inputs) not in known]
    if not asked:
        return NONE._replace(shown=list(found))
    stands = grounds(connection, {one.programme for one in asked})
    due = [one for one in asked if not _is_current(one, stands[one.programme], now)]
    chosen = _chosen(connection, due, stands, always=always)
    wish = {one: Wish(one.programme, "" if whole else one.trainee) for one in due if one not in chosen}
    waits = wishes.waiting(connection, {one.key for one in wish.values()}) if wish else {}
    since = instants.plus(now, seconds=-PATIENCE_S)
    chosen |= {one for one, wanted in wish.items() if waits.get(wanted.key, now) < since}
    made = {one: make(connection, one, stands[one.programme], now) for one in due if one in chosen}
    late = [one for one in due if one not in made]
    return Reports(
        shown=[made.get(one, one) for one in found],
        made=list(made.values()),
        late=late,
        wanted=[one for one in dict.fromkeys(wish[one] for one in late) if one.key not in waits],
        known={id: ground.known for id, ground in stands.items()},
        # Of many at once nobody asks how each gate stands.
        ungated=() if whole else [one for one in asked if one not in due and one.is_ungated],
    )


def renewed(connection: Connection, wish: Wish, now: str) -> list[Kept]:
    """The reports of a wish that hold no more, made anew; of one trainee also one that holds."""
    found = (
        of_trainee(connection, wish.trainee) if wish.trainee else of_programmes(connection, [wish.programme])
    )
    found = [one for one in found if one.programme == wish.programme]
    stands = grounds(connection, {wish.programme}) if found else {}
    due = [
        one
        for one in found
        if wish.trainee or not _is_current(one, stands[one.programme], now) or (wish.whole and one.is_ungated)
    ]
    return [make(connection, one, stands[one.programme], now, whole=wish.whole) for one in due]


def wanted_gates(kept: Iterable[Kept]) -> list[Wish]:
    """What a worker is to make of reports that were just kept without their gates: one wish a programme, of its one
    trainee where there is one."""
    found: dict[str, list[str]] = {}
    for one in kept:
        if one.is_ungated:
            found.setdefault(one.programme, []).append(one.trainee)
    return [
        Wish(programme, trainees[0] if len(trainees) == 1 else "", whole=True)
        for programme, trainees in sorted(found.items())
    ]


def wrong(connection: Connection) -> list[tuple[str, str]]:
    """(trainee, programme) of every kept report that says of itself that it holds, and is not what is made of all there
    is, on the day it was made: somebody wrote of a case past `mark`, or the text was damaged."""
    found = all_kept(connection)
    stands = grounds(connection, {one.programme for one in found}) if found else {}
    return [
        (one.trainee, one.programme)
        for one in found
        if _holds(one, ground := stands[one.programme]) and one.text != said(connection, one, ground)
    ]


def judged_again(connection: Connection) -> list[Kept]:
    """Every report whose gates are documents and that says what there is, on its own day, with the gates as they are
    made now."""
    found = [one for one in all_kept(connection) if not one.is_ungated]
    stands = grounds(connection, {one.programme for one in found}) if found else {}
    holding = [one for one in found if _holds(one, stands[one.programme])]
    again = (with_gates(connection, one, stands[one.programme]) for one in holding)
    return [made for one, made in zip(holding, again, strict=True) if made.text == one.text]


def _is_current(one: Kept, ground: Ground, now: str) -> bool:
    return one.made_on == instants.day(now, ground.tz) and _holds(one, ground)


def _holds(one: Kept, ground: Ground) -> bool:
    return one.inputs == inputs(one, ground)


def _chosen(
    connection: Connection, due: Sequence[Kept], stands: dict[str, Ground], *, always: bool
) -> set[Kept]:
    """Those that are made here."""
    if not due:
        return set()
    rows = connection.execute(_CASES, {"trainees": sorted({one.trainee for one in due})})
    counts = {row.trainee_id: row.cases for row in rows}
    chosen, cases = {one for one in due if always and one.text is None}, 0
    for one in sorted(due, key=lambda one: _holds(one, stands[one.programme])):
        cases += counts.get(one.trainee, 0)
        if cases <= INLINE:
            chosen.add(one)
    return chosen


_CASES = (
    select(Entry.trainee_id, func.count().label("cases"))
    .where(among(Entry.trainee_id, "trainees"))
    .group_by(Entry.trainee_id)
)
_MARK = text(
    "INSERT INTO report (trainee_id, programme_id, mark, number) VALUES (:trainee, :programme, :mark, 0) "
    "ON CONFLICT (trainee_id, programme_id) DO UPDATE SET mark = excluded.mark"
)
# Who holds more than is made at once is not counted further.
_MARK_OWN = text(
    f"{_MARK.text} RETURNING (SELECT count(*) FROM (SELECT 1 FROM entry "  # noqa: S608  (names and a number of ours)
    f"WHERE trainee_id = :trainee LIMIT :most) AS held) AS cases"
)
