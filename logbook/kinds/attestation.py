"""That a trainee did a version of a module, worked so many hours or holds a document, as somebody says it.

It is about the trainee's membership. What the trainee declares counts once a tutor accepts it, by an attestation of
their own that names it.
"""

import orjson

from logbook import schemas
from logbook.forms.declaring import ATTESTATION
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Attestation
from logbook.schemas.attested import AttestationSchema
from logbook.shapes import statements

SCHEMA = AttestationSchema()
TOLD = ("title", "hours", "way", "subject", "document", "minutes", "credits_tenths", "score")


def form() -> list[Doc]:
    """The form of an attestation as data."""
    sections: list[Doc] = plain(ATTESTATION, schemas.rules(SCHEMA))
    return sections


def deed_of(doc: statements.Attestation, hash: str) -> str:
    """The same for all who speak of one completion: a module's version on a day; else what was declared, and what
    accepts that."""
    if doc["what"] == "module":
        return f"{doc['module']} {doc['version']} {doc['on']}"
    return doc["accepts"] or hash


def columns(doc: statements.Attestation, kept: Kept) -> Row:
    """One attestation; `told` are its words for rules."""
    member = kept.subject
    return {
        "id": doc["id"],
        "membership_id": doc["membership"],
        "person_id": member.person_id,
        "programme_id": member.programme_id,
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
        "what": doc["what"],
        "module": doc["module"],
        "version": doc["version"],
        "on_day": doc["on"],
        "until_day": doc["until"],
        "known": doc["known"],
        "deed": deed_of(doc, kept.hash),
        "told": orjson.dumps({name: doc[name] for name in TOLD}, option=orjson.OPT_SORT_KEYS).decode(),  # type: ignore[literal-required]
        "withdrawn_at": None,
    }


def needed(doc: Doc) -> bool:
    """Whoever speaks of a completion, or takes such a word back, is held beside all that was said of it."""
    return bool(
        doc["typ"] == "attestation" or (doc["typ"] == "withdrawal" and doc["of"]["kind"] == "attestation")
    )


KIND = Kind(
    name="attestation",
    plural="attestations",
    word="attestation",
    order=7,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Attestation,
    about=About(kind="membership", id="membership"),
    naming=Naming(key=Attestation.id, id=Attestation.membership_id, kind="membership"),
    columns=columns,
    subject="membership",
    read_by="hold attestation",
    hold_by="hold attestation",
    needed=needed,
    told=("withdrawn_at",),
    side="teaching",
)
