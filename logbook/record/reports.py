"""Reports: each kept with a hash of all it was made of, so that whoever asks sees without reading a case whether it
still holds (decision 45).

A case and what is said of it are not hashed: whoever writes them draws the report's `mark` anew in the same
transaction. What all reports of a programme stand on, its facts, its rules and whom its provider confirmed, is little
and is read as it is.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased

from logbook import canonical, instants, shapes, wishes
from logbook.eligibility import Case, judging, report
from logbook.models import Confirmation, Entry, Membership, Programme, Report, among
from logbook.record import pathway, published
from logbook.record.facts import NOTHING_HEARD, Heard, facts
from logbook.record.published import Published
from logbook.record.signers import Signer
from logbook.record.terms import Terms, terms

# Every table that a report is made of, and by what a change of it is noticed: `mark`, drawn anew by who writes it;
# `read`, as it is, whenever somebody asks; `fixed`, rows are added and never change, and what leads to them is marked.
FED_BY = {
    "entry": "mark",
    "signoff": "mark",
    "review": "mark",
    "set_aside": "mark",
    "statement": "fixed",
    "programme": "read",
    "confirmation": "read",
    "requirement_set": "mark",
    "enrolment": "mark",
    "rule_exception": "mark",
    "arrangement": "mark",
    "membership": "mark",
    "person": "mark",
    "person_change": "mark",
}
# Who judges: with a build that judges otherwise every report is made anew.
JUDGES = (
    "eligibility",
    "kinds",
    "record",
    "vocabulary",
    "canonical.py",
    "deadlines.py",
    "instants.py",
    "moments.py",
    "schemas/entry.py",
)
WHOLE = 60  # cases that are judged gate by gate together with their report; what is more is left to a worker
INLINE = 500  # cases whose reports are made while somebody waits; what is more is left to a worker
PATIENCE_S = 60  # after so long nobody takes up the wish: whoever asks makes the report, however large
KIND, GATES = "report", "gates"  # of jobs

_log = logging.getLogger("logbook")


class Ground(NamedTuple):
    """What all reports of a programme stand on beside the cases; `digest` is the hash of it."""

    programme: str
    tz: str
    asked: Published  # of whoever was never enrolled under a version
    known: frozenset[
        Signer
    ]  # whom its provider confirmed, by whichever of its programmes (`signers.confirmed`)
    digest: str


class Kept(NamedTuple):
    """The report of a trainee as it is kept; `text` is None where none was ever made.

    `gates` are the texts of the whole result where it was judged just now, None otherwise; `gates_of` is the hash of
    the report whose gates are documents, and of all that is met there what `ends_rule` names ends first, on `ends_on`.
    """

    trainee: str
    programme: str
    mark: str = ""
    inputs: str | None = None
    made_on: str | None = None
    text: str | None = None
    number: int = 0
    gates_of: str | None = None
    ends_on: str | None = None
    ends_rule: str | None = None
    gates: tuple[str, ...] | None = None

    @property
    def is_ungated(self) -> bool:
        """Whether its gates are those of another report, or there are none yet."""
        return self.text is not None and self.gates is None and self.gates_of != canonical.digest(self.text)

    @property
    def doc(self) -> shapes.Report:
        """The report read; it has to be there."""
        doc: shapes.Report = orjson.loads(self.text or "")
        return doc


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


NOBODY_KNOWN: Mapping[str, frozenset[Signer]] = MappingProxyType({})


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


def of_trainee(connection: Connection, account_id: str) -> list[Kept]:
    """A row for each programme the account trains in now, by name."""
    return [_kept(row) for row in connection.execute(_OF_TRAINEE, {"account": account_id})]


def of_trainee_since(connection: Connection, account_id: str, number: int) -> list[Kept]:
    """Those of them that a worker made for the account's phones after this number of the feed."""
    values = {"account": account_id, "since": number}
    return [_kept(row) for row in connection.execute(_OF_TRAINEE_SINCE, values)]


def of_programmes(connection: Connection, programmes: Iterable[str]) -> list[Kept]:
    """A row for everybody who trains in one of these programmes now."""
    return [_kept(row) for row in connection.execute(_OF_PROGRAMMES, {"programmes": sorted(programmes)})]


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


def make(
    connection: Connection,
    one: Kept,
    ground: Ground,
    now: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
    *,
    whole: bool = False,
) -> Kept:
    """The report as it is today, of the cases that this connection sees; `heard`: as `facts` has it. With its gates
    where they are few, or where the `whole` result is asked for."""
    today = instants.day(now, ground.tz)
    return _made(connection, one, ground, today, heard, whole=whole)._replace(inputs=_inputs(one, ground))


