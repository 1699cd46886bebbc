"""A wish: the row of a job, written in the transaction that wants it done. `jobs` does it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, insert, select, update

from logbook import instants
from logbook.models import Job

UNFINISHED = ("waiting", "working")


def want(
    connection: Connection,
    kind: str,
    payload: Mapping[str, Any],
    now: str,
    *,
    by: str | None = None,
    key: str | None = None,
    again_after_s: int | None = None,
) -> str:
    """Have something done; gives the job's id.

    Where a job has the key already, it is the one wanted. One that ended `again_after_s` seconds ago gives its key to
    a new one (None: never). Raises IntegrityError where the same is wanted at this very moment: `store.run` asks again.
    """
    if key is not None:
        same = connection.execute(select(Job.id, Job.state, Job.ended_at).where(Job.key == key)).first()
        if same is not None and not _over(same, now, again_after_s):
            return str(same.id)
        if same is not None:
            # Of this job alone: one that somebody else wanted a moment ago keeps the key, and the insert runs into it.
            connection.execute(update(Job).where(Job.id == same.id).values(key=None))
    id = str(uuid4())
    row = {"id": id, "kind": kind, "key": key, "payload": orjson.dumps(dict(payload)).decode()}
    row |= {"state": "waiting", "due_at": now, "wanted_at": now, "wanted_by": by}
    connection.execute(insert(Job).values(**row, tries=0, progress=0, total=0, words=""))
    return id


def _over(row: Any, now: str, again_after_s: int | None) -> bool:
    if row.state in UNFINISHED or again_after_s is None:
        return False
    return row.state == "failed" or bool(row.ended_at <= instants.plus(now, seconds=-again_after_s))


def postpone(connection: Connection, id: str, due: str) -> None:
    """It is not to be done before an instant."""
    connection.execute(update(Job).where(Job.id == id).values(due_at=due))


def waiting(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """{key: the instant since when it has waited} of the wishes with these keys that were not come to an end."""
    query = select(Job.key, Job.wanted_at).where(Job.key.in_(sorted(keys)), Job.state.in_(UNFINISHED))
    return {row.key: row.wanted_at for row in connection.execute(query)}
