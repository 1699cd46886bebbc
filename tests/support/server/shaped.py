"""Whether plain JSON is what a shape of `logbook.shapes` says: every key, and what kind of value it holds."""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from logbook import shell
from logbook.shapes import served
from logbook.shapes.pages import PAGES

# Every template that is drawn as a page, and what its page holds.
SHAPES = {shell.PAGES[name]: shape for name, shape in PAGES.items()} | served.TEMPLATES
Render = Callable[[str, Mapping[str, Any]], str]
# Looks at a value; what is wrong with it, each beginning with where: ".rows[3].name: 4 is no str".
Check = Callable[[Any], Sequence[str]]
NONE: Sequence[str] = ()


def watched(render: Render) -> Render:
    """The same, but no page is drawn that is not what its shape says."""

    def drawn(template: str, page: Mapping[str, Any]) -> str:
        found = misfits(page, SHAPES[template]) if template in SHAPES else []
        assert found == [], f"{template}: {found}"
        return render(template, page)

    return drawn


def misfits(value: Any, kind: Any, path: str = "") -> list[str]:
    """Where a value is not what its shape says, in words; types count, so that true is no number."""
    return [path + words for words in _check(kind)(value)]


@cache
def _check(kind: Any) -> Check:
    """What looks at values of this kind: made once, as a run draws thousands of pages of the same few shapes."""
    if kind is Any:
        return lambda value: NONE
    if is_typeddict(kind):
        return _of_keys(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _of_one(inner)
    if origin in (list, Sequence):
        return _of_many(inner[0], list | tuple if origin is list else Sequence)
    if origin is dict:
        return _of_names(inner[1])
    if origin is Literal:
        return lambda value: NONE if value in inner else [f": {value!r:.60} is none of {inner}"]
    return lambda value: NONE if type(value) is kind else [f": {value!r:.60} is no {kind.__name__}"]


def _of_one(kinds: Iterable[Any]) -> Check:
    checks = [_check(kind) for kind in kinds]

    def check(value: Any) -> Sequence[str]:
        found = []
        for one in checks:
            if not (faults := one(value)):
                return NONE
            found.append(faults)
        return min(found, key=len)

    return check


def _of_many(kind: Any, lists: Any) -> Check:
    one = _check(kind)

    def check(value: Any) -> Sequence[str]:
        if not isinstance(value, lists):
            return [f": {value!r:.60} is no list"]
        return [f"[{place}]{words}" for place, held in enumerate(value) for words in one(held)]

    return check


def _of_names(kind: Any) -> Check:
    one = _check(kind)

    def check(value: Any) -> Sequence[str]:
        if not isinstance(value, dict):
            return [f": {value!r:.60} is no dictionary"]
        odd = [f": the key {key!r}" for key in value if not isinstance(key, str)]
        return odd + [f".{key}{words}" for key, held in value.items() for words in one(held)]

    return check


def _of_keys(shape: Any) -> Check:
    @cache
    def keys() -> dict[str, tuple[Check, bool]]:
        """{its key: (what looks at it, whether it may lack)}, not before it is asked: shapes hold each other."""
        hints = get_type_hints(shape, include_extras=True)
        may_lack = {key for key, kind in hints.items() if get_origin(kind) is NotRequired}
        return {
            key: (_check(get_args(kind)[0] if key in may_lack else kind), key in may_lack)
            for key, kind in hints.items()
        }

    def check(value: Any) -> Sequence[str]:
        if not isinstance(value, dict):
            return [f": {value!r:.60} is no {shape.__name__}"]
        known = keys()
        found = [f".{key}: no {shape.__name__} has it" for key in value if key not in known]
        for key, (one, may_lack) in known.items():
            if key in value:
                found += [f".{key}{words}" for words in one(value[key])]
            elif not may_lack:
                found.append(f".{key}: missing of a {shape.__name__}")
        return found

    return check
