"""A schema as one quick question: does it take this statement? Made of the schema's own fields, never written by hand.

marshmallow decides what is right and says what is wrong. It spends most of its time on being able to say so, and nearly
every statement that arrives is right: it is asked in words only of what does not fit.
"""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, ValidationError, missing
from marshmallow import fields as marshmallow_fields

from logbook.schemas.rows import all_fit
from logbook.schemas.shapes import Shape

Fits = Callable[[Any], bool]
# With any of these a field would take something else than its shape does.
_MORE = ("attribute", "data_key", "dump_only", "validators", "pre_load", "post_load")


def fitting(schema: Schema) -> Fits:
    """fits(doc): whether `schema.validate(doc)` finds nothing wrong. What uses more of marshmallow than is read here is
    asked of marshmallow itself."""
    if not _is_plain(schema):
        return lambda doc: not schema.validate(doc)
    checks = {name: _field(field) for name, field in schema.fields.items()}
    nullable = frozenset(name for name, field in schema.fields.items() if field.allow_none)
    needed = frozenset(name for name, field in schema.fields.items() if field.required)
    rules = [getattr(schema, name) for name, _, _ in schema._hooks["validates_schema"]]

    def fits(doc: Any) -> bool:
        if type(doc) is not dict or not all_fit(doc, checks, nullable, needed):
            return False
        return all(_holds(rule, doc) for rule in rules)

    return fits


def _holds(rule: Any, doc: dict[str, Any]) -> bool:
    try:
        rule(doc)
    except ValidationError:
        return False
    return True


def _field(field: Any) -> Fits:
    return fitting(field.schema) if isinstance(field, marshmallow_fields.Nested) else field.fits


def _is_plain(schema: Schema) -> bool:
    """Whether all that the schema asks is what its fields take, which of them it needs, and rules over the whole."""
    hooks = {name for name, found in schema._hooks.items() if found}
    whole = [settings for _, _, settings in schema._hooks["validates_schema"]]
    return (
        hooks <= {"validates_schema"}
        and all(settings == {"pass_original": False, "skip_on_field_errors": True} for settings in whole)
        and (schema.unknown, schema.many, schema.partial) == ("raise", False, None)
        and all(_is_usual(field) for field in schema.fields.values())
    )


def _is_usual(field: Any) -> bool:
    if isinstance(field, marshmallow_fields.Nested):
        known = not field.many and field.unknown is None
    else:
        known = isinstance(field, Shape) and type(field).fits is not Shape.fits
    return known and field.load_default is missing and not any(getattr(field, name) for name in _MORE)
