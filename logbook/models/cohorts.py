"""Cohorts, and what is arranged with one trainee: rows of the office, which no phone and no paper holds."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Id, Instant, Line


class Cohort(Base):
    """Those of one programme who begin together. It gives nobody sight of anything: that is the programme's.

    A trainee's cohort stands in their membership. `due_on` is the day by which all is to be signed, of whoever has no
    day of their own; an ended cohort takes nobody in and keeps those who are in it.
    """

    __tablename__ = "cohort"
    id: Mapped[Id] = mapped_column(primary_key=True)
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"), index=True)
    name: Mapped[Line]
    starts_on: Mapped[Day]
    ends_on: Mapped[Day | None]
    due_on: Mapped[Day | None]
    tutor_id: Mapped[Id | None]
    created_at: Mapped[Instant]
    created_by: Mapped[Id]
    ended_at: Mapped[Instant | None]
    ended_by: Mapped[Id | None]


class CohortSupervisor(Base):
    """Who supervises a cohort, as its coordinator says: words on pages, no right."""

    __tablename__ = "cohort_supervisor"
    cohort_id: Mapped[Id] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Arrangement(Base):
    """What a coordinator arranged with a trainee in a programme: rows are only ever added.

    `act` is one deed, which may concern several trainees. `kind` is move (from `was_id` to `cohort_id`, either may be
    none), extension (`amount` of `unit`, of the deadline of `cohort_id`), pause (`from_on` to `until_on`, both of it,
    open where there is none), return (`from_on` is the first day after the pause `of`), withdrawal (of the act `of`),
    or note, where a build from before migration 0026 still ran. `note` is free text and stays on the office's pages.
    """

    __tablename__ = "arrangement"
    __table_args__ = (
        Index("arrangement_trainee", "programme_id", "person_id"),
        Index("arrangement_person", "person_id"),
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    act: Mapped[Id] = mapped_column(index=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[Code]
    of: Mapped[Id | None]
    cohort_id: Mapped[Id | None]
    was_id: Mapped[Id | None]
    from_on: Mapped[Day | None]
    until_on: Mapped[Day | None]
    amount: Mapped[int | None]
    unit: Mapped[Code | None]
    reason: Mapped[Code | None]
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[Id]
    at: Mapped[Instant]
