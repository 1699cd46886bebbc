"""The case itself: the one kind that has versions, and what nearly everything else is about."""

from logbook import schemas
from logbook.forms import SEVERITY_COLUMNS
from logbook.forms.entry import SECTIONS
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Entry
from logbook.schemas.entry import EntrySchema
from logbook.shapes import statements

SCHEMA = EntrySchema()
# What never changes of an entry once it is there; every other column moves with its head.
FIXED = ("id", "trainee_id", "programme_id", "received_first")
MOVED = tuple(column.key for column in Entry.__table__.columns if column.key not in FIXED)


def form() -> list[Doc]:
    """The form of a case as data."""
    rules = schemas.rules(SCHEMA)
    rules["assessment.severity"] |= {"columns": SEVERITY_COLUMNS, "most": len(SEVERITY_COLUMNS) * 4}
    rules["again"] = rules["corrections"]
    sections: list[Doc] = plain(SECTIONS, rules)
    return sections


def columns(doc: statements.Entry, kept: Kept) -> Row:
    """The head of an entry as this revision would have it."""
    return {
        "id": doc["id"],
        "trainee_id": doc["trainee"],
        "programme_id": doc["programme"],
        "supervisor_id": doc["supervisor"] or None,
        "rev": doc["rev"],
        "hash": kept.hash,
        "state": "sent",
        "signed_rev": None,
        "performed_on": doc["performed_on"],
        "part": doc["part"],
        "received_first": kept.now,
        "received_at": kept.now,
        "setting": doc["setting"],
        "model_code": doc["model"]["code"],
        "areas": f"|{'|'.join(doc['areas'])}|",
        "has_points": bool(doc["points"]),
        "has_events": bool(doc["events"]),
        "review_due_on": doc["aftercare"]["review_due_on"],
        "handed_to": None,
        "handovers": 0,
    }


KIND = Kind(
    name="entry",
    plural="entries",
    word="",
    order=0,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Entry,
    about=About(id="id"),
    naming=Naming(key=Entry.id, id=Entry.id),
    columns=columns,
    side="trainee",
    brought=True,
    moves=True,
    drafted=True,
    based=True,
)
