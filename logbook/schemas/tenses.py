"""Where a statement says when something was: every wall and instant of it that is past by its nature."""

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema
from marshmallow import fields as marshmallow_fields

from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Dated, Instant, Minute, Shape

# path, what to ask for instead ("" of a clock, which nobody types), wall, zone
Wall = tuple[str, str, str, str]


def walls(schema: Schema, doc: dict[str, Any]) -> Iterator[Wall]:
    """Every past day, minute and instant of a statement of the right shape. A review names no zone: "" is none."""
    return _in_group(schema, doc, "", doc.get("tz", ""))


def _in_group(schema: Schema, group: dict[str, Any], prefix: str, tz: str) -> Iterator[Wall]:
    times = {shape.on: group[name] for name, shape in schema.fields.items() if isinstance(shape, Minute)}
    for name, shape in schema.fields.items():
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
        yield from _of_shape(shape, row.get(name), prefix + name, tz, "")


def _of_shape(shape: Shape | Any, value: Any, path: str, tz: str, time: str) -> Iterator[Wall]:
    if not isinstance(shape, Dated) or shape.tense != "past" or value is None:
        return
    if isinstance(shape, Instant):
        yield path, "", value[:16], "UTC"
    else:
        yield path, shape.message, f"{value}T{time}" if time else value, tz
