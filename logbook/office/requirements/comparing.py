"""Two sets side by side, rule by rule: what is asked more, less, otherwise, anew, and no longer. Pure."""

from collections.abc import Iterator
from typing import Any

from logbook.eligibility import grammar, sentences
from logbook.office.requirements import sets, spoken
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.requirements import Difference
from logbook.shapes.words import Vocabulary

TITLE = "Two versions side by side"
# What asks more as it grows, and what asks less.
_MORE = ("min", "newest", "least")
_LESS = ("max", "caps")


def page(before: Published, after: Published, words: Vocabulary, *, is_draft: bool = False) -> dict[str, Any]:
    """What the page of two sets shows of both."""
    lines = differences(before.whole, after.whole)
    return {
        "before": sets.facts(before, words),
        "after": sets.facts(after, words, is_draft=is_draft),
        "differences": [one for one in lines if one["how"] != "same"],
        "same": [one for one in lines if one["how"] == "same"],
        "also": also(before.whole, after.whole),
    }


def differences(before: Doc, after: Doc) -> list[Difference]:
    """Every rule of either set (as `grammar.read` gives them), in the order of the later one, then what is gone. A rule
    that was renamed is the same rule."""
    old, new = dict(_rules(before)), dict(_rules(after))
    known = {grammar.called(after, id, new): id for id in old}
    found = [_difference(old.get(known.get(id, "")), place) for id, place in new.items()]
    gone = [old[id] for now, id in known.items() if now not in new]
    return found + [_line("gone", place[1]["label"], _words(*place), "") for place in gone]


def also(before: Doc, after: Doc) -> list[Difference]:
    """What counts for no rule, where it is not the same."""
    old, new = ([*spoken.also(one), spoken.whom(one)] for one in (before, after))
    gone = [_line("gone", "", words, "") for words in old if words and words not in new]
    return gone + [_line("new", "", "", words) for words in new if words and words not in old]


def _rules(asked: Doc) -> Iterator[tuple[str, tuple[str, Doc]]]:
    for gate in asked["gates"]:
        for rule in gate["rules"]:
            yield rule["id"], (sentences.gate_name(gate), rule)


def _difference(before: tuple[str, Doc] | None, after: tuple[str, Doc]) -> Difference:
    label, now = after[1]["label"], _words(*after)
    if before is None:
        return _line("new", label, "", now)
    was = _words(*before)
    if before[0] != after[0]:
        was, now = f"{before[0]}: {was}", f"{after[0]}: {now}"
    how = "same" if was == now and before[1]["label"] == label else _how(before[1], after[1])
    if how != "same" and before[1]["label"] != label:
        was, now = f"{before[1]['label']}: {was}", f"{label}: {now}"
    return _line(how, label, was, now)


def _line(how: str, label: str, was: str, now: str) -> Difference:
    return {"label": label, "how": how, "was": was, "now": now}


def _words(gate: str, rule: Doc) -> str:
    about = sentences.about(rule["where"]) if rule["any"] is None else ""
    return "; ".join(filter(None, (sentences.asked(rule), about, sentences.limits(rule))))


def _how(before: Doc, after: Doc) -> str:
    """Whether all that is not the same asks more, or all less."""
    if before["any"] is not None or after["any"] is not None:
        return "other"
    ways = {way for name in after if (way := _way(name, before[name], after[name]))}
    return ways.pop() if len(ways) == 1 else "other"


def _way(name: str, was: Any, now: Any) -> str:
    if was == now or name in ("label", "note", "source", "confidence"):
        return ""
    if name in _MORE or name in _LESS:
        is_said = was is not None and now is not None
        grows = now > was if is_said else (now is None) == (name in _LESS)
        return "more" if grows == (name in _MORE) else "less"
    if name == "within":
        return _way_of_window(was, now)
    return _way_of_words(was, now) if name == "where" else "other"


def _way_of_window(was: Doc, now: Doc) -> str:
    """A longer window asks less."""
    if not was or not now:
        return "more" if now else "less"
    [*units] = was.keys() & now.keys() & {"months", "days", "calendar_months"}
    if len(units) != 1 or {**was, units[0]: 0} != {**now, units[0]: 0}:
        return "other"
    return "less" if now[units[0]] > was[units[0]] else "more"


def _way_of_words(was: Doc, now: Doc) -> str:
    """What fits more cases asks less."""
    ways = set[str]()
    for field in was.keys() | now.keys():
        old, new = was.get(field), now.get(field)
        if old == new:
            continue
        if old is None or new is None:
            ways.add("less" if new is None else "more")
        elif isinstance(old, tuple) and isinstance(new, tuple) and {*old} < {*new}:
            ways.add("less")
        elif isinstance(old, tuple) and isinstance(new, tuple) and {*new} < {*old}:
            ways.add("more")
        else:
            return "other"
    return ways.pop() if len(ways) == 1 else "other"
