"""A saved copy: the file in which a phone hands out everything that exists only on it."""

import json
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from logbook import canonical
from logbook.schemas.shapes import Instant, Shape, uuid

TOO_LARGE = "This file is too large for a saved copy."
MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 5000
_BOXES = ("outbox", "parked")


class NotACopy(ValueError):
    """This file cannot be brought back; `str(error)` says why, to a person."""


@dataclass(frozen=True)
class Row:
    """A statement as the phone kept it; `waited` says that it had not been answered yet."""

    mutation: str
    after: str | None
    stmt: str
    n: int
    waited: bool


@dataclass(frozen=True)
class Saved:
    """What a file holds: whose it is, when and on which device it was made, its statements in their order."""

    account: str
    made_at: str
    device: str | None
    rows: list[Row]
    damaged: int
    drafts: int


def read(body: bytes) -> Saved:
    """The saved copy in a file. Raises NotACopy."""
    if not body:
        raise NotACopy("Choose the file that “Save a copy” made.")
    if len(body) > MOST_BYTES:
        raise NotACopy(TOO_LARGE)
    found = _parsed(body)
    boxes = [found.get(name, []) for name in (*_BOXES, "drafts")]
    named = _is(uuid(), found.get("account")) and _is(Instant("any"), found.get("made_at"))
    if not named or not all(isinstance(box, list) for box in boxes):
        raise NotACopy("This is not a saved copy of the logbook. Choose the file that “Save a copy” made.")
    if sum(map(len, boxes)) > MOST_ROWS:
        raise NotACopy("This file holds more than a phone can keep.")
    kept = [_row(row, name == "outbox") for name in _BOXES for row in found.get(name, [])]
    rows = sorted((row for row in kept if row), key=lambda row: row.n)
    device = found["device"] if _is(uuid(), found.get("device")) else None
    return Saved(found["account"], found["made_at"], device, rows, kept.count(None), len(boxes[-1]))


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        # What ended too early still begins like one of ours.
        is_ours = body.lstrip()[:1] == b"{" and b'"account"' in body[:200]
        raise NotACopy(
            "This file is damaged: its end is missing, or it was changed. Save the copy again, or ask for it again."
            if is_ours
            else "This is not a saved copy of the logbook. Choose the file that “Save a copy” made."
        ) from None
    return found if isinstance(found, dict) else {}


def _row(row: Any, waited: bool) -> Row | None:
    """The statement of a row, or None where its text is not what its hash says."""
    if not isinstance(row, dict) or not isinstance(row.get("stmt"), str):
        return None
    after, n = row.get("after"), row.get("n")
    right = _is(uuid(), row.get("mutation")) and (after is None or _is(uuid(), after))
    if not right or _hash(row["stmt"]) != row.get("hash"):
        return None
    return Row(row["mutation"], after, row["stmt"], n if type(n) is int else 0, waited)


def _hash(text: str) -> str:
    try:
        return canonical.digest(text)
    except UnicodeEncodeError:
        return ""


def _is(shape: Shape, value: Any) -> bool:
    """Whether the shape takes this value: a pattern alone would let 99 months pass."""
    try:
        shape.deserialize(value)
    except ValidationError:
        return False
    return value is not None
