"""The cases of one logbook as rules see them, read from the texts of its statements."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, and_, bindparam, select

from logbook import instants, moments
from logbook.eligibility.rules import Case
from logbook.eligibility.said import Said, said
from logbook.eligibility.signers import confirmed
from logbook.models import Entry, Review, Signoff, Statement

KEPT = 20_000  # texts: about 10 MB

# hash → what the text of that hash says. It can never say anything else, so it may stay in any process; without it
# every pull of a trainee's phone would read all their cases again to make the report.
_said: dict[str, Said] = {}


def facts(connection: Connection, trainee_id: str, programme_id: str, tz: str = "UTC") -> list[Case]:
    """Every entry of a trainee in a programme; `tz` is the programme's, in whose days a signature is counted.

    An entry that was amended is what was signed of it, until its new version is signed too. What is dated a day or more
    after it was received counts for nothing and is left out.
    """
    values = {"trainee": trainee_id, "programme": programme_id}
    entries = connection.execute(_ENTRIES, values).all()
    reviews = connection.execute(_REVIEWS, values).all()
    signoffs = connection.execute(_SIGNOFFS, values).all()
    # By place, not by name: a name is looked up in every row, and there are thousands.
    signatures: dict[Any, Any] = {(row[0], row[6]): row for row in signoffs if row[3] == "signed"}
    signed = {row[0]: found for row in entries if (found := signatures.get((row[0], row[3])))}
    counted: list[str] = [signed[row[0]][2] if row[0] in signed else row[1] for row in entries]
    read = _read(connection, [*counted, *(str(row[1]) for row in (*reviews, *signoffs))])
    made = (row for row in reviews if not read[row[1]].missed)
    # Few sign-offs correct anything; what came last stands last, whatever the clock of a phone said.
    telling = sorted((row for row in signoffs if read[row[1]].seen), key=itemgetter(7, 1))
    reviewed, corrected, answered = _joined(made, read), _joined(telling, read), {row[0] for row in signoffs}
    zone, known = ZoneInfo(tz), confirmed(connection, programme_id)
    cases = [
        _case(
            *(row, read, signed.get(row[0]), reviewed.get(row[0]), corrected.get(row[0])),
            *(row[0] in answered, zone),
        )
        for row, hash in zip(entries, counted, strict=True)
        if not read[hash].ahead
    ]
    unknown = {row[0] for row in signed.values() if (row[4], *read[row[1]].signer) not in known}
    # Signed by somebody whom nobody confirmed yet: it waits for that, and is lost to nobody.
    return [case._replace(state="unconfirmed") if case.id in unknown else case for case in cases]


@lru_cache(maxsize=KEPT)
def days_after(performed_on: str, instant: str, zone: ZoneInfo) -> int:
    """Whole days from the treatment to an instant, on the calendar of a zone; never below 0."""
    there = date.fromisoformat(instants.day(instant, zone.key))
    return max(0, (there - date.fromisoformat(performed_on)).days)


def _read(connection: Connection, hashes: list[str]) -> dict[str, Said]:
    found, missing = dict[str, Said](), list[str]()
    for hash in hashes:
        if known := _said.get(hash):
            found[hash] = known
        else:
            missing.append(hash)
    if missing:
        read = {
            row.hash: _received(orjson.loads(row.text), row.received_at)
            for row in connection.execute(_TEXTS, {"hashes": missing})
        }
        found |= read
        if len(_said) + len(read) > KEPT:
            _said.clear()
        _said.update(read)
    return found


def _received(doc: dict[str, Any], at: str) -> Said:
    """What a statement says that came at this instant. Nothing done later than a day after that was done."""
    ahead = doc["typ"] == "entry" and moments.treatment_lead(doc, at) >= moments.REFUSED
    return said(doc)._replace(ahead=ahead)


def _joined(rows: Iterable[Any], read: dict[str, Said]) -> dict[str, Said]:
    """All that was said about each entry, by its id: whether a complication was seen, and every correction."""
    about: dict[str, Said] = {}
    for row in rows:
        one, before = read[row[1]], about.get(row[0])
        about[row[0]] = one if before is None else _both(before, one)
    return about


def _both(one: Said, other: Said) -> Said:
    return Said(one.discussed or other.discussed, one.harmed or other.harmed, seen=one.seen + other.seen)


def _case(
    row: Any,
    read: dict[str, Said],
    signed: Any,
    review: Said | None,
    corrected: Said | None,
    answered: bool,
    zone: ZoneInfo,
) -> Case:
    discussed, harmed, told, doses, own_rating, seen, _, performed_on, _, review_on, *_ = read[
        signed[2] if signed else row[1]
    ]
    if review:
        discussed, harmed = discussed or review.discussed, harmed or review.harmed
    return Case(
        *(row[0], "signed" if signed else row[2], performed_on, *told),
        signed[4] if signed else "",
        days_after(performed_on, signed[5], zone) if signed else None,
        discussed,
        review is not None,
        harmed,
        doses,
        read[signed[1]].rating if signed else None,
        own_rating,
        answered,
        seen + corrected.seen if corrected else seen,
        review_on,
        not signed and row[2] == "sent" and row[4] is None,
    )


_MINE = and_(Entry.trainee_id == bindparam("trainee"), Entry.programme_id == bindparam("programme"))
_ENTRIES = select(Entry.id, Entry.hash, Entry.state, Entry.signed_rev, Entry.supervisor_id).where(_MINE)
_SIGNOFFS = (
    select(
        *(Signoff.entry_id, Signoff.hash, Signoff.entry_hash, Signoff.verdict),
        *(Signoff.signer_id, Signoff.signed_at, Signoff.entry_rev, Signoff.received_at),
    )
    .join(Entry, Entry.id == Signoff.entry_id)
    .where(_MINE, Signoff.withdrawn_at.is_(None))
    .order_by(Signoff.received_at, Signoff.id)
)
_REVIEWS = select(Review.entry_id, Review.hash).join(Entry, Entry.id == Review.entry_id).where(_MINE)
_TEXTS = select(Statement.hash, Statement.text, Statement.received_at).where(
    Statement.hash.in_(bindparam("hashes", expanding=True))
)
