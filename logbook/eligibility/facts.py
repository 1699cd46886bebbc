"""The cases of one logbook as rules see them, read from the texts of its statements."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, and_, bindparam, select

from logbook.eligibility.rules import Case
from logbook.models import Entry, Review, Signoff, Statement

KEPT = 20_000  # texts: about 10 MB


class Said(NamedTuple):
    """What rules ask of the text of an entry; of a review's, only `discussed` is filled."""

    discussed: bool  # a complication, or a scenario
    told: tuple[str, str, tuple[str, ...], str, str, str] = ("", "", (), "", "", "")
    # part, setting, areas, product, skin type and model, in the order of a Case


# hash → what the text of that hash says. It can never say anything else, so it may stay in any process; without it
# every pull of a trainee's phone would read all their cases again to make the report.
_said: dict[str, Said] = {}


def facts(connection: Connection, trainee_id: str, programme_id: str, tz: str = "UTC") -> list[Case]:
    """Every entry of a trainee in a programme; `tz` is the programme's, in whose days a signature is counted."""
    values = {"trainee": trainee_id, "programme": programme_id}
    entries = connection.execute(_ENTRIES, values).all()
    reviews = connection.execute(_REVIEWS, values).all()
    # By place, not by name: a name is looked up in every row, and there are thousands.
    said = _read(connection, [row[1] for row in (*entries, *reviews)])
    reviewed: dict[str, bool] = {}
    for entry_id, hash in reviews:
        reviewed[entry_id] = reviewed.get(entry_id, False) or said[hash].discussed
    zone = ZoneInfo(tz)
    return [_case(row, said[row[1]], reviewed.get(row[0]), zone) for row in entries]


@lru_cache(maxsize=KEPT)
def days_after(performed_on: str, instant: str, zone: ZoneInfo) -> int:
    """Whole days from the treatment to an instant, on the calendar of a zone; never below 0."""
    done = date.fromisoformat(performed_on)
    return max(0, (datetime.fromisoformat(instant).astimezone(zone).date() - done).days)


def _read(connection: Connection, hashes: list[str]) -> dict[str, Said]:
    found, missing = dict[str, Said](), list[str]()
    for hash in hashes:
        if said := _said.get(hash):
            found[hash] = said
        else:
            missing.append(hash)
    if missing:
        read = {
            row.hash: _say(orjson.loads(row.text)) for row in connection.execute(_TEXTS, {"hashes": missing})
        }
        found |= read
        if len(_said) + len(read) > KEPT:
            _said.clear()
        _said.update(read)
    return found


def _say(doc: dict[str, Any]) -> Said:
    if doc["typ"] == "review":
        return Said(bool(doc["events"]))
    product, model = doc["product"], doc["model"]
    return Said(
        bool(doc["events"] or doc["scenario"]),
        (
            *(doc["part"], doc["setting"], tuple(doc["areas"]), product["code"] if product else ""),
            *(model["skin_type"], model["code"]),
        ),
    )


def _case(row: Any, said: Said, review: bool | None, zone: ZoneInfo) -> Case:
    id, _, state, performed_on, signer_id, signed_at = row
    signed = state == "signed" and signed_at is not None
    discussed, told = said
    return Case(
        *(id, state, performed_on, *told),
        signer_id if signed else "",
        days_after(performed_on, signed_at, zone) if signed else None,
        discussed or bool(review),
        review is not None,
    )


_MINE = and_(Entry.trainee_id == bindparam("trainee"), Entry.programme_id == bindparam("programme"))
# The signature of exactly this revision: a signed head is locked, so there is one at most.
_SIGNATURE = and_(
    Signoff.entry_id == Entry.id,
    Signoff.entry_hash == Entry.hash,
    Signoff.verdict == "signed",
    Signoff.withdrawn_at.is_(None),
)
_ENTRIES = (
    select(Entry.id, Entry.hash, Entry.state, Entry.performed_on, Signoff.signer_id, Signoff.signed_at)
    .outerjoin(Signoff, _SIGNATURE)
    .where(_MINE)
)
_REVIEWS = select(Review.entry_id, Review.hash).join(Entry, Entry.id == Review.entry_id).where(_MINE)
_TEXTS = select(Statement.hash, Statement.text).where(Statement.hash.in_(bindparam("hashes", expanding=True)))
