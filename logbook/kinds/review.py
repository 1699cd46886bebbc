"""The look at the model two weeks after a case."""

from logbook import schemas
from logbook.forms import SEVERITY_COLUMNS
from logbook.forms.answers import REVIEW
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Review
from logbook.schemas.answers import ReviewSchema
from logbook.shapes import statements

SCHEMA = ReviewSchema()


def form() -> list[Doc]:
    """The review's form as data."""
    rules = schemas.rules(SCHEMA)
    rules["severity_after"] |= {"columns": SEVERITY_COLUMNS, "most": len(SEVERITY_COLUMNS) * 4}
    sections: list[Doc] = plain(REVIEW, rules)
    return sections


def columns(doc: statements.Review, kept: Kept) -> Row:
    """One review."""
    return {
        "id": doc["id"],
        "entry_id": kept.subject.id,
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
        "has_events": bool(doc["events"]),
    }


KIND = Kind(
    name="review",
    plural="reviews",
    word="review",
    order=2,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Review,
    about=About(id="entry", rev="entry_rev", hash="entry_hash"),
    naming=Naming(key=Review.id, id=Review.entry_id),
    columns=columns,
    side="trainee",
    brought=True,
    drafted=True,
    rebased=("entry",),
)
