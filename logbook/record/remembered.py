"""The rows of reports: one a trainee in a programme, read and written; whether one still holds is asked elsewhere."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, select, text

from logbook import canonical, shapes
from logbook.models import Membership, Programme, Report, among


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


def all_kept(connection: Connection) -> list[Kept]:
    """Every report that was made, whether it still holds or not."""
    return [_kept(row) for row in connection.execute(_OF_ALL)]


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
)  # Where the mark was drawn anew since, what was made is of yesterday, and nothing is kept.
_KEEP = text(
    "INSERT INTO report (trainee_id, programme_id, mark, inputs, made_on, text, number, gates_of, ends_on, ends_rule) "
    "VALUES (:trainee, :programme, :mark, :inputs, :made_on, :text, :number, :gates_of, :ends_on, :ends_rule) "
    "ON CONFLICT (trainee_id, programme_id) DO UPDATE SET inputs = excluded.inputs, made_on = excluded.made_on, "
    "text = excluded.text, gates_of = excluded.gates_of, ends_on = excluded.ends_on, "
    "ends_rule = excluded.ends_rule, "
    "number = CASE WHEN excluded.number > report.number THEN excluded.number ELSE report.number END "
    "WHERE report.mark = excluded.mark"
)
