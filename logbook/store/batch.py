"""What one request knows and decides: read at once, changed in memory while it is judged, written at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, make_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection

from logbook import instants
from logbook.kinds import KINDS, Kept, Row
from logbook.models import Entry
from logbook.permissions import Person, Post, supervising
from logbook.record.reports import Kept as Report
from logbook.shapes.verdicts import Conflict
from logbook.store import rows
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, applied, conflict

if TYPE_CHECKING:
    from logbook.store.hands import Hands

    class Head(Entry):
        """An entry as it stands, in this batch's eyes. It has the table's columns, so that permissions can judge it."""

        is_new: bool
        is_changed: bool

else:
    # Its fields are the table's: a column is added in one place. Slots, because there are a hundred in a request.
    Head = make_dataclass(
        "Head",
        [
            *((column.key, Any) for column in Entry.__table__.columns),
            ("is_new", bool, field(default=False)),
            ("is_changed", bool, field(default=False)),
        ],
        slots=True,
    )

_MOST_OFFSET = 2**31 - 1


@dataclass(frozen=True)
class Circumstances:
    """When and from where a request came.

    `epoch` is the one the phone believes in; `hands` who hands in what is not theirs, where somebody does; `more`
    whether more of it is on its way; `admitted_by` the coordinator by whose word an answer counts that its signer gave
    before they left.
    """

    now: str
    device: str | None = None
    client_now: str | None = None
    epoch: str | None = None
    hands: "Hands | None" = None
    more: bool = False
    admitted_by: str | None = None
    reports: list[Report] = field(default_factory=list)  # made and kept by what came

    @property
    def brought_by(self) -> str | None:
        """The account that handed this in, where it is not the author's."""
        return self.hands.by if self.hands else self.admitted_by

    @cached_property
    def offset_s(self) -> int | None:
        """By how many seconds the phone's clock is ahead of ours."""
        if self.client_now is None:
            return None
        offset = round((instants.parse(self.client_now) - instants.parse(self.now)).total_seconds())
        # A clock may be wrong by centuries; the column ends after 68 years.
        return max(-_MOST_OFFSET, min(offset, _MOST_OFFSET))


