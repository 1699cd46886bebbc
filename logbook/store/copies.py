"""A saved copy brought back: its statements are judged as if its phone had sent them; what became of each is kept."""

from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from logbook.models import Copy, MutationResult, among
from logbook.permissions import Person
from logbook.problems import Busy
from logbook.schemas.copy import Row, Saved
from logbook.schemas.envelope import MOST_MUTATIONS
from logbook.shapes.loose import Doc
from logbook.store import devices
from logbook.store.accept import decide
from logbook.store.batch import Circumstances
from logbook.store.connection import run, writing
from logbook.store.hands import Hands
from logbook.store.mutation import Heard, Mutation, hear
from logbook.store.verdicts import Verdict, retry
from logbook.traces import trace

# What a page says of a statement later, when its text need not be read again.
_SAID = ("typ", "id", "entry", "rev", "performed_on", "verdict")


def bring(whose: Person, saved: Saved, by: Person, now: str, drafts_kept: int = 0) -> str:
    """Hand in every statement of a copy, and keep what became of it; gives the id of that record.

    Twice is once: a mutation that has its verdict gets the same again, whichever way it came. From somebody else's
    hands only what `hands.withheld` lets through is judged; the rest stays in the file, and is told so.
    """
    hands = None if by.id == whose.id else Hands(by.id, frozenset(by.programmes("coordinator")))
    parts = [saved.rows[at : at + MOST_MUTATIONS] for at in range(0, len(saved.rows), MOST_MUTATIONS)]
    found = [one for rows in parts for one in _some(whose, saved, rows, now, hands)]
    left = hands.left if hands else set()
    waited = [one for one in found if one["waited"] and one["mutation"] not in left]
    answered = sum(1 for one in waited if one["status"] != "retry")
    id = str(uuid4())
    result = {
        "records": found,
        "damaged": saved.damaged,
        "drafts": saved.drafts,
        "drafts_kept": min(drafts_kept, saved.drafts),
    }
    with writing() as connection:
        devices.brought(connection, whose.id, saved.device, answered)
        connection.execute(
            insert(Copy).values(
                id=id,
                account_id=whose.id,
                by_id=by.id,
                made_at=saved.made_at,
                brought_at=now,
                result=orjson.dumps(result).decode(),
            )
        )
        trace("copy_brought", about=whose.id, thing=id, count=len(found))
    return id


def _some(
    whose: Person, saved: Saved, rows: list[Row], now: str, hands: Hands | None
) -> list[dict[str, Any]]:
    heard = hear(Mutation(row.mutation, row.stmt, row.n, row.after) for row in rows)
    at = Circumstances(now, saved.device, hands=hands)
    names = {"account": whose.id, "ids": [row.mutation for row in rows]}

    def work(connection: Connection) -> tuple[set[str], list[Verdict]]:
        known = set(connection.execute(_KNOWN, names).scalars())
        return known, decide(connection, whose, heard, at)

    try:
        known, verdicts = run(work)
    except Busy:
        known, verdicts = set(), [retry(row.mutation) for row in rows]
    return [
        _record(row, text, verdict, row.mutation in known)
        for row, text, verdict in zip(rows, heard, verdicts, strict=True)
    ]


def _record(row: Row, heard: Heard[Doc], verdict: Verdict, known: bool) -> dict[str, Any]:
    doc = heard.doc
    said = {name: doc[name] for name in _SAID if isinstance(doc.get(name), str | int)}
    model = doc.get("model")
    code = model.get("code") if isinstance(model, dict) else None
    told = {name: verdict.get(name) for name in ("status", "code", "fields")}
    names = {"mutation": row.mutation, "waited": row.waited, "known": known}
    return names | told | {"doc": said | ({"model": code} if isinstance(code, str) else {})}


_KNOWN = select(MutationResult.mutation).where(
    MutationResult.account_id == bindparam("account"),
    among(MutationResult.mutation, "ids"),
)
