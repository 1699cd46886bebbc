"""The shape of an attestation: that somebody did a module, worked hours, or holds a document."""

from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from logbook.schemas.shapes import Code, Day, Fixed, Instant, Text, Whole, sha256, uuid, zone

MODULE = "Choose the module"
MINUTES = "Minutes are a whole number"


class AttestationSchema(Schema):
    """attestation v1: about the membership of a trainee."""

    typ = Fixed(["attestation"])
    v = Fixed([1])
    id = uuid()
    membership = uuid()
    what = Code("attested", "Say whether it is a module, hours or a document")
    module = Text(40)
    version = Whole(1, 10_000, "The version is a whole number", nullable=True)
    title = Text(200, "Say what it is", least=1)
    hours = Code("hours_kinds", "Choose which hours", optional=True)
    way = Code("teaching_ways", "Choose how it was taught", optional=True)
    subject = Text(40)
    document = Code("document_kinds", "Choose the document", optional=True)
    on = Day("Enter the date", "past")
    until = Day("Enter the last date", "any", nullable=True)
    minutes = Whole(1, 1_000_000, MINUTES, nullable=True)
    credits_tenths = Whole(1, 10_000, "Credits are a number with at most one decimal", nullable=True)
    score = Whole(0, 100, "The score is a percentage", nullable=True)
    known = Code("known_ways", "Choose how it is known")
    accepts = sha256(nullable=True)
    by = uuid()
    by_name = Text(200, "Say who says it", least=1)
    at = Instant("past")
    tz = zone()

    @validates_schema
    def says_what_was_done(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A module in a version; hours of a kind; a document of a kind. What accepts names what was declared."""
        needs = {
            "module": {"module": (MODULE, data["module"] and data["version"])},
            "hours": {
                "hours": ("Choose which hours", data["hours"]),
                "minutes": (MINUTES, data["minutes"]),
            },
            "document": {"document": ("Choose the document", data["document"])},
        }[data["what"]]
        wrong = {name: [words] for name, (words, said) in needs.items() if not said}
        if data["until"] is not None and data["until"] < data["on"]:
            wrong["until"] = ["The last day lies before the first"]
        if (data["known"] == "accepted") != (data["accepts"] is not None):
            wrong["accepts"] = ["Say what is accepted"]
        if wrong:
            raise ValidationError(wrong)
