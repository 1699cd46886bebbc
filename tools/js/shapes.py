"""Writes types/shapes.d.ts from logbook.shapes: `python -m tools.js.shapes`.

Each TypedDict becomes an interface and each union of them a type; a key that may be missing gets its question mark.
"""

import types
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from logbook.shapes import (
    charts,
    conversation,
    forms,
    records,
    report,
    snapshot,
    statements,
    verdicts,
    words,
)
from logbook.shapes import pathway as gates
from logbook.shapes.pages import (
    account,
    cases,
    entries,
    framed,
    pathway,
    reports,
    signoffs,
    told,
    versions,
    writing,
)

FILE = Path(__file__).parent / "types" / "shapes.d.ts"
PAGES = (framed, cases, account, pathway, reports, told, entries, writing, versions, signoffs)
MODULES = (statements, records, report, gates, snapshot, verdicts, conversation, words, forms, charts, *PAGES)
PLAIN: dict[Any, str] = {Any: "unknown", str: "string", int: "number", bool: "boolean", type(None): "null"}
HEAD = "// Written by `python -m tools.js.shapes` from logbook/shapes; a test compares both. Change those.\n"


class TwoOfAName(ValueError):
    """Two shapes have one name: in one file of types they would be one."""


def declarations() -> str:
    """The whole file."""
    found: dict[str, Any] = {}
    for module in MODULES:
        for name, thing in vars(module).items():
            if not (is_typeddict(thing) and thing.__module__ == module.__name__) and not _is_alias(thing):
                continue
            if found.setdefault(name, thing) is not thing and found[name] != thing:
                raise TwoOfAName(name)
    return HEAD + "".join(
        "\n"
        + (_interface(name, thing) if is_typeddict(thing) else f"export type {name} = {spelled(thing)};\n")
        for name, thing in found.items()
    )


def _interface(name: str, shape: Any) -> str:
    hints = get_type_hints(shape, include_extras=True)
    return f"export interface {name} {{\n{''.join(_line(key, kind) for key, kind in hints.items())}}}\n"


def _line(key: str, kind: Any) -> str:
    if get_origin(kind) is NotRequired:
        return f"  {key}?: {spelled(get_args(kind)[0])};\n"
    return f"  {key}: {spelled(kind)};\n"


def spelled(kind: Any) -> str:
    """A type of Python as TypeScript spells it. Raises TypeError for one that no JSON has."""
    if kind in PLAIN:
        return PLAIN[kind]
    if is_typeddict(kind):
        return str(kind.__name__)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        one = spelled(inner[0])
        return f"({one})[]" if " | " in one else f"{one}[]"
    if origin is dict and inner[0] is str:
        return f"Record<string, {spelled(inner[1])}>"
    if origin is Literal:
        return " | ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in inner)
    if origin in (Union, types.UnionType):
        return " | ".join(spelled(one) for one in inner)
    raise TypeError(f"{kind} is no shape of JSON")


def _is_alias(thing: Any) -> bool:
    union = get_origin(thing) in (Union, types.UnionType) and all(map(is_typeddict, get_args(thing)))
    return union or get_origin(thing) is Literal


if __name__ == "__main__":
    FILE.write_text(declarations())
