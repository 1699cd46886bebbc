"""The file that a job made lies in the database, in pieces: every host gives it, and it goes with its job."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, insert, select, update

from logbook.jobs.queue import Claimed
from logbook.models import Job, JobResult

PIECE = 256 * 1024  # bytes


def keep(connection: Connection, mine: Claimed, pieces: Iterable[bytes]) -> None:
    """Keep the file that was made, after `finish` in the same transaction."""
    size = 0
    for number, piece in enumerate(_cut(pieces)):
        size += len(piece)
        connection.execute(insert(JobResult).values(job_id=mine.id, number=number, piece=piece))
    connection.execute(update(Job).where(Job.id == mine.id).values(size=size))


def piece(connection: Connection, id: str, number: int) -> bytes | None:
    """A piece of a job's file, from number 0 on; None behind the last."""
    query = select(JobResult.piece).where(JobResult.job_id == id, JobResult.number == number)
    return connection.scalar(query)


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE."""
    rest = bytearray()
    for piece in pieces:
        rest += piece
        while len(rest) >= PIECE:
            yield bytes(rest[:PIECE])
            del rest[:PIECE]
    if rest:
        yield bytes(rest)
