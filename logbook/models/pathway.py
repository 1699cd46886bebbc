"""What is asked of whom: requirement sets as they were published, who was enrolled under which, and exceptions from
their rules. Rows of the office; phones get what follows from them."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Hash, Id, Instant, Line


class RequirementSet(Base):
    """One version of a set, as one canonical text that never changes.

    `programme_id`: whose coordinators wrote it, None where it is shipped with the product and was kept because somebody
    was enrolled under it. A key is one programme's. `until`: from that day on whoever has no award is judged by the
    next version; it is said when that one is published.
    """

    __tablename__ = "requirement_set"
    __table_args__ = (
        Index("requirement_set_version", "key", "version", "programme_id", unique=True),
        Index("requirement_set_programme", "programme_id"),
    )
    hash: Mapped[Hash] = mapped_column(primary_key=True)
    programme_id: Mapped[Id | None] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[Code]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    until: Mapped[Day | None]
    published_at: Mapped[Instant]
    published_by: Mapped[Id | None]


class SetDraft(Base):
    """A set that coordinators of a programme are writing. `text` is JSON of grammar 2, right or not yet; `edition` is
    one more with each change, so that whoever saves over what they have not seen is told. `of_hash` is the version it
    was copied from. Ended by being published or thrown away."""

    __tablename__ = "set_draft"
    __table_args__ = (Index("set_draft_programme", "programme_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[Code]
    of_hash: Mapped[Hash | None]
    text: Mapped[str] = mapped_column(Text)
    edition: Mapped[int]
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    by_id: Mapped[Id]
    published_hash: Mapped[Hash | None]
    ended_at: Mapped[Instant | None]


class Enrolment(Base):
    """That a trainee is judged by a version of a set from a day on: rows are only ever added.

    `act` is one deed, which may concern several trainees; `of` the act that a row takes back. `reason` is a code, None
    where somebody joined. `by_name`: as whoever did it was called then.
    """

    __tablename__ = "enrolment"
    __table_args__ = (Index("enrolment_trainee", "person_id", "programme_id"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    act: Mapped[Id] = mapped_column(index=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    set_hash: Mapped[Hash] = mapped_column(ForeignKey("requirement_set.hash"))
    from_on: Mapped[Day]
    reason: Mapped[Code | None]
    of: Mapped[Id | None]
    by_id: Mapped[Id | None]
    by_name: Mapped[Line]
    at: Mapped[Instant]


class RuleException(Base):
    """That a rule asks something else of one trainee: see docs/judging.md.

    `kind` is waive, number (`value`), block or count (`items`, a JSON list of ids); in force from `on_day` to `ends`.
    Nothing of a row changes but that it is withdrawn, once. `note` is free text and stays on the office's pages.
    """

    __tablename__ = "rule_exception"
    __table_args__ = (Index("rule_exception_trainee", "person_id", "programme_id"),)
    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[Id] = mapped_column(ForeignKey("programme.id"))
    set_hash: Mapped[Hash] = mapped_column(ForeignKey("requirement_set.hash"))
    gate: Mapped[Code]
    rule: Mapped[Code]
    kind: Mapped[Code]
    value: Mapped[int | None]
    items: Mapped[str] = mapped_column(Text)
    on_day: Mapped[Day]
    ends: Mapped[Day | None]
    reason: Mapped[Code]
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[Id]
    by_name: Mapped[Line]
    at: Mapped[Instant]
    withdrawn_on: Mapped[Day | None]
    withdrawn_by: Mapped[Id | None]
    withdrawn_at: Mapped[Instant | None]
