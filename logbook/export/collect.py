"""Gathers what an export holds into one plain dict, the bundle: paper, spreadsheet and archive are all made from it."""

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection

from logbook import eligibility
from logbook.eligibility import requirements
from logbook.export import figures, reads
from logbook.export.reads import Record, Stated
from logbook.export.words import local

Bundle = dict[str, Any]


def collect(
    connection: Connection, trainee_id: str, programme_id: str, date_from: str, date_to: str, now: str
) -> Bundle:
    """All entries treated from one day to another, with everything said about them, and the figures about them.

    {trainee, programme, date_from, date_to, generated_at, digest, report, signers, summary, timeliness, entries}.
    The connection must show one snapshot. Raises NoResultFound for a person or programme there is not.
    """
    programme = reads.programme(connection, programme_id)
    trainee = reads.person(connection, trainee_id)
    values = {"trainee": trainee_id, "programme": programme_id, "first": date_from, "last": date_to}
    people = reads.people(connection, programme_id)
    records = reads.records(connection, values)
    entries = [_entry(number, record, programme.tz, people) for number, record in enumerate(records, 1)]
    return {
        "trainee": dict(trainee._mapping),
        "programme": dict(programme._mapping),
        "date_from": date_from,
        "date_to": date_to,
        "generated_at": now,
        "digest": digest(entry["hash"] for entry in entries),
        "report": _report(connection, trainee_id, programme, (date_from, date_to), now),
        "signers": figures.signers(entries, {id: row.profession for id, row in people.items()}),
        "summary": figures.summary(entries),
        "timeliness": figures.timeliness(entries),
        "entries": entries,
    }


def digest(hashes: Any) -> str:
    """One number for all entries of a file: SHA-256 over their hashes, sorted, a newline between two."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def _report(
    connection: Connection, trainee_id: str, programme: Any, days: tuple[str, str], now: str
) -> Bundle:
    # Only what is in the file can be checked in the file, so only that is held against the requirements.
    cases = eligibility.facts(connection, trainee_id, programme.id, programme.tz)
    inside = [case for case in cases if days[0] <= case.performed_on <= days[1]]
    asked = requirements.sets()[programme.requirement_set]
    return eligibility.report(trainee_id, programme.id, asked, inside, local(now, programme.tz)[:10])


def _entry(number: int, record: Record, tz: str, people: dict[str, Any]) -> Bundle:
    row, doc = record.row, record.doc
    signature = _signature(record) if row.state == "signed" else None
    done, zone = row.performed_on, ZoneInfo(tz)
    supervisor = people.get(doc["supervisor"])
    return {
        "number": number,
        "id": row.id,
        "rev": row.rev,
        "hash": row.hash,
        "state": row.state,
        "doc": doc,
        "supervisor_name": supervisor.name if supervisor else "",
        "received_first": row.received_first,
        "received_at": row.received_at,
        "entry_delay": eligibility.days_after(done, row.received_first, zone),
        "signature": signature,
        "signed_at": local(signature["doc"]["signed_at"], tz) if signature else None,
        "signoff_delay": eligibility.days_after(done, signature["doc"]["signed_at"], zone)
        if signature
        else None,
        "unsigned_change": any(kept.row.code == "signed_meanwhile" for kept in record.proposals),
        "revisions": [_stated(kept) for kept in record.revisions],
        "signoffs": [
            _stated(kept) | {"grade": kept.row.grade, "withdrawn_at": kept.row.withdrawn_at}
            for kept in record.signoffs
        ],
        "reviews": [_stated(kept) for kept in record.reviews],
        "withdrawals": [_stated(kept) for kept in record.withdrawals],
        "proposals": [_stated(kept) | {"code": kept.row.code} for kept in record.proposals],
    }


def _signature(record: Record) -> Bundle | None:
    """The one signature that stands under exactly this revision."""
    for kept in record.signoffs:
        row = kept.row
        if row.verdict == "signed" and row.withdrawn_at is None and row.entry_hash == record.row.hash:
            return _stated(kept) | {"grade": row.grade}
    return None


def _stated(kept: Stated) -> Bundle:
    return {
        "hash": kept.row.hash,
        "received_at": kept.row.received_at,
        "text": kept.text,
        "doc": orjson.loads(kept.text),
    }
