"""The shapes a statement is made of: small marshmallow fields that judge one value and can tell their rule.

They take a value as the canonical text holds it and keep it as it is, so nothing is ever dumped again.
Each field's `rule()` is exported to the forms: required, nullable, choices, min, max and max_length exist once, here.
"""

from logbook.schemas.shapes.choices import Code, Codes, Fixed, Flag, Whole
from logbook.schemas.shapes.shape import Shape
from logbook.schemas.shapes.texts import (
    Dated,
    Day,
    Instant,
    LocalMinute,
    Minute,
    Pattern,
    Text,
    is_uuid,
    model_code,
    sha256,
    uuid,
    zone,
)

__all__ = [
    "Code",
    "Codes",
    "Dated",
    "Day",
    "Fixed",
    "Flag",
    "Instant",
    "LocalMinute",
    "Minute",
    "Pattern",
    "Shape",
    "Text",
    "Whole",
    "is_uuid",
    "model_code",
    "sha256",
    "uuid",
    "zone",
]