def report_for(connection: Connection, trainee_id: str, programme_id: str, today: str) -> shapes.Report:
    """The report of a trainee on some day, whatever is kept. Raises KeyError for a programme there is not."""
    ground = grounds(connection, {programme_id})[programme_id]
    on, cases = _judged(connection, trainee_id, ground, today)
    return _report(trainee_id, ground, on, cases, today)


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


def all_kept(connection: Connection) -> list[Kept]:
    """Every report that was made, whether it still holds or not."""
    return [_kept(row) for row in connection.execute(_OF_ALL)]


def wrong(connection: Connection) -> list[tuple[str, str]]:
    """(trainee, programme) of every kept report that says of itself that it holds, and is not what is made of all there
    is, on the day it was made: somebody wrote of a case past `mark`, or the text was damaged."""
    found = all_kept(connection)
    stands = grounds(connection, {one.programme for one in found}) if found else {}
    return [
        (one.trainee, one.programme)
        for one in found
        if _holds(one, ground := stands[one.programme]) and one.text != _text(connection, one, ground)
    ]


def judged_again(connection: Connection) -> list[Kept]:
    """Every report whose gates are documents and that says what there is, on its own day, with the gates as they are
    made now."""
    found = [one for one in all_kept(connection) if not one.is_ungated]
    stands = grounds(connection, {one.programme for one in found}) if found else {}
    holding = [one for one in found if _holds(one, stands[one.programme])]
    again = (_made(connection, one, stands[one.programme], one.made_on or "", whole=True) for one in holding)
    return [made for one, made in zip(holding, again, strict=True) if made.text == one.text]


def keep(connection: Connection, made: Iterable[Kept], number: int = 0) -> list[Kept]:
    """Keep these; those of them that still say what there is. Where a case was written meanwhile, nothing changes.
    Whoever keeps one that has gates makes documents of them in the same transaction (`feed.pathway`)."""
    # In the order of `mark`: of two who take the rows of the same people, one waits for the other, not each for each.
    return [
        one
        for one in sorted(made, key=lambda one: (one.trainee, one.programme))
        if connection.execute(_KEEP, _row(one) | {"number": max(number, one.number)}).rowcount
    ]


def _row(one: Kept) -> dict[str, Any]:
    row = one._asdict()
    # Gates that are made later leave those that are there with the report they are of.
    if row.pop("gates") is not None:
        row["gates_of"] = canonical.digest(one.text or "")
    return row


def grounds(connection: Connection, programmes: Iterable[str]) -> dict[str, Ground]:
    """{programme: what its reports stand on}."""
    found: dict[str, Any] = {}
    known: dict[str, set[Signer]] = {}
    for row in connection.execute(_GROUNDS, {"programmes": sorted(programmes)}):
        found[row.id] = row
        signer = (row.person_id, row.name, row.licence_body, row.licence_number)
        known.setdefault(row.id, set()).update([signer] if row.person_id else ())
    asked = published.newest(connection, {row.requirement_set for row in found.values()})
    return {id: _ground(row, known[id], asked[row.requirement_set]) for id, row in found.items()}


@cache
def judges() -> str:
    """The hash of the code that makes a report."""
    here, found = Path(__file__).resolve().parent.parent, sha256()
    for name in JUDGES:
        place = here / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found.update(
                f"{path.relative_to(here).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode()
            )
    return found.hexdigest()


def _made(
    connection: Connection,
    one: Kept,
    ground: Ground,
    today: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
    *,
    whole: bool = False,
) -> Kept:
    on, cases = _judged(connection, one.trainee, ground, today, heard)
    said = _spelled(_report(one.trainee, ground, on, cases, today))
    made = one._replace(made_on=today, text=said, number=0, gates=None)
    if not whole and len(cases) > WHOLE:
        return made
    result = judging.judge(on.asked.whole, on.facts(cases), today)
    end = pathway.first_end(on.asked.whole, result)
    gates = pathway.documents(one.trainee, one.programme, canonical.digest(said), on, result)
    return made._replace(gates=gates, ends_on=end and end.on, ends_rule=end and end.rule)


def _judged(
    connection: Connection,
    trainee: str,
    ground: Ground,
    today: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
) -> tuple[Terms, list[Case]]:
    """By what a trainee is judged, and their cases."""
    cases = facts(connection, trainee, ground.programme, ground.tz, known=ground.known, heard=heard)
    return terms(connection, trainee, ground.programme, ground.asked, today, ground.tz), cases


