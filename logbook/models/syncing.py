"""What sync keeps: verdicts already given, and each account's feed."""

from sqlalchemy import BigInteger, CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Hash, Id, Instant


class MutationResult(Base):
    """The verdict on one mutation, kept for ever, so that a repeated request gets the same answer."""

    __tablename__ = "mutation_result"
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    mutation: Mapped[Id] = mapped_column(primary_key=True)
    body_hash: Mapped[Hash]
    status: Mapped[Code]
    result: Mapped[str] = mapped_column(Text)
    received_at: Mapped[Instant]


class FeedHead(Base):
    """The one row that gives out feed numbers, locked as the last thing before commit."""

    __tablename__ = "feed_head"
    __table_args__ = (CheckConstraint("one = 1", name="feed_head_one"),)
    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[Id]
    seq: Mapped[int] = mapped_column(BigInteger)


class Feed(Base):
    """One pointer per account and document; a change moves the pointer to a new number."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("account_id", "seq", name="feed_account_seq"),)
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    gone: Mapped[Code | None]


class Document(Base):
    """A feed document the server itself makes: person, membership, programme, requirements."""

    __tablename__ = "document"
    kind: Mapped[Code] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    rev: Mapped[int]
    hash: Mapped[Hash]
    text: Mapped[str] = mapped_column(Text)
