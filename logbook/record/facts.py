"""The cases of one logbook as rules see them, read from the texts of its statements."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, and_, bindparam, select

from logbook import instants, moments
from logbook.eligibility import Case, Said, said
from logbook.kinds import KINDS
from logbook.models import Entry, Signoff, Statement
from logbook.record import queries
from logbook.record.signers import confirmed

KEPT = 20_000  # texts: about 10 MB

# hash → what the text of that hash says. It can never say anything else, so it may stay in any process; without it
# every pull of a trainee's phone would read all their cases again to make the report.
_said: dict[str, Said] = {}


class Told(NamedTuple):
    """What is known of one entry beside its head: `counts` is what the version that counts says, `signature` the row
    under it, `signed` what that says; `review` and `corrected` all that was said in reviews and answers."""

    counts: Said
    signature: Any = None
    signed: Said | None = None
    review: Said | None = None
    corrected: Said | None = None
    is_answered: bool = False


def facts(connection: Connection, trainee_id: str, programme_id: str, tz: str = "UTC") -> list[Case]:
    """Every entry of a trainee in a programme; `tz` is the programme's, in whose days a signature is counted.

    An entry that was amended is what was signed of it, until its new version is signed too. What is dated a day or more
    after it was received counts for nothing and is left out.
    """
    values = {"trainee": trainee_id, "programme": programme_id}
    entries = connection.execute(_ENTRIES, values).all()
    reviews = connection.execute(_REVIEWS, values).all()
    signoffs = connection.execute(_SIGNOFFS, values).all()
    signatures = {(row.subject, row.entry_rev): row for row in signoffs if row.verdict == "signed"}
    signed = {row.id: found for row in entries if (found := signatures.get((row.id, row.signed_rev)))}
    counted = {row.id: signed[row.id].entry_hash if row.id in signed else row.hash for row in entries}
    read = _read(connection, [*counted.values(), *(row.hash for row in (*reviews, *signoffs))])
    reviewed = _joined((row for row in reviews if not read[row.hash].missed), read)
    # Few sign-offs correct anything; what came last stands last, whatever the clock of a phone said.
    corrected = _joined((row for row in signoffs if read[row.hash].seen), read)
    answered, zone = {row.subject for row in signoffs}, ZoneInfo(tz)
    told = {
        row.id: Told(
            counts=read[counted[row.id]],
            signature=signed.get(row.id),
            signed=read[signed[row.id].hash] if row.id in signed else None,
            review=reviewed.get(row.id),
            corrected=corrected.get(row.id),
            is_answered=row.id in answered,
        )
        for row in entries
        if not read[counted[row.id]].ahead
    }
    cases = [_case(row, told[row.id], zone) for row in entries if row.id in told]
    known = confirmed(connection, programme_id)
    unknown = {id for id, row in signed.items() if (row.signer_id, *read[row.hash].signer) not in known}
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
        one, before = read[row.hash], about.get(row.subject)
        about[row.subject] = one if before is None else _both(before, one)
    return about


def _both(one: Said, other: Said) -> Said:
    return Said(one.discussed or other.discussed, one.harmed or other.harmed, seen=one.seen + other.seen)


def _case(row: Any, told: Told, zone: ZoneInfo) -> Case:
    counts, signature, review = told.counts, told.signature, told.review
    part, setting, areas, product, skin_type, model = counts.told
    return Case(
        id=row.id,
        state="signed" if signature else row.state,
        performed_on=counts.performed_on,
        part=part,
        setting=setting,
        areas=areas,
        product=product,
        skin_type=skin_type,
        model=model,
        signer=signature.signer_id if signature else "",
        signed_after=days_after(counts.performed_on, signature.signed_at, zone) if signature else None,
        discussed=counts.discussed or bool(review and review.discussed),
        reviewed=review is not None,
        harmed=counts.harmed or bool(review and review.harmed),
        doses=counts.doses,
        rating=told.signed.rating if told.signed else None,
        own_rating=counts.rating,
        answered=told.is_answered,
        seen=counts.seen + (told.corrected.seen if told.corrected else ()),
        review_on=counts.review_on,
        unnamed=not signature and row.state == "sent" and row.supervisor_id is None,
    )


_MINE = and_(Entry.trainee_id == bindparam("trainee"), Entry.programme_id == bindparam("programme"))
_ENTRIES = select(Entry.id, Entry.hash, Entry.state, Entry.signed_rev, Entry.supervisor_id).where(_MINE)
_SIGNOFFS = queries.rows(KINDS["signoff"], _MINE, Signoff.withdrawn_at.is_(None))
_REVIEWS = queries.rows(KINDS["review"], _MINE)
_TEXTS = select(Statement.hash, Statement.text, Statement.received_at).where(
    Statement.hash.in_(bindparam("hashes", expanding=True))
)