def _report(trainee: str, ground: Ground, on: Terms, cases: list[Case], today: str) -> shapes.Report:
    return report(trainee, ground.programme, on.asked.told, cases, today, on.asked.whole, on.known)


def _text(connection: Connection, one: Kept, ground: Ground) -> str:
    """What a kept report must say, if it holds."""
    on, cases = _judged(connection, one.trainee, ground, one.made_on or "")
    return _spelled(_report(one.trainee, ground, on, cases, one.made_on or ""))


def _spelled(doc: shapes.Report) -> str:
    # Canonical without a walk through it: it is made of whole numbers and words of ours, as its shape says.
    return orjson.dumps(doc, option=orjson.OPT_SORT_KEYS).decode()


def _ground(row: Any, known: set[Signer], asked: Published) -> Ground:
    said = [judges(), row.tz, asked.hash, sorted(known)]
    return Ground(row.id, row.tz, asked, frozenset(known), sha256(orjson.dumps(said)).hexdigest())


def _is_current(one: Kept, ground: Ground, now: str) -> bool:
    return one.made_on == instants.day(now, ground.tz) and _holds(one, ground)


def _holds(one: Kept, ground: Ground) -> bool:
    return one.inputs == _inputs(one, ground)


def _inputs(one: Kept, ground: Ground) -> str:
    return sha256(f"{one.trainee} {one.programme} {one.mark} {ground.digest}".encode()).hexdigest()


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


def _kept(row: Any) -> Kept:
    return Kept(
        row.person_id,
        row.programme,
        row.mark or "",
        row.inputs,
        row.made_on,
        row.text,
        row.number or 0,
        row.gates_of,
        row.ends_on,
        row.ends_rule,
    )


_ROW = (
    Membership.person_id,
    Membership.programme_id.label("programme"),
    Report.mark,
    Report.inputs,
    Report.made_on,
    Report.text,
    Report.number,
    Report.gates_of,
    Report.ends_on,
    Report.ends_rule,
)
_TRAINING = (
    select(*_ROW)
    .outerjoin(
        Report, (Report.trainee_id == Membership.person_id) & (Report.programme_id == Membership.programme_id)
    )
    .where(Membership.role == "trainee", Membership.ended_at.is_(None))
)
_OF_TRAINEE = (
    _TRAINING.join(Programme, Programme.id == Membership.programme_id)
    .where(Membership.person_id == bindparam("account"))
    .order_by(Programme.name, Programme.id)
)
_OF_TRAINEE_SINCE = _OF_TRAINEE.where(Report.number > bindparam("since"))
_OF_PROGRAMMES = _TRAINING.where(among(Membership.programme_id, "programmes")).order_by(
    Membership.programme_id, Membership.person_id
)
_OF_ALL = (
    select(
        Report.trainee_id.label("person_id"),
        Report.programme_id.label("programme"),
        Report.mark,
        Report.inputs,
        Report.made_on,
        Report.text,
        Report.number,
        Report.gates_of,
        Report.ends_on,
        Report.ends_rule,
    )
    .where(Report.text.is_not(None))
    .order_by(Report.trainee_id, Report.programme_id)
)
_OTHER = aliased(Programme)
# Both in one question. As `signers.confirmed`: whoever was confirmed by any programme of the same provider.
_GROUNDS = (
    select(
        Programme.id,
        Programme.tz,
        Programme.requirement_set,
        Confirmation.person_id,
        Confirmation.name,
        Confirmation.licence_body,
        Confirmation.licence_number,
    )
    .join(_OTHER, _OTHER.provider_id == Programme.provider_id)
    .outerjoin(Confirmation, Confirmation.programme_id == _OTHER.id)
    .where(among(Programme.id, "programmes"))
    .distinct()
)
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
# Where the mark was drawn anew since, what was made is of yesterday, and nothing is kept.
_KEEP = text(
    "INSERT INTO report (trainee_id, programme_id, mark, inputs, made_on, text, number, gates_of, ends_on, ends_rule) "
    "VALUES (:trainee, :programme, :mark, :inputs, :made_on, :text, :number, :gates_of, :ends_on, :ends_rule) "
    "ON CONFLICT (trainee_id, programme_id) DO UPDATE SET inputs = excluded.inputs, made_on = excluded.made_on, "
    "text = excluded.text, gates_of = excluded.gates_of, ends_on = excluded.ends_on, "
    "ends_rule = excluded.ends_rule, "
    "number = CASE WHEN excluded.number > report.number THEN excluded.number ELSE report.number END "
    "WHERE report.mark = excluded.mark"
)
