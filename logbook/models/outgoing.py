"""E-mail that is to go out, and what became of it."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Id, Instant


class Mail(Base):
    """One e-mail: to whom and of what kind, never its words, which are made of the record when it is sent.

    `facts` is JSON of ids and codes. `state` is waiting, sending (a worker has begun to hand it over, and has not said
    how that went), sent, dropped (what it was to tell is no more), lost (whether it went is not known, and a second one
    would be worse) or dead (its address takes none). The id of the row is the Message-ID's, so that it never changes.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("mail_state", "state", "due_at"),
        Index("mail_address", "address", "state"),
        Index("mail_person", "person_id", "kind"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[Id | None]  # None: who has no account yet
    facts: Mapped[str] = mapped_column(Text)
    state: Mapped[Code]
    tries: Mapped[int]
    due_at: Mapped[Instant]
    wanted_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    answer: Mapped[str] = mapped_column(String(200))  # what the mail server said last, without addresses
