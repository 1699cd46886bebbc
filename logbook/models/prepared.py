"""Checks of licences that a published file suggests: a person confirms each one, or dismisses it."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Hash, Id, Instant, Line


class PreparedCheck(Base):
    """That a licence stands in a register's file, for a school whose member its holder is.

    `found` is JSON of what the file says; `digest` of it and the file, so that a file that is read twice prepares
    nothing twice. `verdict` is "" while it waits, confirmed, dismissed, or superseded by a newer file; `act` the check
    that came of it.
    """

    __tablename__ = "prepared_check"
    __table_args__ = (
        Index("prepared_check_once", "provider_id", "licence_id", "digest", unique=True),
        Index("prepared_check_waiting", "provider_id", "verdict"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    licence_id: Mapped[Id]
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"))
    file: Mapped[Line]
    found: Mapped[str] = mapped_column(Text)
    digest: Mapped[Hash]
    made_at: Mapped[Instant]
    verdict: Mapped[Code]
    decided_by: Mapped[Id | None]
    decided_at: Mapped[Instant | None]
    act: Mapped[Id | None]
