"""A coordinator's word on who answers a case: it waits for somebody else from then on. What its trainee wrote stays."""

from logbook import schemas
from logbook.forms.answers import HANDOVER
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Handover
from logbook.schemas.answers import HandoverSchema
from logbook.shapes import statements

SCHEMA = HandoverSchema()


def form() -> list[Doc]:
    """Why, as data. To whom is asked at the desk alone, where it is said."""
    sections: list[Doc] = plain(HANDOVER, schemas.rules(SCHEMA))
    return sections


def columns(doc: statements.Handover, kept: Kept) -> Row:
    """One hand-over. Which revision it came after and how many came before say what is later, where no clock could."""
    return {
        "id": doc["id"],
        "entry_id": kept.subject.id,
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
        "after_rev": kept.subject.rev,
        "nth": kept.subject.handovers + 1,
    }


KIND = Kind(
    name="handover",
    plural="handovers",
    word="hand-over",
    order=5,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Handover,
    about=About(id="entry"),
    naming=Naming(key=Handover.id, id=Handover.entry_id),
    columns=columns,
    beside=("after_rev", "nth"),
    told=("after_rev", "nth"),
    side="coordinator",
)
