"""Where a statement says when something was: every wall and instant of it that is past by its nature."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from marshmallow import Schema
from marshmallow import fields as marshmallow_fields

from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Dated, Instant, Minute

# path, what to ask for instead ("" of a clock, which nobody types), wall, zone
Wall = tuple[str, str, str, str]


def walls(schema: Schema, doc: dict[str, Any]) -> Iterator[Wall]:
    """Every past day, minute and instant of a statement of the right shape. A review names no zone: "" is none."""
    return _in_group(schema, doc, "", doc.get("tz", ""))


def _in_group(schema: Schema, group: dict[str, Any], prefix: str, tz: str) -> Iterator[Wall]:
    told = _told(schema)
    times = {on: group[name] for name, on in told.clocks}
    for name, shape in told.fields:
        value = group.get(name)
        if isinstance(shape, marshmallow_fields.Nested) and value is not None:
            yield from _in_group(shape.schema, value, f"{prefix}{name}.", tz)
        elif isinstance(shape, Rows):
            for number, row in enumerate(value or []):
                yield from _in_row(shape, row, f"{prefix}{name}.{number}.", tz)
        else:
            yield from _of_shape(shape, value, prefix + name, tz, times.get(name, ""))


def _in_row(rows: Rows, row: dict[str, Any], prefix: str, tz: str) -> Iterator[Wall]:
    for name, shape in rows.columns.items():
        if isinstance(shape, Dated) and shape.tense == "past":
            yield from _of_shape(shape, row.get(name), prefix + name, tz, "")


def _of_shape(shape: Dated, value: Any, path: str, tz: str, time: str) -> Iterator[Wall]:
    if value is None:
        return
    if isinstance(shape, Instant):
        yield path, "", value[:16], "UTC"
    else:
        yield path, shape.message, f"{value}T{time}" if time else value, tz


class _Told(NamedTuple):
    """What of a schema tells of the past: fields that do, or may hold what does; clocks (name, the day they are of)."""

    fields: list[tuple[str, Any]]
    clocks: list[tuple[str, str]]


# Each statement of a push is asked, and of its fifty fields four tell.
@cache
def _told(schema: Schema) -> _Told:
    return _Told(
        [(name, shape) for name, shape in schema.fields.items() if _tells(shape)],
        [(name, shape.on) for name, shape in schema.fields.items() if isinstance(shape, Minute)],
    )


def _tells(shape: Any) -> bool:
    if isinstance(shape, marshmallow_fields.Nested):
        return bool(_told(shape.schema).fields)
    if isinstance(shape, Rows):
        return any(map(_is_past, shape.columns.values()))
    return _is_past(shape)


def _is_past(shape: Any) -> bool:
    return isinstance(shape, Dated) and shape.tense == "past"
