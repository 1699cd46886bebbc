"""Licences: what their holders say of them, and what a school found. Rows are only ever added."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Id, Instant, Line


class Licence(Base):
    """A version of a licence; the last one of a `licence_id` says what it is.

    Whichever licence of a person was last said to be primary stands under what they sign; `person.licence_body` and
    `licence_number` are a cache of it. `source` is who said so: its holder, or "before", when only one was kept.
    """

    __tablename__ = "licence"
    __table_args__ = (Index("licence_person", "person_id"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    licence_id: Mapped[Id]
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    region: Mapped[Code]
    licence_body: Mapped[Line]
    licence_number: Mapped[Line]
    type: Mapped[Code]
    prescriber: Mapped[bool | None]
    is_primary: Mapped[bool]
    source: Mapped[Code]
    by_id: Mapped[Id]
    recorded_at: Mapped[Instant]


class LicencePeriod(Base):
    """That a licence has a status from a day on.

    `words` are the register's, `of` the act that a row replaces or, where its status is empty, takes back.
    `provider_id` is the school that found it, in the check of the same act; none where its holder says so.
    """

    __tablename__ = "licence_period"
    __table_args__ = (Index("licence_period_person", "person_id"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    act: Mapped[Id]
    licence_id: Mapped[Id]
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[Id | None] = mapped_column(ForeignKey("provider.id"))
    status: Mapped[Code]
    words: Mapped[Line]
    conditions: Mapped[str] = mapped_column(Text)
    from_on: Mapped[Day | None]
    to_on: Mapped[Day | None]
    of: Mapped[Id | None]
    source: Mapped[Code]
    by_id: Mapped[Id]
    recorded_at: Mapped[Instant]


class LicenceCheck(Base):
    """That somebody looked a licence up for a school: under which body and number, when, how, and what they found.

    `answers` is JSON of the six questions; `name` the register's where it is another than the account's. `of` is the
    check that a row takes back. An act is one check, however often it is sent.
    """

    __tablename__ = "licence_check"
    __table_args__ = (
        Index("licence_check_act", "act", unique=True),
        Index("licence_check_person", "person_id", "provider_id"),
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    act: Mapped[Id]
    licence_id: Mapped[Id]
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[Id] = mapped_column(ForeignKey("provider.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    licence_body: Mapped[Line]
    licence_number: Mapped[Line]
    checked_on: Mapped[Day]
    how: Mapped[Code]
    answers: Mapped[str] = mapped_column(Text)
    name: Mapped[Line]
    next_on: Mapped[Day | None]
    of: Mapped[Id | None]
    by_id: Mapped[Id]
    by_name: Mapped[Line]
    recorded_at: Mapped[Instant]
