"""What somebody wants to be told, by which way and how often; and when a planner last told them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Day, Id, Instant


class MessageChoice(Base):
    """How often a person is told of a topic by one way; without a row as the topic says by default.

    `topic` is a key of `reach.topics`, `way` mail or another, `frequency` at_once, daily, weekly or never.
    """

    __tablename__ = "message_choice"
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic: Mapped[Code] = mapped_column(primary_key=True)
    way: Mapped[Code] = mapped_column(primary_key=True)
    frequency: Mapped[Code]
    at: Mapped[Instant]


class MessagePlan(Base):
    """Up to which day of their own a person was looked at for a topic, daily or weekly: no day is planned twice.

    `at` is the instant of that: the next one tells what happened since. Of what is chased for, when it was told last.
    """

    __tablename__ = "message_plan"
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic: Mapped[Code] = mapped_column(primary_key=True)
    frequency: Mapped[Code] = mapped_column(primary_key=True)
    day: Mapped[Day]
    at: Mapped[Instant]
