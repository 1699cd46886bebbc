"""People’s licences beside a file that a register published: what stands there of whom, until a person says whether it
is them. Nothing of a file is a check before that, and no file says that a licence is in force.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, insert, select, update

from logbook import canonical
from logbook.filters import date
from logbook.folding import identifier
from logbook.models import Licence, Membership, PreparedCheck, Programme, among
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import lookups
from logbook.office.looking import name_differs
from logbook.permissions import Person, visible
from logbook.regulation import numbers
from logbook.regulation.nppes import Held, Row
from logbook.shapes.served.published_files import MatchedLine

WAITS, CONFIRMED, DISMISSED, SUPERSEDED = "", "confirmed", "dismissed", "superseded"
_US = "US"
# Where they are confirmed.
PLACE = "/licences/found"


class Wanted(NamedTuple):
    """A licence that is looked for; `state` is "" where none is known, `npi` says that its number is one itself."""

    licence_id: str
    person_id: str
    name: str
    number: str
    state: str
    npi: bool


class Match(NamedTuple):
    """A licence and the row that has it: under which number there, None where the row's own is meant."""

    wanted: Wanted
    row: Row
    held: Held | None


class Sought:
    """All licences that may stand in a file of the United States, by their numbers."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        self._by_number: dict[str, list[Wanted]] = defaultdict(list)
        for one in wanted:
            self._by_number[identifier(one.number)].append(one)
        self._by_number.pop("", None)

    def __len__(self) -> int:
        return sum(map(len, self._by_number.values()))

    def is_of_interest(self, cell: str) -> bool:
        """Whether a number in a file may be one of theirs, however it is written."""
        return cell in self._by_number or identifier(cell) in self._by_number

    def matches(self, row: Row) -> list[Match]:
        """Who of them stands in a row. A number without a state is theirs where the name agrees too."""
        found = [Match(one, row, None) for one in self._by_number.get(row.npi, ()) if one.npi]
        for held in row.licences:
            for one in self._by_number.get(identifier(held.number), ()):
                if not one.npi and _is_theirs(one, held, row):
                    found.append(Match(one, row, held))
        return found


def sought(connection: Connection) -> Sought:
    """The licences of whoever trains or supervises now, as they are now."""
    last = {row.licence_id: row for row in connection.execute(_LICENCES)}
    return Sought(one for row in last.values() if (one := _wanted(row)))


def prepare(connection: Connection, matches: Sequence[Match], file: str, now: str) -> int:
    """Let checks wait for the schools of whoever was found; gives how many. A file that is read twice prepares nothing
    twice, a newer one takes the place of what waits of an older one, and what a school dismissed it is not asked again.
    """
    schools: dict[str, set[str]] = defaultdict(set)
    for member in connection.execute(_SCHOOLS):
        schools[member.person_id].add(member.provider_id)
    made = 0
    for match in matches:
        for provider in sorted(schools[match.wanted.person_id]):
            made += _prepare(connection, match, provider, file, now)
    return made


def waiting(connection: Connection, person: Person) -> list[AnyRow]:
    """What waits for somebody to confirm, of everybody whose licences are theirs to check, by name."""
    rows = connection.execute(_ROWS.where(visible(person, "check licence"), PreparedCheck.verdict == WAITS))
    return list({row.id: row for row in rows}.values())


def held(connection: Connection, rows: Iterable[AnyRow]) -> dict[str, AnyRow]:
    """{licence id: its last version} of the licences of these rows."""
    of = select(Licence.__table__).where(among(Licence.licence_id, "ids")).order_by(Licence.number)
    found = connection.execute(of, {"ids": sorted({row.licence_id for row in rows})})
    return {row.licence_id: row for row in found}


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One of them, whatever became of it; None for what is not theirs."""
    return connection.execute(_ROWS.where(visible(person, "check licence"), PreparedCheck.id == id)).first()


def confirm(connection: Connection, row: AnyRow, licence: AnyRow, by: Person, today: str, now: str) -> bool:
    """It is them: a check is kept, with the answers that a file can give; False where that was decided before."""
    found = orjson.loads(row.found)
    where = lookups.Where(row.provider_id, row.programme_id, by.id, by.name)
    gone = found["deactivated_on"]
    # A file of identifiers proves no licence: only that one has ended is said of it.
    ended = found["by"] == "npi" and gone
    seen = lookups.Found("ended", "deactivated", from_on=gone) if ended else lookups.Found("")
    done = lookups.record(
        connection,
        licence,
        where,
        row.id,
        now,
        found=seen,
        answers=_ANSWERS | {"registered": "no" if ended else "yes"},
        checked_on=today,
        how="file",
        name=found["name"],
        next_on=None,
    )
    return done and _decide(connection, row.id, WAITS, CONFIRMED, by, now, act=row.id)


def dismiss(connection: Connection, id: str, by: Person, now: str) -> bool:
    """It is somebody else, or of no use; False where something was decided before."""
    return _decide(connection, id, WAITS, DISMISSED, by, now)


def ask_again(connection: Connection, id: str, by: Person, now: str) -> bool:
    """What was dismissed waits again."""
    return _decide(connection, id, DISMISSED, WAITS, by, now)


