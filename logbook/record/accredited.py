"""Which accreditations held on a day, for whom, and what may be said of a completion by them. Pure but for the read."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from logbook.models import Accreditation, Programme, among
from logbook.shapes.loose import Doc
from logbook.validity import SOON_DAYS


class Claim(NamedTuple):
    """What may be said of a completion: its accreditation, and the credits that were claimed. Whom it is not for only
    `takes_part`, without credit."""

    of: Any
    credits_tenths: int | None
    takes_part: bool


def of_programme(connection: Connection, programme: str) -> list[Any]:
    """All that concern a programme, its modules and its provider, taken back or not, the narrowest last."""
    return of_programmes(connection, [programme])[programme]


def of_programmes(connection: Connection, programmes: Iterable[str]) -> dict[str, list[Any]]:
    """The same of several, by one question."""
    found: dict[str, list[Any]] = {programme: [] for programme in programmes}
    for row in connection.execute(_OF, {"programmes": sorted(found)}):
        found[row.there].append(row)
    return {programme: sorted(rows, key=_place) for programme, rows in found.items()}


def in_force(rows: Iterable[Any], on: str) -> list[Any]:
    """Those that held on a day, its last among them."""
    return [
        row
        for row in rows
        if row.withdrawn_at is None and row.from_on <= on and (row.until_on is None or on <= row.until_on)
    ]


def claims(rows: Iterable[Any], module: str, on: str, profession: str, claimed: int | None) -> list[Claim]:
    """What may be said of a module done on a day by somebody of a profession, who claimed so many tenths of credits:
    never those that were offered. Only what was in force then is said."""
    return [
        Claim(row, None if other else claimed, other)
        for row in in_force(rows, on)
        if row.module in (None, module)
        for other in [row.profession not in (None, profession)]
    ]


def profession_on(person: Sequence[Doc], on: str) -> str:
    """What somebody was on a day, of what they were from which day on (see `eligibility.given.Facts`)."""
    return str([line["profession"] for line in person if line["from"] <= on][-1])


def ends_soon(row: Any, today: str) -> int | None:
    """In how many days it ends, where that is soon; below 0 where it has ended; None where it is far or has no end."""
    if row.until_on is None or row.withdrawn_at is not None:
        return None
    days = (date.fromisoformat(row.until_on) - date.fromisoformat(today)) // timedelta(days=1)
    return days if days <= SOON_DAYS else None


def _place(row: Any) -> tuple[Any, ...]:
    return bool(row.programme_id), row.module or "", row.body, row.from_on, row.id


_OF = (
    select(*Accreditation.__table__.columns, Programme.id.label("there"))
    .join(Programme, Programme.provider_id == Accreditation.provider_id)
    .where(
        among(Programme.id, "programmes"),
        (Accreditation.programme_id.is_(None)) | (Accreditation.programme_id == Programme.id),
    )
)
