"""What all reports of a programme stand on beside the cases, and which tables and code a report is made of."""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from logbook.models import Confirmation, Programme, among
from logbook.record import published
from logbook.record.published import Published
from logbook.record.signers import Signer

# Every table that a report is made of, and by what a change of it is noticed: `mark`, drawn anew by who writes it;
# `read`, as it is, whenever somebody asks; `fixed`, rows are added and never change, and what leads to them is marked.
FED_BY = {
    "entry": "mark",
    "signoff": "mark",
    "review": "mark",
    "set_aside": "mark",
    "attestation": "mark",
    "module": "fixed",
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
    "accreditation": "mark",
    "licence": "mark",
    "licence_period": "mark",
    "licence_check": "mark",
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
    "validity.py",
    "schemas/entry.py",
)


class Ground(NamedTuple):
    """What all reports of a programme stand on beside the cases; `digest` is the hash of it."""

    programme: str
    tz: str
    asked: Published  # of whoever was never enrolled under a version
    known: frozenset[
        Signer
    ]  # whom its provider confirmed, by whichever of its programmes (`signers.confirmed`)
    digest: str


NOBODY_KNOWN: Mapping[str, frozenset[Signer]] = MappingProxyType({})


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


def _ground(row: Any, known: set[Signer], asked: Published) -> Ground:
    # What a school found of licences is in no other school's reports.
    said = [judges(), row.provider_id, row.tz, asked.hash, sorted(known)]
    return Ground(row.id, row.tz, asked, frozenset(known), sha256(orjson.dumps(said)).hexdigest())


_OTHER = aliased(Programme)
# Both in one question. As `signers.confirmed`: whoever was confirmed by any programme of the same provider.
_GROUNDS = (
    select(
        Programme.id,
        Programme.provider_id,
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
