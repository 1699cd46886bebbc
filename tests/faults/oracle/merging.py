"""Two changes to one case put together where they touched different answers, by the rule of the phone's worker."""

from typing import Any

Doc = dict[str, Any]
CHAIN = {
    "rev",
    "prev",
    "mutation",
    "recorded_at",
    "tz",
    "dev",
    "seq",
    "dev_prev",
    "tree",
    "warnings",
    "amends",
}
_CLASH = object()


def merge(base: Doc, mine: Doc, theirs: Doc) -> Doc | None:
    """`mine` with what `theirs` changed since `base`; None where both changed one answer."""
    merged = dict(mine)
    for key in mine.keys() - CHAIN:
        value = _value(base.get(key), mine[key], theirs.get(key))
        if value is _CLASH:
            return None
        merged[key] = value
    return merged


def _value(base: Any, mine: Any, theirs: Any) -> Any:
    if mine == theirs or base == theirs:
        return mine
    if base == mine:
        return theirs
    if not all(isinstance(one, dict) for one in (base, mine, theirs)):
        return _CLASH
    keys = sorted(base.keys() | mine.keys() | theirs.keys())
    merged = {key: _value(base.get(key), mine.get(key), theirs.get(key)) for key in keys}
    return _CLASH if any(value is _CLASH for value in merged.values()) else merged
