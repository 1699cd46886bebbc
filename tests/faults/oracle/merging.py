"""Two changes to one case put together where they touched different answers, by the rule of the phone's worker.

Written apart from the product: both of its languages are compared with this one.
"""

from typing import Any

Doc = dict[str, Any]
# What a revision says about itself stays as its writer said it.
CHAIN = {
    "typ",
    "v",
    "id",
    "rev",
    "prev",
    "mutation",
    "recorded_at",
    "dev",
    "seq",
    "dev_prev",
    "tree",
    "amends",
}
GROUPS = ("model", "assessment", "product", "aftercare")
_CLASH = object()


def merge(base: Doc, mine: Doc, theirs: Doc) -> Doc | None:
    """`mine` with what `theirs` changed since `base`, all with the same keys; None where both changed one answer."""
    merged = dict(mine)
    for key in mine.keys() - CHAIN - {"warnings"}:
        sides = base.get(key), mine[key], theirs.get(key)
        together = key in GROUPS and all(isinstance(side, dict) for side in sides)
        value = _group(*sides) if together else _value(*sides)
        if value is _CLASH:
            return None
        merged[key] = value
    codes = {warning["code"] for warning in mine["warnings"]}
    merged["warnings"] = mine["warnings"] + [one for one in theirs["warnings"] if one["code"] not in codes]
    return merged


def _group(base: Doc, mine: Doc, theirs: Doc) -> Any:
    """A group, key by key; the date of expiry and whether it is a month's are one answer."""
    sides = [_paired(side) for side in (base, mine, theirs)]
    keys = sorted(set().union(*sides))
    merged = {key: _value(*(side.get(key) for side in sides)) for key in keys}
    if any(value is _CLASH for value in merged.values()):
        return _CLASH
    return {key: value for key, value in merged.items() if key != "expiry"} | dict(merged.get("expiry") or ())


def _paired(group: Doc) -> Doc:
    pair = {name: group[name] for name in ("expires_on", "expires_as") if name in group}
    rest = {name: value for name, value in group.items() if name not in pair}
    return rest | ({"expiry": tuple(pair.items())} if pair else {})


def _value(base: Any, mine: Any, theirs: Any) -> Any:
    """What one answer becomes: changed by one of them, or alike by both."""
    if mine == theirs or base == theirs:
        return mine
    return theirs if base == mine else _CLASH
