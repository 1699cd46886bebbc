"""What a programme teaches, and that somebody did it: modules in their versions, and what was said of who did them."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Hash, Id, Instant, Line


class Module(Base):
    """One version of a module of a programme; it never changes but that its module is moved or retired.

    `key` names the module in rules and statements, whatever its title becomes; `keeps_months`: for how long it proves
    something, None for ever. `position` and `retired_at` stand in the newest version and hold for all of them.
    """

    __tablename__ = "module"
    __table_args__ = (Index("module_version", "programme_id", "key", "version", unique=True),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[Code]
    version: Mapped[int]
    title: Mapped[Line]
    part: Mapped[Code]
    subject: Mapped[Code]
    minutes: Mapped[int | None]
    credits_tenths: Mapped[int | None]
    keeps_months: Mapped[int | None]
    position: Mapped[int]
    is_starter: Mapped[bool]  # as it is shipped: ours, and no provider's
    published_at: Mapped[Instant]
    published_by: Mapped[Id | None]
    retired_at: Mapped[Instant | None]


class Attestation(Base):
    """That a trainee did a module, hours or a document, as somebody says it: see kinds/attestation.py.

    `deed` is the same for all who speak of one completion; `told` is JSON of what rules ask about it.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        Index("attestation_membership", "membership_id"),
        Index("attestation_trainee", "person_id", "programme_id"),
        Index("attestation_module", "programme_id", "module"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    membership_id: Mapped[Id]
    person_id: Mapped[Id]
    programme_id: Mapped[Id]
    author_id: Mapped[Id]
    hash: Mapped[Hash]
    received_at: Mapped[Instant]
    what: Mapped[Code]
    module: Mapped[Code]
    version: Mapped[int | None]
    on_day: Mapped[Day]
    until_day: Mapped[Day | None]
    known: Mapped[Code]
    deed: Mapped[Line]
    told: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[Instant | None]


class Proof(Base):
    """Where the paper that somebody saw is kept, and its digest: the office's own, in no statement and on no phone."""

    __tablename__ = "proof"
    attestation_id: Mapped[Id] = mapped_column(primary_key=True)
    digest: Mapped[Hash | None]
    place: Mapped[Line]
    at: Mapped[Instant]
    by_id: Mapped[Id]
