"""A kind that only a test knows: a line that a trainee adds to a case of theirs."""

from marshmallow import Schema
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from logbook import schemas
from logbook.forms.fields import Field, Section, plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Base
from logbook.models.columns import Hash, Id, Instant
from logbook.schemas.shapes import Fixed, Text, Whole, sha256, uuid
from logbook.schemas.shapes import Instant as Moment


class Note(Base):
    """One note."""

    __tablename__ = "note"
    __table_args__ = (Index("note_entry", "entry_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]


class NoteSchema(Schema):
    """note v1: a line about a version of a case."""

    typ = Fixed(["note"])
    v = Fixed([1])
    id = uuid()
    entry = uuid()
    entry_rev = Whole(1, 10_000, "This is not a revision.")
    entry_hash = sha256()
    line = Text(200, "Write a line", least=1)
    at = Moment("past")


SCHEMA = NoteSchema()


def form() -> list[Doc]:
    """The form of a note."""
    section = Section("note", "Note", [Field("line", "A line", "text", when="always")])
    return plain([section], schemas.rules(SCHEMA))


def columns(doc: Doc, kept: Kept) -> Row:
    """One note."""
    return {
        "id": doc["id"],
        "entry_id": kept.subject.id,
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
    }


KIND = Kind(
    name="note",
    plural="notes",
    word="note",
    order=5,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Note,
    about=About(id="entry", rev="entry_rev", hash="entry_hash"),
    naming=Naming(key=Note.id, id=Note.entry_id),
    columns=columns,
    side="trainee",
    rebased=("entry",),
)
