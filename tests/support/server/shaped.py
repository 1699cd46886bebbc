"""Whether plain JSON is what a shape of `logbook.shapes` says: every key, and what kind of value it holds."""

import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from logbook import shell
from logbook.shapes import served
from logbook.shapes.pages import PAGES

# Every template that is drawn as a page, and what its page holds.
SHAPES = {shell.PAGES[name]: shape for name, shape in PAGES.items()} | served.TEMPLATES
Render = Callable[[str, Mapping[str, Any]], str]


def watched(render: Render) -> Render:
    """The same, but no page is drawn that is not what its shape says."""

    def drawn(template: str, page: Mapping[str, Any]) -> str:
        found = misfits(page, SHAPES[template]) if template in SHAPES else []
        assert found == [], f"{template}: {found}"
        return render(template, page)

    return drawn


def misfits(value: Any, kind: Any, path: str = "") -> list[str]:
    """Where a value is not what its shape says, in words; types count, so that true is no number."""
    if kind is Any:
        return []
    if is_typeddict(kind):
        return _of_keys(value, kind, path)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        found = [misfits(value, one, path) for one in inner]
        return [] if [] in found else min(found, key=len)
    if origin in (list, Sequence):
        if not isinstance(value, list | tuple if origin is list else Sequence):
            return [f"{path}: {value!r:.60} is no list"]
        return [
            words for place, one in enumerate(value) for words in misfits(one, inner[0], f"{path}[{place}]")
        ]
    if origin is dict:
        if not isinstance(value, dict):
            return [f"{path}: {value!r:.60} is no dictionary"]
        odd = [f"{path}: the key {key!r}" for key in value if not isinstance(key, str)]
        return odd + [
            words for key, one in value.items() for words in misfits(one, inner[1], f"{path}.{key}")
        ]
    if origin is Literal:
        return [] if value in inner else [f"{path}: {value!r:.60} is none of {inner}"]
    return [] if type(value) is kind else [f"{path}: {value!r:.60} is no {kind.__name__}"]


def _of_keys(value: Any, shape: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {value!r:.60} is no {shape.__name__}"]
    hints = get_type_hints(shape, include_extras=True)
    found = [f"{path}.{key}: no {shape.__name__} has it" for key in value if key not in hints]
    for key, kind in hints.items():
        may_lack = get_origin(kind) is NotRequired
        if key in value:
            found += misfits(value[key], get_args(kind)[0] if may_lack else kind, f"{path}.{key}")
        elif not may_lack:
            found.append(f"{path}.{key}: missing of a {shape.__name__}")
    return found
