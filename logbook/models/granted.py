"""Who accredits what, and files of completions: rows of the office."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Hash, Id, Instant, Line


class Accreditation(Base):
    """That a body accredits a provider, one of its programmes, or a module of one, from a day on, maybe until a day.

    `programme_id` and `module` are None where it is wider. `profession` None is for everybody. Nothing of a row changes
    but that it is taken back, once.
    """

    __tablename__ = "accreditation"
    __table_args__ = (Index("accreditation_provider", "provider_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"))
    programme_id: Mapped[Id | None] = mapped_column(ForeignKey("programme.id"))
    module: Mapped[Code | None]
    body: Mapped[Line]
    number: Mapped[Line]
    profession: Mapped[Code | None]
    region: Mapped[Line]
    from_on: Mapped[Day]
    until_on: Mapped[Day | None]
    credits_tenths: Mapped[int | None]
    statement: Mapped[str] = mapped_column(Text)
    added_at: Mapped[Instant]
    by_id: Mapped[Id]
    withdrawn_at: Mapped[Instant | None]


class CompletionFile(Base):
    """A file of completions that was filed: its digest, and what became of each of its rows (JSON). The file itself is
    not kept."""

    __tablename__ = "completion_file"
    __table_args__ = (Index("completion_file_programme", "programme_id", "filed_at"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    digest: Mapped[Hash]
    filed_at: Mapped[Instant]
    by_id: Mapped[Id]
    recorded: Mapped[int]
    rows: Mapped[str] = mapped_column(Text)
