"""What the office has of a trainee beside their cases: certificates, hours and documents that somebody saw, each with
where it is kept and its digest, which stand in no statement."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, insert, select
from wtforms import Form, StringField

from logbook import canonical, store
from logbook.forms.inputs import open_line, text_field
from logbook.models import Attestation, Proof
from logbook.models import Person as People
from logbook.office.requirements.questions import tenths_of, whole_of
from logbook.permissions import Person
from logbook.record import attained, taught
from logbook.shapes.served.lessons import KeptLine
from logbook.shapes.words import Vocabulary
from logbook.store import Mutation, Verdict


class Facts(Form):
    """What was seen: a module's certificate, hours, or a document; and where it is kept."""

    what = StringField()
    module = StringField()
    hours = StringField()
    way = StringField()
    subject = open_line(40)
    document = StringField()
    title = open_line()
    on = StringField()
    until = StringField()
    minutes = open_line(7)
    credits = open_line(6)
    place = text_field("Say where it is kept")

    def validate(self, modules: Iterable[str], words: Vocabulary, today: str) -> bool:
        """Judge all fields: each sort of thing asks its own."""
        good = bool(super().validate())
        for name, said in self._wrong(list(modules), words, today).items():
            if said:
                self[name].errors, good = [said], False
        return good

    def _wrong(self, modules: list[str], words: Vocabulary, today: str) -> dict[str, str]:
        what = self.what.data or ""
        wrong = {
            "what": "" if what in words["attested"] else "Choose what was seen",
            "on": _wrong_day(self.on.data, today, needed=True),
            "until": _wrong_day(self.until.data, "9999-12-31", needed=False),
            "minutes": ""
            if not self.minutes.data or whole_of(self.minutes.data)
            else "Minutes are whole, and not 0",
            "credits": ""
            if not self.credits.data or tenths_of(self.credits.data)
            else "Credits are tenths at most",
        }
        if not wrong["until"] and self.until.data and self.until.data < (self.on.data or ""):
            wrong["until"] = "Its last day lies before its first"
        return wrong | self._of_sort(what, modules, words)

    def _of_sort(self, what: str, modules: list[str], words: Vocabulary) -> dict[str, str]:
        if what == "module":
            return {"module": "" if self.module.data in modules else "Choose which module"}
        if what == "hours":
            lacks = "" if self.minutes.data else "Say how many minutes"
            kind = "" if self.hours.data in words["hours_kinds"] else "Choose which hours they are"
            return {"hours": kind} | ({"minutes": lacks} if lacks else {})
        if what == "document":
            return {
                "document": "" if self.document.data in words["document_kinds"] else "Choose which document"
            }
        return {}


class Declared(Facts):
    """The same without where it is kept: what a trainee says of hours or a document of their own."""

    place = None


def kept(connection: Connection, membership: str, words: Vocabulary) -> list[KeptLine]:
    """Everything that was said of a trainee, the newest first, with where the office keeps what it saw."""
    rows = [dict(row) for row in connection.execute(_KEPT, {"membership": membership}).mappings()]
    waits = attained.waiting_of(rows)
    return [_line(row, words, waits=row["id"] in waits) for row in reversed(rows)]


def record(
    connection: Connection, person: Person, member: Any, tz: str, form: Facts, digest: str | None, now: str
) -> Verdict:
    """Keep that somebody saw it; the last thing in its transaction."""
    doc = _EMPTY | {"membership": member.id, "id": str(uuid4()), "by": person.id, "by_name": person.name}
    doc |= {"at": now, "tz": tz} | worded(connection, member.programme_id, form)
    [verdict] = store.accept(connection, person, [Mutation(str(uuid4()), canonical.dumps(doc))], now=now)
    if verdict["status"] == "applied":
        # Nobody else writes this row, so it holds up nobody that waits for the feed.
        row = {"attestation_id": doc["id"], "digest": digest, "place": form.place.data}
        connection.execute(insert(Proof).values(row | {"at": now, "by_id": person.id}))
    return verdict


def worded(connection: Connection, programme: str, form: Facts) -> dict[str, Any]:
    """What a judged form says, in the words of the statement."""
    doc: dict[str, Any] = {"what": form.what.data, "on": form.on.data, "until": form.until.data or None}
    doc |= {"minutes": whole_of(form.minutes.data or ""), "title": form.title.data or ""}
    doc |= {"credits_tenths": tenths_of(form.credits.data) if form.credits.data else None}
    if form.what.data == "module":
        module = next(row for row in taught.current(connection, programme) if row.key == form.module.data)
        doc |= {"module": module.key, "version": module.version, "title": module.title, "until": None}
    elif form.what.data == "hours":
        words = {"hours": form.hours.data, "way": form.way.data or "", "subject": form.subject.data or ""}
        doc |= words | {"title": form.title.data or "Hours"}
    else:
        doc |= {"document": form.document.data, "title": form.title.data or "Document"}
    return doc


def digest_of(file: Any) -> str | None:
    """The SHA-256 of a file that was chosen, which is read and kept nowhere; None where none was."""
    if file is None or not file.filename:
        return None
    found = sha256()
    with file.stream as stream:
        while piece := stream.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


_EMPTY: dict[str, Any] = {
    "typ": "attestation",
    "v": 1,
    "module": "",
    "version": None,
    "hours": "",
    "way": "",
    "subject": "",
    "document": "",
    "score": None,
    "known": "seen",
    "accepts": None,
}


def _line(row: Any, words: Vocabulary, *, waits: bool) -> KeptLine:
    told = orjson.loads(row["told"])
    kind = words["document_kinds"].get(told["document"]) or words["hours_kinds"].get(told["hours"], "")
    return {
        "id": row["id"],
        "title": f"{kind}: {told['title']}" if kind else told["title"],
        "on": row["on_day"],
        "until": row["until_day"],
        "minutes": told["minutes"],
        "known": words["known_ways"][row["known"]],
        "by": row["by"] or "",
        "state": "withdrawn" if row["withdrawn_at"] else "waits" if waits else "counts",
        "place": row["place"] or "",
        "digest": row["digest"] or "",
        "ours": row["known"] in ("file", "seen") and row["withdrawn_at"] is None,
    }


def _wrong_day(text: str | None, last: str, *, needed: bool) -> str:
    if not text:
        return "Enter its first day" if needed else ""
    try:
        good = date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    return "" if good and text <= last else "This is no day, or one still to come"


_KEPT = (
    select(*Attestation.__table__.columns, Proof.place, Proof.digest, People.name.label("by"))
    .outerjoin(Proof, Proof.attestation_id == Attestation.id)
    .outerjoin(People, People.id == Attestation.author_id)
    .where(Attestation.membership_id == bindparam("membership"))
    .order_by(Attestation.received_at, Attestation.id)
)
