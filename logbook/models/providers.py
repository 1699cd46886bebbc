"""A provider: a school, the border between what one coordinator may know and another may not."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Id, Instant, Line


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