def join(connection: Connection, kept: str, gone: str) -> None:
    """Two providers become one: what waits for either waits for the joined one, once."""
    there = select(PreparedCheck.licence_id, PreparedCheck.digest).where(PreparedCheck.provider_id == kept)
    known = {tuple(row) for row in connection.execute(there)}
    for row in connection.execute(select(PreparedCheck).where(PreparedCheck.provider_id == gone)).all():
        # Twice the same is asked once; the row stays as what it was, under a text of its own.
        twice = (row.licence_id, row.digest) in known
        said = {"digest": _digest(row.id), "verdict": row.verdict or SUPERSEDED} if twice else {}
        moved = update(PreparedCheck).where(PreparedCheck.id == row.id)
        connection.execute(moved.values(provider_id=kept, **said))


def line(row: AnyRow, licence: AnyRow) -> MatchedLine:
    """What was found, in words, and what differs."""
    found = orjson.loads(row.found)
    return {
        "id": row.id,
        "name": row.name,
        "number": f"{licence.licence_body} {licence.licence_number}".strip(),
        "text": _words(found),
        "differs": found["name"] if name_differs(found["name"], row.name) else "",
        "file": row.file,
        "at": row.made_at[:10],
        "full": f"/licences/{row.membership}/{row.licence_id}",
    }


_ANSWERS = {
    "licensed": "unsure",
    "type_fits": "unsure",
    "restricted": "unsure",
    "number_matches": "yes",
    "is_them": "yes",
}


def _words(found: Mapping[str, str]) -> str:
    called = ", ".join(filter(None, (found["name"], found["credential"])))
    said = f", as {called}" if called else ""
    gone = f" It was deactivated on {date(found['deactivated_on'])}." if found["deactivated_on"] else ""
    if found["by"] == "npi":
        return f"NPI {found['npi']} stands in the file{said}.{gone}"
    state = f" of {found['state']}" if found["state"] else ""
    return f"Licence {found['number']}{state} stands there under NPI {found['npi']}{said}.{gone}"


def _wanted(row: AnyRow) -> Wanted | None:
    register = numbers.known(row.licence_body)
    region = row.region or (register["region"] if register else _US)
    if region.split("-")[0] != _US:
        return None
    number = numbers.tidy(row.licence_body, row.licence_number)
    npi = register is not None and register["key"] == "NPI"
    return Wanted(row.licence_id, row.person_id, row.name, number, region[3:], npi)


def _is_theirs(one: Wanted, held: Held, row: Row) -> bool:
    if one.state:
        return held.state == one.state
    return bool(row.name) and not name_differs(row.name, one.name)


def _prepare(connection: Connection, match: Match, provider: str, file: str, now: str) -> int:
    found = canonical.dumps(_told(match))
    of = (PreparedCheck.provider_id == provider, PreparedCheck.licence_id == match.wanted.licence_id)
    rows = connection.execute(select(PreparedCheck).where(*of)).all()
    digest = _digest(f"{file}\n{found}")
    if any(row.digest == digest or (row.verdict, row.found) == (DISMISSED, found) for row in rows):
        return 0
    older = update(PreparedCheck).where(*of, PreparedCheck.verdict == WAITS, PreparedCheck.file != file)
    connection.execute(older.values(verdict=SUPERSEDED))
    row = {
        "licence_id": match.wanted.licence_id,
        "person_id": match.wanted.person_id,
        "provider_id": provider,
    }
    row |= {
        "id": str(uuid4()),
        "file": file,
        "found": found,
        "digest": digest,
        "made_at": now,
        "verdict": WAITS,
    }
    connection.execute(insert(PreparedCheck).values(row))
    return 1


def _told(match: Match) -> dict[str, str]:
    row, held = match.row, match.held
    said = {"number": held.number, "state": held.state, "taxonomy": held.taxonomy} if held else {}
    return said | {
        "by": "licence" if held else "npi",
        "npi": row.npi,
        "name": row.name[:200],
        "credential": row.credential[:200],
        "deactivated_on": "" if row.is_active() else row.deactivated_on,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _decide(
    connection: Connection, id: str, was: str, verdict: str, by: Person, now: str, act: str | None = None
) -> bool:
    row = update(PreparedCheck).where(PreparedCheck.id == id, PreparedCheck.verdict == was)
    said = {"verdict": verdict, "decided_by": by.id, "decided_at": now, "act": act}
    return bool(connection.execute(row.values(said)).rowcount)


_TRAINS_OR_SUPERVISES = (Membership.role.in_(("trainee", "supervisor")), Membership.ended_at.is_(None))
_LICENCES = (
    select(
        Licence.licence_id,
        Licence.person_id,
        Licence.region,
        Licence.licence_body,
        Licence.licence_number,
        People.name,
    )
    .join(People, People.id == Licence.person_id)
    .where(Licence.person_id.in_(select(Membership.person_id).where(*_TRAINS_OR_SUPERVISES)))
    .order_by(Licence.number)
)
_SCHOOLS = (
    select(Membership.person_id, Programme.provider_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .where(*_TRAINS_OR_SUPERVISES)
)
_ROWS = (
    select(
        *PreparedCheck.__table__.columns,
        Membership.id.label("membership"),
        Membership.programme_id,
        People.name,
    )
    .join(People, People.id == PreparedCheck.person_id)
    .join(Membership, Membership.person_id == PreparedCheck.person_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .where(Programme.provider_id == PreparedCheck.provider_id)
    .order_by(People.name, PreparedCheck.made_at, PreparedCheck.id, Membership.id)
)
