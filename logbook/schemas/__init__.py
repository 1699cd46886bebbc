"""The shape of each kind of statement, and what all shapes share. Which kind has which is said in `kinds`."""

from typing import Any

from marshmallow import Schema
from marshmallow import fields as marshmallow_fields

from logbook.schemas import structure
from logbook.schemas.entry import CONDITIONS, WHEN
from logbook.schemas.fitting import fitting
from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Shape
from logbook.schemas.tenses import walls

__all__ = ["CONDITIONS", "WHEN", "Rows", "fitting", "flatten", "rules", "structure", "walls"]


def rules(schema: Schema) -> dict[str, dict[str, Any]]:
    """Every field's rule by path, {"product.batch": {"max_length": 40, "message": "…"}}, for forms and tests."""
    return _rules(schema, "")


def flatten(errors: Any, prefix: str = "") -> dict[str, list[str]]:
    """marshmallow's nested messages as {path: [words]}; messages about a whole row stand at the row's path."""
    if not isinstance(errors, dict):
        return {prefix: [str(words) for words in errors]}
    flat: dict[str, list[str]] = {}
    for key, inner in errors.items():
        path = prefix if key in ("_schema", "_row") else f"{prefix}.{key}" if prefix else str(key)
        flat.update(flatten(inner, path))
    return flat


def _rules(schema: Schema, prefix: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, field in schema.fields.items():
        if isinstance(field, Shape):
            found[prefix + name] = field.rule()
        elif isinstance(field, marshmallow_fields.Nested):
            found |= _rules(field.schema, f"{prefix}{name}.")
    return found
