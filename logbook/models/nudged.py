"""That somebody was asked not to forget what waits for them."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Id, Instant, Line


class Nudge(Base):
    """A supervisor was reminded of what waits for them: `of` is "own" (by the trainee whose cases wait) or "all" (by
    who coordinates). The id is made with the form, so that one sent twice is one; rows are only ever added."""

    __tablename__ = "nudge"
    __table_args__ = (
        Index("nudge_person", "person_id", "at"),
        Index("nudge_by", "by_id", "person_id", "at"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    by_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[Line]
    of: Mapped[Code]
    at: Mapped[Instant]
