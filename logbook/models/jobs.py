"""Work that is done later: each wish is a row, and the row is the queue."""

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Id, Instant


class Job(Base):
    """One thing that is to be done, is being done, or was done.

    `state` is waiting, working, done or failed. `payload` is JSON of ids and codes, no text that a person typed. While
    it is worked on, `claimed_by` is the claim of one worker, drawn anew each time, and holds until `claimed_until`.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("job_state", "state", "due_at"),
        Index("job_wanted_by", "wanted_by", "wanted_at"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    key: Mapped[str | None] = mapped_column(String(250), unique=True)  # the same wish has the same key
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[Code]
    claimed_by: Mapped[Id | None]
    claimed_until: Mapped[Instant | None]
    tries: Mapped[int]  # how often it was begun
    due_at: Mapped[Instant]
    wanted_at: Mapped[Instant]
    wanted_by: Mapped[Id | None]  # an account; None: the logbook itself
    progress: Mapped[int]
    total: Mapped[int]  # 0 until it is known
    ended_at: Mapped[Instant | None]
    size: Mapped[int | None] = mapped_column(Integer)  # bytes of the result, where there is one
    words: Mapped[str] = mapped_column(String(400))  # why it failed, for who wanted it


class JobResult(Base):
    """A piece of the file that a job made; together, in their order, they are the file."""

    __tablename__ = "job_result"
    job_id: Mapped[Id] = mapped_column(ForeignKey("job.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    piece: Mapped[bytes] = mapped_column(LargeBinary)
