"""A saved copy that was brought back: who may see its record, and in words what became of each statement in it."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, or_, select

from logbook.filters import count, date
from logbook.kinds import KINDS
from logbook.models import Copy, Membership
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.loose import Doc
from logbook.shapes.served.copies import CopyHead, CopyLine, CopyTold, Returned

_TAKEN = ("applied", "duplicate")
_ONLY_OWNER = "Only its owner can bring this back: on their own phone, or here when they are signed in."
_WORDS = {
    "only_owner": _ONLY_OWNER,
    # In the same words: that it belongs to another school is not for this one's coordinator to learn.
    "other_programme": _ONLY_OWNER,
    "rebase": "The case was changed elsewhere meanwhile. Bring the file back on a phone with the app: it joins both.",
    "retry": "It builds on something that has not arrived. Bring the file back again in a minute.",
}


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """The record of a copy that this person may see: a row of `copy` with whose and by whom in names."""
    return connection.execute(_COPIES.where(*_seen(person), Copy.id == id)).first()


def of_account(connection: Connection, person: Person, account_id: str) -> list[AnyRow]:
    """The records this person may see of one account's copies, newest first."""
    query = _COPIES.where(*_seen(person), Copy.account_id == account_id)
    return list(connection.execute(query.order_by(Copy.brought_at.desc(), Copy.id).limit(50)))


def _seen(person: Person) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """One's own, and what one brought for members one still coordinates."""
    theirs = select(Membership.person_id).where(visible(person, "bring back copy"))
    return visible(person, "see copy"), or_(Copy.account_id == person.id, Copy.account_id.in_(theirs))


def copy(row: Any, refusals: Mapping[str, str], clock: Clock, linked: bool) -> CopyTold:
    """A row of `store.copies` whole."""
    result = orjson.loads(row.result)
    records = [_record(one, refusals, linked) for one in result["records"]]
    return {
        **_head(row, clock),
        "records": records,
        "taken": sum(1 for one in records if one["state"] == "sent"),
        "damaged": result["damaged"],
        "drafts": result["drafts"],
        "drafts_kept": result["drafts_kept"],
    }


def line(row: Any, clock: Clock) -> CopyLine:
    """A row of `of_account` as a line of a list."""
    result = orjson.loads(row.result)
    return {**_head(row, clock), "says": count(len(result["records"]), "record", "records")}


def _head(row: Any, clock: Clock) -> CopyHead:
    return {
        "id": row.id,
        "whose": row.whose_name,
        "by": row.by_name,
        "mine": row.by_id == row.account_id,
        "made_at": clock.local(row.made_at),
        "brought_at": clock.local(row.brought_at),
    }


def _record(one: Doc, refusals: Mapping[str, str], linked: bool) -> Returned:
    doc, code = one["doc"], one["code"] or one["status"]
    taken = one["status"] in _TAKEN
    if taken:
        words = "Was here already." if one["known"] or one["status"] == "duplicate" else "Brought back."
    else:
        words = _WORDS.get(code) or refusals.get(code, "It was not taken.")
    entry = doc.get("entry") or (doc.get("id") if doc.get("typ") == "entry" else None)
    return {
        "title": "A record" if code == "other_programme" else _title(doc),
        "state": "sent" if taken else "alert",
        "words": words,
        "problems": sorted({said for many in (one["fields"] or {}).values() for said in many}),
        "href": f"/entries/{entry}" if linked and taken and entry else None,
    }


def _title(doc: Doc) -> str:
    if doc.get("typ") != "entry":
        kind = KINDS.get(str(doc.get("typ")))
        return kind.word.capitalize() if kind else "A record"
    on = date(str(doc.get("performed_on", "")))
    model = f", model {doc['model']}" if "model" in doc else ""
    change = "" if doc.get("rev") == 1 else ", a change"
    return f"Case of {on}{model}{change}"


_BY = People.__table__.alias("by_person")
_WHOSE = People.__table__.alias("whose_person")
_COPIES = (
    select(*Copy.__table__.columns, _BY.c.name.label("by_name"), _WHOSE.c.name.label("whose_name"))
    .join(_BY, _BY.c.id == Copy.by_id)
    .join(_WHOSE, _WHOSE.c.id == Copy.account_id)
)
