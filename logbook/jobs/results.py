"""The file that a job made lies in the database, in pieces: every host gives it, and it goes with its job."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, insert, select, update

from logbook.jobs.queue import Claimed
from logbook.models import Job, JobResult

PIECE = 256 * 1024  # bytes


def keep(connection: Connection, mine: Claimed, made: Iterable[bytes]) -> None:
    """Keep the file that was made, after `finish` in the same transaction."""
    size = 0
    for number, piece in enumerate(_cut(made)):
        size += len(piece)
        connection.execute(insert(JobResult).values(job_id=mine.id, number=number, piece=piece))
    connection.execute(update(Job).where(Job.id == mine.id).values(size=size))


def pieces(connection: Connection, id: str) -> Iterator[bytes]:
    """A job's file, a piece at a time."""
    query = select(JobResult.piece).where(JobResult.job_id == id).order_by(JobResult.number)
    yield from connection.scalars(query, execution_options={"yield_per": 1})


def _cut(made: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE."""
    rest = bytearray()
    for piece in made:
        rest += piece
        while len(rest) >= PIECE:
            yield bytes(rest[:PIECE])
            del rest[:PIECE]
    if rest:
        yield bytes(rest)
