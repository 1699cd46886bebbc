"""Which shape belongs to which statement, and the one function that judges them."""

from typing import Any

from marshmallow import Schema
from marshmallow import fields as marshmallow_fields

from logbook import moments
from logbook.schemas.answers import ReviewSchema, SignoffSchema, WithdrawalSchema
from logbook.schemas.entry import CONDITIONS, WHEN, EntrySchema
from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Shape
from logbook.schemas.tenses import walls

# Made once: a new Schema() per statement would cost more than judging it.
SCHEMAS: dict[str, Schema] = {
    "entry": EntrySchema(),
    "signoff": SignoffSchema(),
    "withdrawal": WithdrawalSchema(),
    "review": ReviewSchema(),
}
VERSIONS = {"entry": {1}, "signoff": {1}, "withdrawal": {1}, "review": {1}}

__all__ = ["CONDITIONS", "SCHEMAS", "VERSIONS", "WHEN", "Rows", "ahead", "check", "rules"]


def check(doc: dict[str, Any]) -> dict[str, list[str]]:
    """The problems of a statement whose `typ` is known, {"product.batch": ["…"]}; empty when its shape is right."""
    return flatten(SCHEMAS[doc["typ"]].validate(doc))


def ahead(doc: dict[str, Any], now: str) -> dict[str, list[str]]:
    """What a statement of the right shape says is past and lies a day or more after `now`, in the words of `check`.

    Days and times are those of the statement's own zone.
    """
    found = {}
    for path, words, wall, tz in walls(SCHEMAS[doc["typ"]], doc):
        minutes = moments.lead(wall, tz, now)
        if minutes >= moments.REFUSED:
            found[path] = [moments.refusal(minutes, words)]
    return found


def rules(typ: str) -> dict[str, dict[str, Any]]:
    """Every field's rule by path, {"product.batch": {"max_length": 40, "message": "…"}}, for forms and tests."""
    return _rules(SCHEMAS[typ], "")


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
