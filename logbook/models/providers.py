"""A provider: a school, the border between what one coordinator may know and another may not."""

from sqlalchemy import String
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
