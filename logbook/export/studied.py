"""What a trainee did beside their cases, for a file: modules, hours and documents that count or wait, and what may be
stated of each by the accreditations that were in force on its day."""

from collections.abc import Sequence
from typing import Any, cast

import orjson
from sqlalchemy import Connection, bindparam, select

from logbook.filters import tenths
from logbook.models import Attestation, Module, Person
from logbook.record import accredited, attained
from logbook.shapes.bundle import Studied, StudiedLine
from logbook.shapes.loose import Doc


def studied(
    connection: Connection, trainee: str, programme: str, person: Sequence[Doc], tz: str, today: str
) -> Studied:
    """All of one trainee's in a programme, what was done first coming first; and what accredits it on this day.
    `person`: what they were from which day on."""
    found = connection.execute(_ROWS, {"trainee": trainee, "programme": programme}).mappings()
    rows = [dict(row) for row in found]
    given = accredited.of_programme(connection, programme)
    lines = [
        _line(row, state, given, accredited.profession_on(person, row["on_day"]))
        for row, state in attained.deeds(rows, tz)
        if state["state"] != "withdrawn"
    ]
    lines.sort(key=lambda one: (one["on"], one["title"], one["hash"]))
    return {"lines": lines, "accredited": [_called(row) for row in accredited.in_force(given, today)]}


def _line(row: Any, state: Doc, given: list[Any], profession: str) -> StudiedLine:
    told = orjson.loads(row["told"])
    made = {name: told[name] for name in ("title", "minutes", "score", "hours", "document")}
    claims = (
        accredited.claims(given, row["module"], row["on_day"], profession, told["credits_tenths"])
        if row["what"] == "module"
        else []
    )
    made |= {
        "hash": row["hash"],
        "what": row["what"],
        "version": row["version"],
        "on": row["on_day"],
        "until": row["until_day"] or attained.until_of(row),
        "credits_tenths": told["credits_tenths"],
        "known": row["known"],
        "by": row["by"] or "",
        "counts": state["state"] == "counts",
        "stated": [_stated(one) for one in claims],
    }
    return cast(StudiedLine, made)


def _stated(claim: accredited.Claim) -> str:
    if claim.takes_part:
        return f"{_called(claim.of)}: participation"
    credits = f": {tenths(claim.credits_tenths)} credits claimed" if claim.credits_tenths else ""
    said = f". {claim.of.statement}" if claim.of.statement else ""
    return f"{_called(claim.of)}{credits}{said}"


def _called(row: Any) -> str:
    return f"{row.body} {row.number}".strip()


_ROWS = (
    select(
        *Attestation.__table__.columns,
        Person.name.label("by"),
        Module.keeps_months,
        Module.part,
        Module.subject,
    )
    .outerjoin(Person, Person.id == Attestation.author_id)
    .outerjoin(
        Module,
        (Module.programme_id == Attestation.programme_id)
        & (Module.key == Attestation.module)
        & (Module.version == Attestation.version),
    )
    .where(Attestation.person_id == bindparam("trainee"), Attestation.programme_id == bindparam("programme"))
)
