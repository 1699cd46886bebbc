"""Gathers what an export holds into one plain dict, the bundle: paper, spreadsheet and archive are all made from it."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from logbook import eligibility, moments, record, vocabulary
from logbook.auth import recoveries
from logbook.eligibility import requirements
from logbook.export import figures, reads
from logbook.export.logbooks import size
from logbook.instants import day, local
from logbook.kinds import KINDS
from logbook.record import Record, Stated
from logbook.record.reading import ABOUT_ENTRIES
from logbook.record.signers import Signer, confirmed
from logbook.shapes import Entry
from logbook.shapes.bundle import Bundle, Confirmation, Exported, Signature
from logbook.shapes.loose import Doc
from logbook.shapes.report import Report

# What is said about an entry, list by list, as archive and digest name them.
LISTS = ("revisions", *(KINDS[name].plural for name in ABOUT_ENTRIES), "proposals")


def collect(
    connection: Connection,
    trainee_id: str,
    programme_id: str,
    date_from: str,
    date_to: str,
    now: str,
    *,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Bundle:
    """All entries treated from one day to another, with everything said about them, and the figures about them.

    The connection must show one snapshot. `tell` hears how many
    of how many cases are gathered. Raises NoResultFound.
    """
    programme = reads.programme(connection, programme_id)
    trainee = reads.person(connection, trainee_id)
    values = {"trainee": trainee_id, "programme": programme_id, "first": date_from, "last": date_to}
    people = reads.people(connection, programme_id)
    records = record.logbook(connection, values)
    known = confirmed(connection, programme_id)
    entries = [
        _entry(number, one, programme.tz, people, known)
        for number, one in enumerate(_counted(records, tell), 1)
    ]
    signers = figures.signers(entries, {id: row._mapping for id, row in people.items()})
    anew = recoveries.used(connection, [trainee_id, *(line["id"] for line in signers)])
    # Rows become plain JSON here; a test compares what is gathered with the shape.
    made = {
        "trainee": dict(trainee._mapping) | {"password_set_anew": anew.get(trainee_id, [])},
        "programme": dict(programme._mapping),
        "date_from": date_from,
        "date_to": date_to,
        "generated_at": now,
        "digest": digest(entry["hash"] for entry in entries),
        "record_digest": digest(_everything_said(entries)),
        "report": _report(connection, trainee_id, programme, {entry["id"] for entry in entries}, now),
        "signers": [line | {"password_set_anew": anew.get(line["id"], [])} for line in signers],
        "summary": figures.summary(entries),
        "timeliness": figures.timeliness(entries),
        "outside": size(connection, trainee_id, programme_id) - len(entries),
        "entries": entries,
    }
    return cast(Bundle, made)


def _counted(records: list[Record], tell: Callable[[int, int], None]) -> Iterator[Record]:
    for done, one in enumerate(records):
        tell(done, len(records))
        yield one
    tell(len(records), len(records))


def digest(hashes: Any) -> str:
    """One number for all entries of a file: SHA-256 over their hashes, sorted, a newline between two."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def _everything_said(entries: list[Exported]) -> Iterator[str]:
    """A line for each statement of a file: what it is, its hash, when it was received, how it was checked."""
    for entry in entries:
        for name in LISTS:
            for one in cast(Doc, entry)[name]:
                yield f"{name} {one['hash']} {one['received_at']} {one.get('grade') or '-'}"


def _report(connection: Connection, trainee_id: str, programme: Any, ids: set[str], now: str) -> Report:
    # Only what is in the file can be checked in the file, so only that is held against the requirements.
    cases = record.facts(connection, trainee_id, programme.id, programme.tz)
    inside = [case for case in cases if case.id in ids]
    asked = requirements.sets()[programme.requirement_set]
    return eligibility.report(trainee_id, programme.id, asked, inside, day(now, programme.tz))


def _entry(number: int, one: Record, tz: str, people: dict[str, Any], known: dict[Signer, Any]) -> Exported:
    """What counts of an entry, with its newer version and everything else about it beside."""
    row, doc, counts = one.row, one.doc, one.counts.row
    signature = _signature(one) if row.signed_rev is not None else None
    done, zone = doc["performed_on"], ZoneInfo(tz)
    facts = {
        "number": number,
        "id": row.id,
        "rev": counts.rev,
        "hash": counts.hash,
        "state": "signed" if signature else row.state,
        "doc": doc,
        "newer": _stated(one.newer) | {"rev": row.rev, "state": row.state} if one.newer else None,
        "supervisor_name": _named(doc, people),
        "received_first": row.received_first,
        "received_at": counts.received_at,
        # Minutes by which it is dated after it came.
        "ahead": moments.treatment_lead(doc, counts.received_at),
        "entry_delay": record.days_after(done, row.received_first, zone),
        "signature": signature,
        "signed_at": local(signature["doc"]["signed_at"], tz) if signature else None,
        "signoff_delay": record.days_after(done, signature["doc"]["signed_at"], zone) if signature else None,
        "unsigned_change": any(
            kept.row.code == "signed_meanwhile" and kept.row.closed_at is None for kept in one.proposals
        ),
        "confirmed": _confirmed(one, known),
    }
    return cast(Exported, facts | _said(one))


def _named(doc: Entry, people: dict[str, Any]) -> str:
    """Whom an entry names as its supervisor, in words."""
    if not doc["supervisor"]:
        return str(vocabulary.LISTS["not_named"])
    return people[doc["supervisor"]].name if doc["supervisor"] in people else ""


def _said(one: Record) -> Doc:
    """Every statement about an entry, with what the server keeps beside its text."""
    return {
        "revisions": [_told(kept, "rev") for kept in one.revisions],
        **{
            KINDS[name].plural: [_told(kept, *KINDS[name].told) for kept in one.said[name]]
            for name in ABOUT_ENTRIES
        },
        "proposals": [_told(kept, "code", "closed_at") for kept in one.proposals],
    }


def _told(kept: Stated[Any], *columns: str) -> Doc:
    return _stated(kept) | {name: getattr(kept.row, name) for name in columns}


def _signature(one: Record) -> Signature | None:
    """The signature under exactly the revision that counts; None where none stands."""
    hash = one.counts.row.hash
    for kept in one.said["signoff"]:
        row = kept.row
        if row.verdict == "signed" and row.withdrawn_at is None and row.entry_hash == hash:
            return cast(Signature, _stated(kept) | {"grade": row.grade})
    return None


def _confirmed(one: Record, known: dict[Signer, Any]) -> Confirmation | None:
    """How the signer was confirmed under the name and number that the signature says; None where nobody
    did yet, or nobody signed. `how` is "before" for who signed before this was asked."""
    signature = _signature(one) if one.row.signed_rev is not None else None
    if signature is None:
        return None
    signer = signature["doc"]["signer"]
    row = known.get((signer["id"], signer["name"], signer["body"], signer["number"]))
    return {"how": row.how, "at": row.at, "by": row.by} if row else None


def _stated(kept: Stated[Any]) -> Doc:
    return {
        "hash": kept.row.hash,
        "received_at": kept.row.received_at,
        "text": kept.text,
        "doc": kept.doc,
        # Who handed it in, where that was not its writer.
        "brought_by": kept.row.brought_by,
    }
