"""The cases of one logbook as rules see them, read from the texts of its statements."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import CompoundSelect, Connection, and_, bindparam, literal, null, select, union_all

from logbook import instants, moments
from logbook.eligibility import Case, Said, said
from logbook.kinds import KINDS
from logbook.models import Entry, Review, Signoff, Statement, among
from logbook.record import queries
from logbook.record.signers import Signer, confirmed

KEPT = 20_000  # texts: about 10 MB

# hash → what the text of that hash says. It can never say anything else, so it may stay in any process; without it
# every pull of a trainee's phone would read all their cases again to make the report.
_said: dict[str, Said] = {}


Heard = tuple[dict[str, Any], str]  # a statement that is being written, and the instant it came
NOTHING_HEARD: Mapping[str, Heard] = {}


class Stand(NamedTuple):
    """All that a case is made of: its version, where it stands, and what was said of it, in the order in which it came.
    A hash stands for a text, so whoever has this has the case."""

    hash: str
    state: str
    signed_rev: int | None
    unnamed: bool
    tz: str
    said: tuple[str, ...]  # hashes


class Found(NamedTuple):
    """A case, None where it is dated later than it came and counts for nothing; who signed it, as they say it; and its
    newest version, where an older one is signed."""

    case: Case | None
    signer: Signer | None
    newer: Case | None = None


class Told(NamedTuple):
    """What is known of one entry beside its head: `counts` is what the version that counts says, `signature` the row
    under it, `signed` what that says; `review` and `corrected` all that was said in reviews and answers."""

    counts: Said
    signature: Any = None
    signed: Said | None = None
    review: Said | None = None
    corrected: Said | None = None
    is_answered: bool = False


# Nearly every report is made again because one case of some hundred changed.
_found: dict[Stand, Found] = {}


def facts(
    connection: Connection,
    trainee_id: str,
    programme_id: str,
    tz: str = "UTC",
    *,
    known: Collection[Signer] | None = None,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
) -> list[Case]:
    """Every entry of a trainee in a programme; `tz` is the programme's, in whose days a signature is counted.

    An entry that was amended is what was signed of it, until its new version is signed too; that one stands beside it
    under the same id, marked `is_newer`. What is dated a day or more after it was received counts for nothing and is
    left out. `known`: whom the provider confirmed, where that was read;
    `heard`: what the statements of these hashes say, which are being written and need not be read again.
    """
    rows = connection.execute(_ROWS, {"trainee": trainee_id, "programme": programme_id}).all()
    entries, said = _split(rows)
    stands = [(_stand(row, said.get(row[1], ()), tz), row) for row in entries]
    found = {stand: _found.get(stand) for stand, _ in stands}
    if missing := {stand: (row, said.get(row.subject, ())) for stand, row in stands if not found[stand]}:
        found |= _make(connection, missing, heard)
    known = confirmed(connection, programme_id) if known is None else known
    return [case for one in found.values() if one for case in _counted(one, known)]


def _split(rows: Iterable[Any]) -> tuple[list[Any], dict[str, list[Any]]]:
    """The rows of entries, and {entry: the rows of what was said of it, as they came}."""
    entries, said = [], dict[str, list[Any]]()
    for row in rows:
        if row[0] == "entry":
            entries.append(row)
        else:
            said.setdefault(row[1], []).append(row)
    for about in said.values():
        about.sort(key=lambda row: (row.received_at, row.id))
    return entries, said


def _stand(row: Any, about: Iterable[Any], tz: str) -> Stand:
    _, _, _, hash, state, signed_rev, supervisor, _, _, _ = row
    return Stand(hash, state, signed_rev, supervisor is None, tz, tuple([one.hash for one in about]))


def _counted(one: Found, known: Collection[Signer]) -> Iterator[Case]:
    if one.case is None:
        return
    if one.signer is None or one.signer in known:
        yield one.case
        if one.newer:
            yield one.newer
        return
    # Signed by somebody whom nobody confirmed yet: it waits for that, and is lost to nobody.
    yield one.case._replace(state="unconfirmed")


def _make(
    connection: Connection, missing: Mapping[Stand, tuple[Any, Iterable[Any]]], heard: Mapping[str, Heard]
) -> dict[Stand, Found]:
    signed = {stand: _signature(stand, about) for stand, (_, about) in missing.items()}
    counted = {stand: row.of if (row := signed[stand]) else stand.hash for stand in missing}
    said = (hash for stand in missing for hash in (stand.hash, *stand.said))
    hashes = dict.fromkeys([*counted.values(), *said])
    read = _read(connection, list(hashes), heard)
    made = {
        stand: _find(stand, row.subject, read[counted[stand]], signed[stand], about, read)
        for stand, (row, about) in missing.items()
    }
    remember(_found, made)
    return made


def _signature(stand: Stand, about: Iterable[Any]) -> Any:
    """The row of the signature under the version that counts, None where there is none."""
    found = [row for row in about if row.state == "signed" and row.rev == stand.signed_rev]
    return found[-1] if found else None


def _find(
    stand: Stand, id: str, counts: Said, signature: Any, about: Iterable[Any], read: Mapping[str, Said]
) -> Found:
    if counts.ahead:
        return Found(None, None)
    signoffs = [read[row.hash] for row in about if row.kind == "signoff"]
    reviews = [read[row.hash] for row in about if row.kind == "review"]
    told = Told(
        counts=counts,
        signature=signature,
        signed=read[signature.hash] if signature else None,
        review=_joined(one for one in reviews if not one.missed),
        # Few sign-offs correct anything; what came last stands last, whatever the clock of a phone said.
        corrected=_joined(one for one in signoffs if one.seen),
        is_answered=bool(signoffs),
    )
    if not signature:
        return Found(_case(stand, id, told), None)
    signer: Any = (signature.who, *read[signature.hash].signer)
    return Found(_case(stand, id, told), signer, _newer(stand, id, told, read[stand.hash]))


def _newer(stand: Stand, id: str, told: Told, newest: Said) -> Case | None:
    """The newest version as it waits beside what is signed; None where that is signed itself, or dated ahead."""
    if newest is told.counts or stand.state == "signed" or newest.ahead:
        return None
    waits = told._replace(counts=newest, signature=None, signed=None)
    return _case(stand, id, waits)._replace(is_newer=True)


@lru_cache(maxsize=KEPT)
def days_after(performed_on: str, instant: str, zone: ZoneInfo) -> int:
    """Whole days from the treatment to an instant, on the calendar of a zone; never below 0."""
    there = date.fromisoformat(instants.day(instant, zone.key))
    return max(0, (there - date.fromisoformat(performed_on)).days)


def _read(connection: Connection, hashes: list[str], heard: Mapping[str, Heard]) -> dict[str, Said]:
    found, missing = dict[str, Said](), list[str]()
    for hash in hashes:
        if known := _said.get(hash):
            found[hash] = known
        else:
            missing.append(hash)
    if missing:
        read = {hash: _received(*heard[hash]) for hash in missing if hash in heard}
        if unheard := [hash for hash in missing if hash not in read]:
            texts = connection.execute(_TEXTS, {"hashes": unheard})
            read |= {row.hash: _received(orjson.loads(row.text), row.received_at) for row in texts}
        found |= read
        remember(_said, read)
    return found


def remember(kept: dict[Any, Any], made: Mapping[Any, Any]) -> None:
    """Keep what was read, as far as there is room: what came first goes first. Nothing at once, or a school's logbooks
    read one after the other would leave none of them here."""
    kept.update(made)
    for key in list(islice(kept, max(0, len(kept) - KEPT))):
        kept.pop(key, None)


def _received(doc: dict[str, Any], at: str) -> Said:
    """What a statement says that came at this instant. Nothing done later than a day after that was done."""
    ahead = doc["typ"] == "entry" and moments.treatment_lead(doc, at) >= moments.REFUSED
    return said(doc)._replace(ahead=ahead)


def _joined(said: Iterable[Said]) -> Said | None:
    """All that was said in these: whether a complication was seen, and every correction."""
    found = None
    for one in said:
        found = one if found is None else _both(found, one)
    return found


def _both(one: Said, other: Said) -> Said:
    return Said(one.discussed or other.discussed, one.harmed or other.harmed, seen=one.seen + other.seen)


def _case(stand: Stand, id: str, told: Told) -> Case:
    counts, signature, review = told.counts, told.signature, told.review
    part, setting, areas, product, skin_type, model = counts.told
    signed_after = None
    if signature:
        signed_after = days_after(counts.performed_on, signature.at, ZoneInfo(stand.tz))
    return Case(
        id=id,
        state="signed" if signature else stand.state,
        performed_on=counts.performed_on,
        part=part,
        setting=setting,
        areas=areas,
        product=product,
        skin_type=skin_type,
        model=model,
        signer=signature.who if signature else "",
        signed_under=told.signed.signer[1:] if told.signed else ("", ""),
        # Unless a licence says otherwise: see `terms.Terms.licensed`.
        signer_licensed=True,
        signed_after=signed_after,
        discussed=counts.discussed or bool(review and review.discussed),
        reviewed=review is not None,
        harmed=counts.harmed or bool(review and review.harmed),
        doses=counts.doses,
        rating=told.signed.rating if told.signed else None,
        own_rating=counts.rating,
        answered=told.is_answered,
        seen=counts.seen + (told.corrected.seen if told.corrected else ()),
        review_on=counts.review_on,
        unnamed=not signature and stand.state == "sent" and stand.unnamed,
    )


_MINE = and_(Entry.trainee_id == bindparam("trainee"), Entry.programme_id == bindparam("programme"))
# An entry and all that was said of it in one question: a way to the server costs more than the rows.
_ROWS: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        literal("entry").label("kind"),
        Entry.id.label("subject"),
        Entry.id.label("id"),
        Entry.hash.label("hash"),
        Entry.state.label("state"),
        Entry.signed_rev.label("rev"),
        Entry.supervisor_id.label("who"),
        null().label("of"),
        null().label("at"),
        Entry.received_at.label("received_at"),
    ).where(_MINE),
    queries.rows(KINDS["review"], _MINE)
    .with_only_columns(
        literal("review"),
        Review.entry_id,
        Review.id,
        Review.hash,
        null(),
        null(),
        null(),
        null(),
        null(),
        Review.received_at,
    )
    .order_by(None),
    queries.rows(KINDS["signoff"], _MINE, Signoff.withdrawn_at.is_(None))
    .with_only_columns(
        literal("signoff"),
        Signoff.entry_id,
        Signoff.id,
        Signoff.hash,
        Signoff.verdict,
        Signoff.entry_rev,
        Signoff.signer_id,
        Signoff.entry_hash,
        Signoff.signed_at,
        Signoff.received_at,
    )
    .order_by(None),
)
_TEXTS = select(Statement.hash, Statement.text, Statement.received_at).where(among(Statement.hash, "hashes"))
