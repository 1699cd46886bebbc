"""How far each trainee is, as it was worked out last: a cache of what statements, confirmations and rules say."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Day, Hash, Id


class Report(Base):
    """One trainee in one programme. Rows are never deleted: a mark that began anew could be taken for an older one.

    `mark` is drawn anew by every transaction that writes what a report is made of (`record.grounds.FED_BY`); "" where
    none has since this is kept. `inputs` is the hash of all that the kept report was made of but the day, the mark
    among it: it holds while that is the same. `number` is of the feed's head where phones are to hear of it by itself.
    `gates_of` is the hash of the report whose gates are documents of the feed; of all that was met then `ends_rule`, a
    rule as it is called, holds the shortest: until `ends_on`.
    """

    __tablename__ = "report"
    trainee_id: Mapped[Id] = mapped_column(primary_key=True)
    programme_id: Mapped[Id] = mapped_column(primary_key=True)
    mark: Mapped[Id]
    inputs: Mapped[Hash | None]
    made_on: Mapped[Day | None]
    text: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int] = mapped_column(BigInteger)
    gates_of: Mapped[Hash | None]
    ends_on: Mapped[Day | None]
    ends_rule: Mapped[str | None] = mapped_column(Text)
