"""What a statement looks like, as plain JSON: by it a phone knows what its pages can read.

Only what a page relies on: which keys there are and what kind of value they hold. What a form asks for stands in
`rules`; lengths, which codes there are, and what belongs together, are the server's to judge.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema
from marshmallow import fields as marshmallow_fields

from logbook.schemas.rows import Rows, Severity
from logbook.schemas.shapes import Code, Codes, Fixed, Flag, Pattern, Text, Whole
from logbook.schemas.shapes.texts import Dated


def as_json(schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """{typ: {"keys": {name: kind}}} of {typ: schema}; a kind is {"is", "null": may be null, "lacks": may be absent,
    …its figures}."""
    return {typ: _object(schema) for typ, schema in schemas.items()}


def _object(schema: Schema) -> dict[str, Any]:
    return {"is": "object", "keys": {name: _field(field) for name, field in schema.fields.items()}}


def _field(field: Any) -> dict[str, Any]:
    kind = _object(field.schema) if isinstance(field, marshmallow_fields.Nested) else _kind(field)
    return kind | ({"null": True} if field.allow_none else {}) | ({} if field.required else {"lacks": True})


def _kind(shape: Any) -> dict[str, Any]:
    """What one value is; {"is": "any"} for a shape that no page relies on."""
    match shape:
        case Rows():
            return {"is": "rows", "keys": _columns(shape)}
        case Severity():
            return {"is": "grades"}
        case Code():
            return {"is": "code"}
        case Codes():
            return {"is": "codes"}
        case Whole():
            return {"is": "whole", "least": shape.least, "most": shape.most}
        case Pattern():
            like = f"({shape.pattern.pattern})?" if shape.optional else shape.pattern.pattern
            return {"is": "like", "like": like} | ({"day": True} if isinstance(shape, Dated) else {})
        case Fixed():
            return {"is": "fixed", "values": [value for _, value in shape.values]}
        case Flag():
            return {"is": "flag"}
        case Text():
            return {"is": "text"}
    return {"is": "any"}


def _columns(rows: Rows) -> dict[str, Any]:
    later = {name: {} if name in rows.needed else {"lacks": True} for name in rows.columns}
    columns = rows.columns.items()
    return {
        name: _kind(shape) | ({"null": True} if shape.allow_none else {}) | later[name]
        for name, shape in columns
    }
