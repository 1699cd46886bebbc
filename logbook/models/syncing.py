"""What sync keeps: verdicts already given, and the feed's cells."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint, false, text
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


class CellPointer(Base):
    """A document lies in a cell, under the number of its last change; `gone` where it lay there once.

    A cell is what one account, or everybody who holds a post, reads (`feed.placing`): a row serves all of them. `waits`
    in a cell of a post: that it belongs to a case which waits for an answer.
    """

    __tablename__ = "cell_pointer"
    __table_args__ = (
        UniqueConstraint("cell", "seq", name="cell_pointer_seq"),
        Index(
            "cell_pointer_waits", "cell", "seq", sqlite_where=text("waits"), postgresql_where=text("waits")
        ),
    )
    cell: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    gone: Mapped[Code | None]
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())


class CellFloor(Base):
    """Who keeps a part of a cell keeps nothing that lies under this number and does not wait (`feed.floors`)."""

    __tablename__ = "cell_floor"
    cell: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)


class CellDigest(Base):
    """How many statements of a kind lie in a cell, and the exclusive or of 64 bits of each of their hashes, signed."""

    __tablename__ = "cell_digest"
    cell: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    statements: Mapped[int]
    xor: Mapped[int] = mapped_column(BigInteger)


class Document(Base):
    """A feed document the server itself makes: person, membership, programme, requirements, standing, gate."""

    __tablename__ = "document"
    kind: Mapped[Code] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    rev: Mapped[int]
    hash: Mapped[Hash]
    text: Mapped[str] = mapped_column(Text)
