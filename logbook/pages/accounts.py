"""What the pages about an account say: what was changed, by whom, and why nobody signs in."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from logbook.filters import count, date, stamp
from logbook.pages.clock import Clock

Doc = dict[str, Any]
_WORDS = {"unlocked": "Opened again", "sessions": "Signed out everywhere"}


def changes(rows: Iterable[Any], now: Mapping[str, str], owner: str, words: Doc, clock: Clock) -> list[Doc]:
    """Rows of `accounts.changes`, newest first, as lines: [{at, by: "" where by its owner, text}].

    `now` are the present columns {name, profession, licence_body, licence_number}: each line says what they were.
    """
    lines, after = [], dict(now)
    for row in rows:
        was = orjson.loads(row.was)
        if row.kind == "details":
            text, after = _differing(was, after, words), was
        elif row.kind == "email":
            text = f"E-mail was {was['email']}"
        elif row.kind == "locked":
            text = "Closed" if row.by_id == owner else "Locked"
        else:
            text = _WORDS[row.kind]
        by = "" if row.by_id == owner else row.by
        lines.append({"at": clock.local(row.at), "by": by, "text": text})
    return lines


def own_link(row: Any, state: str, clock: Clock) -> Doc:
    """One row of `recoveries.of_account` as a line: {id, state, by, at, text}."""
    text = {
        "used": f"Used {stamp(clock.local(row.used_at))}" if row.used_at else "",
        "open": f"Works until {stamp(clock.local(row.expires_at))}",
        "lapsed": "Stopped working, nobody used it",
    }[state]
    by = row.by or "the host of this logbook"
    return {"id": row.id, "state": state, "by": by, "at": clock.local(row.created_at), "text": text}


def shut(row: Any, by: str, clock: Clock) -> str:
    """Why nobody signs in to this account; `by` is the name of who locked it."""
    on = clock.local(row.locked_at)[:10]
    if row.locked_by == row.id:
        return f"You closed this account on {date(on)}. Your coordinator can open it again."
    return (
        f"This account is locked since {date(on)}, by {by}. Nothing is lost: what waits on your phone stays there, and "
        "is sent once your coordinator has opened the account again."
    )


def registered(was: Mapping[str, str]) -> str:
    """Body and number in one: "GMC 7012345"."""
    return f"{was['licence_body']} {was['licence_number']}".strip()


def _differing(was: Mapping[str, str], after: Mapping[str, str], words: Doc) -> str:
    said = []
    if was["name"] != after["name"]:
        said.append(f"Name was {was['name']}")
    if was["profession"] != after["profession"]:
        said.append(f"Profession was {words['professions'].get(was['profession'], 'not given')}")
    if registered(was) != registered(after):
        said.append(f"Registration was {registered(was) or 'not given'}")
    return ". ".join(said)


def mark(row: Any, known: Any, waiting: Any, words: Doc, clock: Clock) -> Doc | None:
    """Whether a supervisor was confirmed: {state: waits, before or confirmed; text}; None for other roles.

    `row` a member, `known` their confirmation and `waiting` what waits for one, as `store.confirming` gives them.
    """
    if row.role != "supervisor":
        return None
    if waiting is not None:
        signed = (
            f", {count(waiting.cases, 'signature waits', 'signatures wait')} for it" if waiting.cases else ""
        )
        return {"state": "waits", "text": f"Not confirmed yet{signed}"}
    if known is None or known.how == "before":
        return {"state": "before", "text": "Not confirmed; signed before this was asked, and counts"}
    on = date(clock.local(known.at)[:10])
    return {
        "state": "confirmed",
        "text": f"Confirmed by {known.by or 'the host'} on {on}: {_lowered(words, known.how)}",
    }


def _lowered(words: Doc, how: str) -> str:
    label = str(words["confirmations"].get(how, how))
    return label[:1].lower() + label[1:]
