"""Every kind of statement, each in a module of its own, found by its name: a new kind is a new file here.

What loops over `KINDS` (store, feed, record, export, the phone) needs no line for it. `about`, `subject_of`, `moves`,
`word` and `owners` are alike in twins/kinds.js; the phone knows the kinds from twins/declared.js, made of them when
served.
"""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from logbook import forms as data
from logbook import moments, schemas
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row, Subject
from logbook.models import Entry, Membership, Proposal

__all__ = [
    "HOLDERS",
    "KINDS",
    "SUBJECTS",
    "About",
    "Doc",
    "Kept",
    "Kind",
    "Naming",
    "Row",
    "Subject",
    "about",
    "ahead",
    "check",
    "fits",
    "for_phones",
    "forms",
    "moves",
    "owners",
    "shapes",
    "subject_of",
    "word",
]

_PARTS = {"kind", "queries"}  # of this package, and no kinds


def _found() -> dict[str, Kind]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _PARTS)
    kinds = [import_module(f"{__name__}.{name}").KIND for name in names]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: (kind.order, kind.name))}


KINDS: Mapping[str, Kind] = _found()
_FITS = {name: schemas.fitting(kind.schema) for name, kind in KINDS.items()}
# What everything said is about in the end, and its table: a case, or a person in a programme. A statement about another
# statement is about that one's subject.
SUBJECTS: Mapping[str, Any] = {"entry": Entry, "membership": Membership}
# Whatever a statement may be about that is not a subject itself, and where its row names one. A proposal is a version
# of an entry kept beside it, no kind of its own.
HOLDERS: Mapping[str, Naming] = {
    **{name: kind.naming for name, kind in KINDS.items() if name not in SUBJECTS},
    "proposal": Naming(key=Proposal.mutation, id=Proposal.entry_id),
}


def about(doc: Mapping[str, Any]) -> Subject:
    """What a document says it is about: a case, a person's membership, or another statement. Twin of twins/kinds.js.

    What could not be read any more (typ "damaged") tells its case at most.
    """
    kind = KINDS.get(doc["typ"])
    return kind.about(doc) if kind else Subject("entry", str(doc["entry"]))


def subject_of(doc: Mapping[str, Any], owner: Mapping[Subject, Subject]) -> Subject | None:
    """The entry or membership that a document is about in the end; None where that is not known. `owner`: `owners`."""
    found = about(doc)
    return found if found.kind in SUBJECTS else owner.get(found)


def moves(doc: Mapping[str, Any]) -> bool:
    """Whether a document moves where its case stands while it waits or is refused; one that cannot be read does. What
    takes back what moves nothing moves nothing."""
    kind = KINDS.get(doc["typ"])
    if kind is None or not kind.moves:
        return kind is None
    of = KINDS.get(about(doc).kind)
    return of is None or of.moves


def word(doc: Mapping[str, Any]) -> str:
    """What people call a statement: "review"; "" for a case, and for what cannot be read any more."""
    kind = KINDS.get(str(doc["typ"]))
    return kind.word if kind else ""


def owners(docs: Iterable[Doc], proposals: Iterable[tuple[str, str]] = ()) -> dict[Subject, Subject]:
    """{statement: its subject} of documents that others may be about; `proposals` are (mutation, entry id)."""
    found = {Subject("proposal", mutation): Subject("entry", id) for mutation, id in proposals}
    for doc in docs:
        subject = about(doc)
        if subject.kind in SUBJECTS and doc["typ"] not in SUBJECTS:
            found[Subject(doc["typ"], doc["id"])] = subject
    return found


def fits(doc: Doc) -> bool:
    """Whether `check` finds nothing wrong, without its words and many times faster."""
    return _FITS[doc["typ"]](doc)


def check(doc: Doc) -> dict[str, list[str]]:
    """The problems of a statement whose `typ` is known, {"product.batch": ["…"]}; empty when its shape is right."""
    return schemas.flatten(KINDS[doc["typ"]].schema.validate(doc))


def ahead(doc: Doc, now: str) -> dict[str, list[str]]:
    """What a statement of the right shape says is past and lies a day or more after `now`, in the words of `check`.

    Days and times are those of the statement's own zone.
    """
    found = {}
    for path, words, wall, tz in schemas.walls(KINDS[doc["typ"]].schema, doc):
        minutes = moments.lead(wall, tz, now)
        if minutes >= moments.REFUSED:
            found[path] = [moments.refusal(minutes, words)]
    return found


def rules(typ: str) -> dict[str, dict[str, Any]]:
    """Every field's rule of a kind by path: see `schemas.rules`."""
    return schemas.rules(KINDS[typ].schema)


@cache
def forms() -> dict[str, Any]:
    """All forms as plain JSON: {"entry": [section…], "signoff": […], …, "when": {…}}."""
    return {name: kind.form() for name, kind in KINDS.items()} | {
        "when": schemas.WHEN | {"watched": data.WATCHED}
    }


def shapes() -> dict[str, Any]:
    """What the documents of each kind look like: see `schemas.structure`."""
    return schemas.structure.as_json({name: kind.schema for name, kind in KINDS.items()})


def for_phones() -> dict[str, Any]:
    """What a phone knows of kinds: {"kinds": {name: {about, beside, …}}, "subjects": […]}."""
    return {"kinds": {name: kind.for_phones() for name, kind in KINDS.items()}, "subjects": list(SUBJECTS)}
