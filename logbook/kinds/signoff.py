"""A supervisor's answer to one version of a case: signed, or sent back."""

import orjson

from logbook import schemas
from logbook.forms.answers import SIGNOFF
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Signoff
from logbook.schemas.answers import SignoffSchema
from logbook.shapes import statements

SCHEMA = SignoffSchema()


def form() -> list[Doc]:
    """The sheet's form as data."""
    sections: list[Doc] = plain(SIGNOFF, schemas.rules(SCHEMA))
    return sections


def columns(doc: statements.Signoff, kept: Kept) -> Row:
    """One answer; only a signature has a grade."""
    return {
        "id": doc["id"],
        "entry_id": kept.subject.id,
        "entry_rev": kept.subject.rev,
        "entry_hash": kept.subject.hash,
        "signer_id": kept.actor_id,
        "verdict": doc["verdict"],
        "hash": kept.hash,
        "signed_at": doc["signed_at"],
        "received_at": kept.now,
        "grade": kept.grade if doc["verdict"] == "signed" else None,
        "withdrawn_at": None,
        "has_corrections": bool(doc["corrections"]),
        "signed_as": orjson.dumps([doc["signer"][name] for name in ("name", "body", "number")]).decode(),
        "rating": doc["rating"],
    }


def needed(doc: Doc) -> bool:
    """Answers already given decide about answers, and about a change of what was signed."""
    return doc["typ"] in ("signoff", "withdrawal") or "amends" in doc


KIND = Kind(
    name="signoff",
    plural="signoffs",
    word="answer",
    order=1,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Signoff,
    about=About(id="entry", rev="entry_rev", hash="entry_hash"),
    naming=Naming(key=Signoff.id, id=Signoff.entry_id),
    columns=columns,
    needed=needed,
    beside=("grade",),
    told=("grade", "withdrawn_at"),
    side="supervisor",
    moves=True,
    drafted=True,
    based=True,
)
