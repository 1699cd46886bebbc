"""A provider: a school, the border between what one coordinator may know and another may not."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Hash, Id, Instant, Line


class Provider(Base):
    """A school; two of one name are two, and know nothing of each other."""

    __tablename__ = "provider"
    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[Line]
    address: Mapped[Line]
    tz: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Instant]


class Administration(Base):
    """That a person administers a provider: ended, never deleted, like a role in a programme.

    A table of its own: a membership is in a programme, and lies in the feed of everybody there.
    """

    __tablename__ = "administration"
    __table_args__ = (
        Index(
            "administration_active",
            "person_id",
            "provider_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("administration_provider", "provider_id"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"))
    since: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    ended_by: Mapped[Id | None]


class Logo(Base):
    """The picture that a provider is known by; made anew here, so that nothing but the picture is in `body`."""

    __tablename__ = "logo"
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    hash: Mapped[Hash]
    width: Mapped[int]
    height: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[Id]
    at: Mapped[Instant]


class RegisterEntry(Base):
    """What a provider keeps of a person: its own, on no phone and no paper, and for no judgement of a signature.

    `name` is how they are called in its papers, "" as in their account: of its lines the last one that stands.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("provider_id", "person_id"),
        Index("register_entry_person", "person_id"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"))
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    name: Mapped[Line]


class RegisterLine(Base):
    """One thing that was written into such an entry: rows are only ever added, and taken back by a further one.

    `kind` is name, check (of a `document`, seen on the day `seen_on` by who wrote it), note, or withdrawal (of the act
    `of`). `programme_id` is where its writer runs something; none of an administrator.
    """

    __tablename__ = "register_line"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entry_id: Mapped[Id] = mapped_column(ForeignKey("register_entry.id"), index=True)
    act: Mapped[Id]
    kind: Mapped[Code]
    text: Mapped[str] = mapped_column(Text)
    document: Mapped[Code | None]
    seen_on: Mapped[Day | None]
    of: Mapped[Id | None]
    programme_id: Mapped[Id | None]
    by_id: Mapped[Id]
    at: Mapped[Instant]
