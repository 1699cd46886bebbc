"""Where a statement on a register or a region comes from: read from reference/authorities.toml, and judged."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "reference"
CONFIDENCES = ("confirmed", "secondary", "unconfirmed")
# What every statement says beside what it is about.
ORIGIN = frozenset(("source", "as_of", "confidence"))
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

# A table of a file, as TOML gives it.
Table = dict[str, Any]


class BadStatement(ValueError):
    """A statement that may not be shown; `str(error)` names its place and what to mend."""


@cache
def sources() -> Table:
    """{key: {title, at: [str]}} of whatever a statement was read in."""
    return tomllib.loads((FOLDER / "authorities.toml").read_text("utf-8"))


def judge(where: str, statement: Table, says: frozenset[str], may: frozenset[str] = frozenset()) -> None:
    """Refuse a statement without origin, or that says more or less than `says` and what it `may`.

    Raises BadStatement.
    """
    if missing := sorted((says | ORIGIN) - statement.keys()):
        raise BadStatement(f"{where}: {missing[0]} is missing")
    if unknown := sorted(statement.keys() - says - may - ORIGIN):
        raise BadStatement(f"{where}: {unknown[0]} is not known here")
    if statement["source"] not in sources():
        raise BadStatement(f"{where}: {statement['source']!r} is no source")
    if not _DAY.fullmatch(str(statement["as_of"])):
        raise BadStatement(f"{where}: as_of is a day, as 2026-11-28")
    if statement["confidence"] not in CONFIDENCES:
        raise BadStatement(f"{where}: confidence is one of {', '.join(CONFIDENCES)}")
    if not sources()[statement["source"]]["at"] and statement["confidence"] != "unconfirmed":
        raise BadStatement(f"{where}: what no source says is unconfirmed")
