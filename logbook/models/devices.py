"""What is known of each device: when it last synced, what waits on it, and which saved copies were brought back."""

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Hash, Id, Instant, Line


class Device(Base):
    """One account on one device, as its last sync told. A phone that two people share has two rows."""

    __tablename__ = "device"
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    build: Mapped[str] = mapped_column(String(80))
    last_sync: Mapped[Instant]
    pending: Mapped[int]  # statements that waited there when the last sync was over
    oldest_pending: Mapped[Instant | None]  # when the oldest of them was made, by our clock
    clock_offset_s: Mapped[int] = mapped_column(Integer)
    failures: Mapped[int]  # syncs in a row that brought no final answer
    login_id: Mapped[Hash | None]
    agent: Mapped[Line]
    emptied_at: Mapped[Instant | None]  # since when its browser is known to have lost its data


class Copy(Base):
    """A saved copy that was brought back: whose, by whom, and what became of each statement in it."""

    __tablename__ = "copy"
    __table_args__ = (Index("copy_account", "account_id", "brought_at"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id]
    by_id: Mapped[Id]
    made_at: Mapped[Instant]
    brought_at: Mapped[Instant]
    result: Mapped[str] = mapped_column(Text)
