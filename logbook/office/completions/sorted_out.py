"""What becomes of each row of a file: recorded, there already, nobody here, or to be mended in the file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from logbook.folding import folded
from logbook.forms.inputs import is_address
from logbook.models import Attestation, Membership
from logbook.models import Person as People
from logbook.office.completions.given_rows import Row
from logbook.office.requirements.questions import tenths_of, whole_of
from logbook.record import taught


class Done(NamedTuple):
    """A completion that will be recorded."""

    membership: str
    module: str
    version: int
    title: str
    on: str
    minutes: int | None
    credits_tenths: int | None
    score: int | None


class Verdict(NamedTuple):
    """What becomes of a row: `kind` is record, there, nobody or mend."""

    kind: str
    words: str
    done: Done | None = None


class Known(NamedTuple):
    """Who trains there, by e-mail; what is taught, by words and version; and what counts already."""

    members: Mapping[str, str]
    modules: Mapping[str, Sequence[Any]]
    deeds: frozenset[tuple[str, str]]
    today: str


def known(connection: Connection, programme: str, today: str) -> Known:
    """Three queries, however many rows there are."""
    values = {"programme": programme}
    members = {row.email: row.id for row in connection.execute(_MEMBERS, values)}
    named: dict[str, list[Any]] = {}
    for row in taught.versions(connection, programme):
        for word in {row.key, folded(row.title)}:
            named.setdefault(word, []).append(row)
    deeds = frozenset((row.membership_id, row.deed) for row in connection.execute(_DEEDS, values))
    return Known(members, named, deeds, today)


def judged(rows: Iterable[Row], there: Known) -> list[Verdict]:
    """A verdict for each row, in their order; the same completion twice is recorded once."""
    first: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        verdict = _judged(row, there)
        if verdict.done:
            deed = _deed(verdict.done)
            if deed in first:
                verdict = Verdict("there", f"The same as in row {first[deed]}")
            first.setdefault(deed, row.row)
        found.append(verdict)
    return found


def _judged(row: Row, there: Known) -> Verdict:
    if wrong := _wrong(row, there):
        return Verdict("mend", wrong)
    version = _version(row, there)
    if version is None:
        return Verdict("mend", "No module of this name and version is taught here")
    member = there.members.get(row.email)
    if member is None:
        return Verdict("nobody", "Nobody here has this e-mail: nothing is recorded")
    done = Done(
        member,
        version.key,
        version.version,
        version.title,
        row.on[:10],
        whole_of(row.minutes) or version.minutes,
        tenths_of(row.credits) if row.credits else None,
        whole_of(row.score.removesuffix("%").strip()) if row.score else None,
    )
    if _deed(done) in there.deeds:
        return Verdict("there", "Recorded already")
    return Verdict("record", f"{version.title}, version {version.version}", done)


def _wrong(row: Row, there: Known) -> str:
    if not is_address(row.email):
        return "The row has no e-mail address" if not row.email else "This is no e-mail address"
    if not row.module:
        return "The row names no module"
    if not _is_day(row.on[:10]):
        return "Write the date as 2026-11-18"
    if row.on[:10] > there.today:
        return "The date is still to come"
    return _wrong_figures(row)


def _wrong_figures(row: Row) -> str:
    if row.minutes and not whole_of(row.minutes):
        return "Minutes have to be a whole number"
    if row.credits and not tenths_of(row.credits):
        return "Credits have at most one decimal"
    score = whole_of(row.score.removesuffix("%").strip()) if row.score else 0
    return "" if score is not None and score <= 100 else "The score is in per cent, from 0 to 100"


def _version(row: Row, there: Known) -> Any:
    """The version that a row means: the one it names, else the newest."""
    versions = there.modules.get(folded(row.module).strip(), ())
    if row.version:
        return next((one for one in versions if str(one.version) == row.version), None)
    return versions[0] if versions else None


def _deed(done: Done) -> tuple[str, str]:
    return done.membership, f"{done.module} {done.version} {done.on}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_MEMBERS = (
    select(People.email, Membership.id)
    .join(People, People.id == Membership.person_id)
    .where(Membership.programme_id == bindparam("programme"), Membership.role == "trainee")
    .order_by(Membership.since)
)
# What is only declared is no obstacle: the file is more.
_DEEDS = select(Attestation.membership_id, Attestation.deed).where(
    Attestation.programme_id == bindparam("programme"),
    Attestation.known != "declared",
    Attestation.withdrawn_at.is_(None),
)
