"""A supervisor's word that a case is to count for no rule: one model under two codes, say. The case stays as it is."""

from logbook import instants, schemas
from logbook.forms.answers import SET_ASIDE
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import SetAside
from logbook.schemas.answers import SetAsideSchema
from logbook.shapes import statements

SCHEMA = SetAsideSchema()


def form() -> list[Doc]:
    """Why, as data."""
    sections: list[Doc] = plain(SET_ASIDE, schemas.rules(SCHEMA))
    return sections


def columns(doc: statements.SetAside, kept: Kept) -> Row:
    """One setting aside; its day is that of its author's wall, its name the one they had then."""
    return {
        "id": doc["id"],
        "entry_id": kept.subject.id,
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
        "reason": doc["reason"],
        "on_day": instants.day(doc["at"], doc["tz"]),
        "by_name": doc["by_name"],
        "withdrawn_at": None,
    }


def needed(doc: Doc) -> bool:
    """Nobody sets a case aside twice, and what was said is taken back once."""
    return bool(
        doc["typ"] == "set_aside" or (doc["typ"] == "withdrawal" and doc["of"]["kind"] == "set_aside")
    )


KIND = Kind(
    name="set_aside",
    plural="set_asides",
    word="set-aside",
    order=6,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=SetAside,
    about=About(id="entry", rev="entry_rev", hash="entry_hash"),
    naming=Naming(key=SetAside.id, id=SetAside.entry_id),
    columns=columns,
    needed=needed,
    told=("withdrawn_at",),
    side="supervisor",
)
