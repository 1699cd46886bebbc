"""The shape of an entry: one case, with what must be there for the part the trainee took."""

from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from logbook import dotted
from logbook.schemas import words
from logbook.schemas.parts import (
    AftercareSchema,
    AssessmentSchema,
    ModelSchema,
    ProductSchema,
    corrections,
    events,
    nested,
    points,
)
from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Code, Codes, Day, Fixed, Instant, Minute, Text, Whole, sha256, uuid, zone

INJECTED = ("supervised_direct", "supervised_indirect", "independent")
# When an answer is required: which parts ask for it, and whether only on a live model. Forms export this table.
WHEN: dict[str, dict[str, Any]] = {
    "always": {"parts": ["observed", "assisted", *INJECTED], "settings": ["live_model", "simulation"]},
    "handled": {"parts": ["assisted", *INJECTED], "settings": ["live_model", "simulation"]},
    "injected": {"parts": list(INJECTED), "settings": ["live_model", "simulation"]},
    "treated": {"parts": ["assisted", *INJECTED], "settings": ["live_model"]},
}
# path → when it is required, and the words if it is missing. Required shapes are in the fields below.
CONDITIONS = {
    "product": ("handled", words.PRODUCT),
    "points": ("injected", words.POINTS),
    "assessment.consent": ("treated", words.CHECKED),
    "assessment.history_reviewed": ("treated", words.CHECKED),
}


class EntrySchema(Schema):
    """entry v1. Unknown fields are refused. It judges shapes only and never asks the database."""

    typ = Fixed(["entry"])
    v = Fixed([1])
    id = uuid()
    rev = Whole(1, 10_000, words.REVISION)
    prev = sha256(nullable=True)
    mutation = uuid()
    trainee = uuid()
    programme = uuid(message="Choose a programme")
    # "" where nobody is named yet: nobody can answer it before its trainee names somebody. Not null, which the lists of
    # older phones cannot show.
    supervisor = uuid(optional=True, message="Choose a supervisor")
    prescriber = Text(200)
    performed_on = Day("Enter the date of the treatment", "past")
    performed_at = Minute("Enter the time of the treatment", on="performed_on")
    recorded_at = Instant("past")
    tz = zone()
    place = Text(200)
    part = Code("parts", "Choose your part")
    setting = Code("settings", "Choose live model or simulation")
    areas = Codes("areas", "Choose at least 1 area", least=1)
    dev = uuid(nullable=True)
    seq = Whole(0, 2**53 - 1, words.DEVICE_NUMBER, nullable=True)
    dev_prev = sha256(nullable=True)
    tree = Text(500)
    warnings = Rows({"code": Text(40, least=1)}, most=20, message="Warnings are a list.")
    scenario = Text(2000)
    model = nested(ModelSchema)
    assessment = nested(AssessmentSchema)
    product = nested(ProductSchema, nullable=True)
    points = points()
    needle = Code("needles", words.CHOICE, optional=True)
    aftercare = nested(AftercareSchema)
    events = events()
    corrections = corrections()
    self_rating = Whole(1, 5, "Choose from 1 to 5", nullable=True)
    reflection = Text(2000)
    answer = Text(2000)
    amends = sha256()

    # `tree` is null until signatures exist.
    tree.allow_none = True
    # The signature a new version of a signed case knows of; every other statement is without this key.
    amends.required = False
    # To what a supervisor asked; builds before did not have it.
    answer.required = False

    @validates_schema
    def fits_the_part(self, data: dict[str, Any], **kwargs: Any) -> None:
        """What the trainee's part asks for; runs only when every field has its shape."""
        problems = [(path, words) for path, (when, words) in CONDITIONS.items() if is_asked(when, data)]
        missing = {path: [words] for path, words in problems if not dotted.at(data, path)}
        if missing:
            raise ValidationError(missing)

    @validates_schema
    def follows_from_its_base(self, data: dict[str, Any], **kwargs: Any) -> None:
        """The first revision has no predecessor, every other one names its own."""
        if (data["rev"] == 1) != (data["prev"] is None):
            raise ValidationError({"prev": ["The first revision has no predecessor, every other names one."]})
        if data["rev"] == 1 and "amends" in data:
            raise ValidationError({"amends": ["The first revision has no signature to build upon."]})


def is_asked(when: str, doc: dict[str, Any]) -> bool:
    """Whether the answer is required for this part and setting."""
    asked = WHEN[when]
    return doc["part"] in asked["parts"] and doc["setting"] in asked["settings"]
