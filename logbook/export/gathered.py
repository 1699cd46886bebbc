"""The entries of an export, read a part at a time: a large logbook needs no more memory than a small one."""

from collections.abc import Iterator, Sequence
from typing import Any, cast, overload
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from logbook import moments, record, vocabulary
from logbook.export.marks import Licences
from logbook.filters import lowered
from logbook.instants import local
from logbook.kinds import KINDS
from logbook.record import Record, Stated
from logbook.record.reading import ABOUT_ENTRIES
from logbook.record.signers import Signer
from logbook.shapes.bundle import Confirmation, Exported, Handed, Signature
from logbook.shapes.loose import Doc

AT_ONCE = 500  # entries, some 30 MB with everything said about them; also one part of a printed logbook


class Gathered(Sequence[Exported]):
    """The entries of these ids, in this order; the part that was read last is kept, so up to AT_ONCE are read once.

    The connection must show one snapshot, and be open as long as entries are read. `people`, `known` and `licences` are
    those of the programme.
    """

    def __init__(
        self,
        connection: Connection,
        ids: list[str],
        tz: str,
        people: dict[str, Any],
        known: dict[Signer, Any],
        licences: Licences,
    ) -> None:
        self._connection, self._ids = connection, ids
        self._told = tz, people, known, licences
        self._part: tuple[int, list[Exported]] = (-1, [])

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Exported: ...
    @overload
    def __getitem__(self, place: slice) -> list[Exported]: ...
    def __getitem__(self, place: int | slice) -> Exported | list[Exported]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        return self._read(at // AT_ONCE)[at % AT_ONCE]

    def __iter__(self) -> Iterator[Exported]:
        for number in range(-(-len(self) // AT_ONCE)):
            yield from self._read(number)

    def _read(self, number: int) -> list[Exported]:
        if self._part[0] != number:
            first = number * AT_ONCE
            self._part = (-1, [])  # let go before the next is read
            records = record.records(self._connection, self._ids[first : first + AT_ONCE])
            self._part = number, [_entry(at, one, *self._told) for at, one in enumerate(records, first + 1)]
        return self._part[1]


def _entry(
    number: int,
    one: Record,
    tz: str,
    people: dict[str, Any],
    known: dict[Signer, Any],
    licences: Licences,
) -> Exported:
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
        "supervisor_name": _named(doc["supervisor"], people),
        "held_by": _named(row.handed_to or row.supervisor_id or "", people),
        "handed": [_handed(one, kept, people) for kept in sorted(one.said["handover"], key=_nth)],
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
        "signed_under": [
            {"signoff": kept.doc["id"], **licences.signed(kept.doc)}
            for kept in one.said["signoff"]
            if kept.doc["verdict"] == "signed"
        ],
        "treated_under": licences.treated(cast(Doc, doc)),
    }
    return cast(Exported, facts | _said(one))


def _named(id: str, people: dict[str, Any]) -> str:
    """Whom an entry names as its supervisor, in words."""
    if not id:
        return str(vocabulary.LISTS["not_named"])
    return people[id].name if id in people else ""


def _nth(kept: Stated[Doc]) -> int:
    return int(kept.row.nth)


def _handed(one: Record, kept: Stated[Doc], people: dict[str, Any]) -> Handed:
    doc = kept.doc
    then = next(version.doc for version in one.revisions if version.row.rev == kept.row.after_rev)
    return {
        "named": _named(then["supervisor"], people),
        "to": _named(doc["to"], people),
        "by": doc["by_name"],
        "reason": lowered(vocabulary.label(doc["reason"], "handover_reasons")),
        "at": doc["at"],
    }


def _said(one: Record) -> Doc:
    """Every statement about an entry, with what the server keeps beside its text."""
    return {
        "revisions": [_told(kept, "rev") for kept in one.revisions],
        **{
            KINDS[name].plural: [_told(kept, *KINDS[name].told) for kept in one.said[name]]
            for name in ABOUT_ENTRIES
        },
        "proposals": [_told(kept, "code", "closed_at") for kept in one.proposals],
        "belated": [
            {name: getattr(kept.row, name) for name in ("hash", "received_at", "by", "decided_at")}
            | {"doc": kept.doc, "text": kept.text, "brought_by": None}
            for kept in one.belated
        ],
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
