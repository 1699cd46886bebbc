"""Statements, kept verbatim and append-only, and the columns that cache what they say."""

from sqlalchemy import ColumnElement, Index, Integer, Text, UniqueConstraint, func, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Hash, Id, Instant, Line


class Statement(Base):
    """One document as one exact canonical text. Rows are only ever added."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("kind", "doc_id", "rev", name="statement_revision"),)
    hash: Mapped[Hash] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    doc_id: Mapped[Id]
    rev: Mapped[int]
    prev: Mapped[Hash | None]
    text: Mapped[str] = mapped_column(Text)
    mutation: Mapped[Id]
    author: Mapped[Id]
    device: Mapped[Id | None]
    received_at: Mapped[Instant]
    client_at: Mapped[Instant | None]
    clock_offset_s: Mapped[int | None] = mapped_column(Integer)
    brought_by: Mapped[Id | None]  # who handed it in, where that was not its author


class Entry(Base):
    """The head of one case: what its latest revision says, and where it stands."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("entry_trainee", "trainee_id", "performed_on"),
        Index("entry_programme", "programme_id", "state"),
        Index("entry_model", "trainee_id", "model_code"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    trainee_id: Mapped[Id]
    programme_id: Mapped[Id]
    supervisor_id: Mapped[Id | None]  # None until its trainee names who supervised
    rev: Mapped[int]
    hash: Mapped[Hash]
    state: Mapped[Code]
    signed_rev: Mapped[int | None]
    performed_on: Mapped[Day]
    part: Mapped[Code]
    received_first: Mapped[Instant]
    received_at: Mapped[Instant]
    # What pages narrow lists by, count and look models up by: as this revision says it.
    setting: Mapped[Code]
    model_code: Mapped[Code]
    areas: Mapped[str] = mapped_column(Text)  # "|glabella|forehead|", so that one is found between bars
    has_points: Mapped[bool]
    has_events: Mapped[bool]
    review_due_on: Mapped[Day | None]  # as its trainee said; else the rule of pages says when
    # Whom it was handed over to since its trainee named somebody; None where whom it names holds it. And how often.
    handed_to: Mapped[Id | None]
    handovers: Mapped[int] = mapped_column(server_default=text("0"))

    @hybrid_property
    def holder_id(self) -> str | None:
        """Whom its statements say it waits for; who took over from a leaver says `succession`."""
        return self.handed_to or self.supervisor_id

    @holder_id.inplace.expression
    @classmethod
    def _holder_id(cls) -> ColumnElement[str | None]:
        return func.coalesce(cls.handed_to, cls.supervisor_id)


class Signoff(Base):
    """A supervisor's answer to one revision of an entry."""

    __tablename__ = "signoff"
    __table_args__ = (Index("signoff_entry", "entry_id"), Index("signoff_signer", "signer_id", "signed_at"))
    id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    entry_rev: Mapped[int]
    entry_hash: Mapped[Hash]
    signer_id: Mapped[Id]
    verdict: Mapped[Code]
    hash: Mapped[Hash]
    signed_at: Mapped[Instant]
    received_at: Mapped[Instant]
    grade: Mapped[Code | None]
    withdrawn_at: Mapped[Instant | None]
    has_corrections: Mapped[bool]
    signed_as: Mapped[str] = mapped_column(Text)  # JSON of [name, body, number]
    rating: Mapped[int | None]  # how much help was needed; None where nothing was rated


class Review(Base):
    """The look two weeks after an entry."""

    __tablename__ = "review"
    __table_args__ = (Index("review_entry", "entry_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]
    has_events: Mapped[bool]


class Withdrawal(Base):
    """An entry or a sign-off taken back; what it took back stays."""

    __tablename__ = "withdrawal"
    __table_args__ = (Index("withdrawal_of", "of_kind", "of_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    of_kind: Mapped[Code]
    of_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]


class Handover(Base):
    """A case that waits for somebody else from then on, by the word of a coordinator. It came after the revision
    `after_rev`, as the `nth` of its case."""

    __tablename__ = "handover"
    __table_args__ = (Index("handover_entry", "entry_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]
    after_rev: Mapped[int]
    nth: Mapped[int]


class SetAside(Base):
    """A supervisor's word that a case counts for no rule, until they take it back. `on_day` is the day of their own
    wall; `by_name`: as they were called then."""

    __tablename__ = "set_aside"
    __table_args__ = (Index("set_aside_entry", "entry_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]
    reason: Mapped[Code]
    on_day: Mapped[Day]
    by_name: Mapped[Line]
    withdrawn_at: Mapped[Instant | None]


class Proposal(Base):
    """A revision that could not become the head (overlap, signed meanwhile, withdrawn): kept whole, and shown until
    its author closes it; the text stays."""

    __tablename__ = "proposal"
    __table_args__ = (Index("proposal_entry", "entry_id"),)
    mutation: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    code: Mapped[Code]
    text: Mapped[str] = mapped_column(Text)
    hash: Mapped[Hash]
    received_at: Mapped[Instant]
    closed_at: Mapped[Instant | None]
    brought_by: Mapped[Id | None]


class Belated(Base):
    """An answer given while its signer supervised there, which came after their role had ended: kept until a
    coordinator says whether it counts, and shown either way. One that counts is a sign-off like any other."""

    __tablename__ = "belated"
    __table_args__ = (Index("belated_entry", "entry_id"),)
    hash: Mapped[Hash] = mapped_column(primary_key=True)
    entry_id: Mapped[Id]
    author_id: Mapped[Id]
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[Instant]
    accepted: Mapped[bool | None]  # None while nobody has decided
    decided_by: Mapped[Id | None]
    decided_at: Mapped[Instant | None]


class Refusal(Base):
    """A statement refused for lost rights: kept here too, because its writer may never reach it again."""

    __tablename__ = "refusal"
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    mutation: Mapped[Id] = mapped_column(primary_key=True)
    code: Mapped[Code]
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[Instant]