@dataclass(slots=True)
class Batch:
    """Everything the judges may look at, and everything they decide."""

    actor: Person
    at: Circumstances
    connection: Connection
    # What is there. `known` has the rows of every kind but the entry's by their ids.
    heads: dict[str, Head] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)  # of the heads as they stood, by id
    members: dict[str, Any] = field(default_factory=dict)  # memberships that statements are about, by id
    known: dict[str, dict[str, Row]] = field(default_factory=lambda: {name: {} for name in KINDS})
    proposals: dict[str, Row] = field(default_factory=dict)  # by mutation: to be closed, or new
    posts: dict[Post, set[str]] = field(default_factory=dict)  # who holds the posts that read what is touched
    results: dict[str, tuple[str, Verdict]] = field(default_factory=dict)
    revisions: dict[str, Row] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    taken: dict[str, tuple[Any, str]] = field(
        default_factory=dict
    )  # hash → (statement, when it came) of what is new
    # What becomes of it.
    inserts: dict[str, list[Row]] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)  # ids of sign-offs
    counted_again: set[str] = field(default_factory=set)  # ids of what set cases aside
    unsaid: set[str] = field(default_factory=set)  # ids of attestations
    closed: set[str] = field(default_factory=set)  # mutations of proposals
    handed: Counter[tuple[str, str, str]] = field(
        default_factory=Counter
    )  # cases by (to whom, programme, reason)
    belated: set[str] = field(default_factory=set)  # hashes of answers that are kept beside
    taught: dict[str, dict[tuple[str, int], str]] = field(default_factory=dict)
    touched: dict[tuple[str, str], Any] = field(default_factory=dict)  # (kind, id) → the subject it is about

    def supervisors(self, programme_id: str) -> set[str]:
        """The account ids of those who supervise in a programme now."""
        return self.posts.get(supervising(programme_id), set())

    def modules(self, programme_id: str) -> dict[tuple[str, int], str]:
        """{(key, version): title} of what a programme teaches or taught; read by the first that asks."""
        if programme_id not in self.taught:
            found = self.connection.execute(rows.TAUGHT, {"programme": programme_id})
            self.taught[programme_id] = {(row.key, row.version): row.title for row in found}
        return self.taught[programme_id]

    def spoken_of(self, member: Any, said: Iterable[Row]) -> None:
        """Whoever holds these attestations hears of them once more: whether they wait may be otherwise now."""
        for row in said:
            if row["membership_id"] == member.id:
                self.touched["attestation", row["id"]] = member

    def revision(self, hash: str | None) -> Row | None:
        """The stored statement of this hash: {hash, kind, doc_id, rev, text}.

        Most requests never ask. The first that does reads, in one query, every text this batch can ask for.
        """
        if self.wanted and hash not in self.revisions:
            found = self.connection.execute(rows.STATEMENTS, {"hashes": sorted(self.wanted)}).mappings()
            self.revisions = {row["hash"]: dict(row) for row in found} | self.revisions
            self.wanted.clear()
        return self.revisions.get(hash or "")

    def version(self, head: Head, hash: str | None) -> Row | None:
        """The same where it is a version of this entry: an id is made by whoever writes, so another statement's may be
        the entry's own."""
        found = self.revision(hash)
        return found if found and (found["kind"], found["doc_id"]) == ("entry", head.id) else None

    def add(self, table: str, row: Row) -> None:
        """A row to insert when all is judged."""
        self.inserts.setdefault(table, []).append(row)

    def row(self, heard: Heard[Any], subject: Any = None) -> Row:
        """The row of a statement's kind, as the server would keep it."""
        kept = Kept(self.actor.id, self.at.now, heard.hash, heard.grade, subject)
        return KINDS[heard.doc["typ"]].columns(heard.doc, kept)

    def take(self, heard: Heard[Any], subject: Any) -> Verdict:
        """The statement is taken as one about this subject: its row, its text, and everybody who holds it is told."""
        typ, row = heard.doc["typ"], self.row(heard, subject)
        self.add(typ, row)
        self.known[typ][row["id"]] = row
        self.keep(heard, subject)
        return applied(heard.id, 1, heard.hash)

    def keep(self, heard: Heard[Any], subject: Any, *, rev: int = 1, prev: str | None = None) -> None:
        """The statement's text becomes part of the record, and everybody who holds its subject is told."""
        doc = heard.doc
        row = {
            "hash": heard.hash,
            "kind": doc["typ"],
            "doc_id": doc["id"],
            "rev": rev,
            "prev": prev,
            "text": heard.text,
            "mutation": heard.id,
            "author": self.actor.id,
            "device": self.at.device,
            "received_at": self.at.now,
            "client_at": doc.get("recorded_at")
            or doc.get("signed_at")
            or doc.get("at")
            or self.at.client_now,
            "clock_offset_s": self.at.offset_s,
            "brought_by": self.at.brought_by,
        }
        self.add("statement", row)
        self.revisions[heard.hash] = row
        self.taken[heard.hash] = (doc, self.at.now)
        self.touched[doc["typ"], doc["id"]] = subject

    def clash(self, heard: Heard[Any], head: Head, code: str) -> Conflict:
        """A conflict with the entry as it stands; nothing of the statement is stored."""
        stored = self.revision(head.hash)
        return conflict(heard.id, code, head.rev, head.hash, stored["text"] if stored else "")

    def was_asked(self, head: Head) -> bool:
        """Whether this device was asked before to make something anew on this very head, because it dropped answers."""
        marks = [f'"hash":"{head.hash}"', f'"device":{orjson.dumps(self.at.device).decode()}']
        here = [orjson.dumps(verdict).decode() for _, verdict in self.results.values() if "device" in verdict]
        if any(all(mark in text for mark in marks) for text in here):
            return True
        asked = {"account": self.actor.id, "head": f"%{marks[0]}%", "device": f"%{marks[1]}%"}
        return self.connection.execute(rows.ASKED, asked).first() is not None

    def propose(self, heard: Heard[Any], head: Head, code: str) -> Verdict:
        """A conflict; the body cannot become the head, so it is kept whole beside it, and shown."""
        row = {
            "mutation": heard.id,
            "entry_id": head.id,
            "author_id": self.actor.id,
            "code": code,
            "text": heard.text,
            "hash": heard.hash,
            "received_at": self.at.now,
            "closed_at": None,
            "brought_by": self.at.brought_by,
        }
        self.add("proposal", row)
        self.proposals[heard.id] = row
        self.touched["entry", head.id] = head
        return self.clash(heard, head, code)

    def keep_belated(self, heard: Heard[Any], head: Head) -> None:
        """Keep an answer beside its case until somebody decides about it, once however often it is sent."""
        if heard.hash in self.belated or self.connection.scalar(rows.BELATED, {"hash": heard.hash}):
            return
        self.belated.add(heard.hash)
        row = {"hash": heard.hash, "entry_id": head.id, "author_id": self.actor.id, "text": heard.text}
        nobody = {"accepted": None, "decided_by": None, "decided_at": None}
        self.add("belated", row | {"received_at": self.at.now} | nobody)
        # The entry's document tells of it.
        self.touched["entry", head.id] = head

    def keep_refused(self, heard: Heard[Any], code: str) -> None:
        """Keep a refused body where only its writer and an administrator find it."""
        row = {"account_id": self.actor.id, "mutation": heard.id, "code": code, "text": heard.text}
        self.add("refusal", row | {"received_at": self.at.now})
