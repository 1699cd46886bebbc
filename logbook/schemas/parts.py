"""The groups inside a statement, each a schema of its own, and the rows several statements share."""

from typing import Any

from marshmallow import Schema, fields

from logbook import facemap, vocabulary
from logbook.numerals import DOSE
from logbook.schemas import words
from logbook.schemas.rows import Rows, Severity
from logbook.schemas.shapes import Code, Codes, Day, Flag, LocalMinute, Text, Whole, model_code, uuid


def nested(schema: type[Schema], *, nullable: bool = False) -> fields.Nested:
    """A group that must be there (or be null, where nullable)."""
    return fields.Nested(schema(), required=True, allow_none=nullable)


class ModelSchema(Schema):
    """The person treated: a code and what shows the range of cases, never who they are."""

    code = model_code()
    age_band = Code("age_bands", "Choose an age band")
    sex = Code("sexes", words.CHOICE, optional=True)
    skin_type = Code("skin_types", "Choose a skin type")
    first_treatment = Flag(words.YES_NO, nullable=True)
    days_since_last = Whole(0, 9999, "Days since the last treatment are a whole number", nullable=True)
    anatomy = Codes("anatomy")
    goals = Codes("goals")


class AssessmentSchema(Schema):
    """What was checked before the treatment."""

    history_reviewed = Flag(words.CHECKED)
    contraindications = Codes("contraindications")
    consent = Flag(words.CHECKED)
    photo_consent = Flag()
    severity = Severity(frozenset(vocabulary.codes("areas")))


class ProductSchema(Schema):
    """The product, its vial and how it was made up. Units of one product are never units of another."""

    code = Code("products", words.PRODUCT)
    batch = Text(40, "Enter the batch number from the vial", least=1)
    expires_on = Day("Enter the expiry date on the vial", "future", nullable=True)
    # What the vial prints: a month lasts to its end, whichever day of it `expires_on` names. Builds before say days.
    expires_as = Code("expiries", "Choose month and year, or a day", optional=True)
    vial_units = Whole(1, 1000, "Units in the vial are a whole number from 1 to 1000", nullable=True)
    diluent_hundredths_ml = Whole(1, 2000, "The diluent is between 0.01 and 20 mL", nullable=True)
    reconstituted_at = LocalMinute("Enter when it was made up", "past", nullable=True)

    expires_as.required = False


class AftercareSchema(Schema):
    """What the model was told, and when the review is due."""

    advice = Flag()
    written = Flag()
    review_due_on = Day(words.REVIEW_DATE, "future", nullable=True)


class MeaningSchema(Schema):
    """The sentence the signer put their name to, word for word."""

    id = Code("meanings")
    lang = Text(8, least=2)
    text = Text(500, least=1)


class SignerSchema(Schema):
    """Who signed, as registered on that day."""

    id = uuid()
    name = Text(200, least=1)
    body = Text(200)
    number = Text(200)
    cred = Text(400)

    # `cred` is null until signatures by key exist.
    cred.allow_none = True


class OfSchema(Schema):
    """What a withdrawal takes back: the kind and the id of a statement."""

    kind = Text(20, least=1)
    id = uuid()


def points() -> Rows:
    """The injections: where, how much (tenths of a unit, in steps of half a unit), how deep."""
    columns: dict[str, Any] = {
        "view": Code("views"),
        "map": Text(20, least=1),
        "area": Code("areas", words.AREA),
        "muscle": Code("muscles", "Choose a muscle"),
        "side": Code("sides", "Choose a side"),
        "x": Whole(0, 1000, words.PLACE, nullable=True),
        "y": Whole(0, 1000, words.PLACE, nullable=True),
        "units_tenths": Whole(DOSE["min"], DOSE["max"], words.DOSE, step=DOSE["step"]),
        "depth": Code("depths", "Choose a depth, or leave it open", optional=True),
    }
    return Points(columns, most=100, message=words.POINTS)


class Points(Rows):
    """Rows of injections. A place on the drawing we know must lie in its area; a point may also have no place."""

    def _row_fits(self, row: Any) -> bool:
        return super()._row_fits(row) and not self._misplaced(row)

    def _judge(self, row: Any) -> dict[str, list[str]]:
        problems = super()._judge(row)
        words = "" if problems else self._misplaced(row)
        return {"_row": [words]} if words else problems

    def _misplaced(self, row: dict[str, Any]) -> str:
        if row["view"] != "front" and row["side"] != row["view"]:
            return "This point lies on the other side of the model"
        if (row["x"] is None) != (row["y"] is None):
            return "A place on the map has an x and a y"
        if row["x"] is None or row["map"] != facemap.NAME:
            return ""
        fits = facemap.fits(row["view"], row["area"], row["side"], row["x"], row["y"])
        return "" if fits else "This point lies outside its area"


def events() -> Rows:
    """Complications: the empty list is a statement, none seen."""
    columns: dict[str, Any] = {
        "kind": Code("events", "Choose the complication"),
        "severity": Code("severities", "Choose how severe it was"),
        "onset_day": Whole(0, 365, "The day it began is a whole number, 0 for the same day", nullable=True),
        "action": Code("actions", "Choose what was done"),
        "resolved_on": Day("Enter the date it was gone", "past", nullable=True),
    }
    later: dict[str, Any] = {
        "reported_to": Code("reported_to", "Choose who it was reported to, or leave it open", optional=True),
        "supervisor_told": Flag(words.YES_NO, nullable=True),
    }
    return Rows(columns, later=later, most=20, message=words.COMPLICATION)


def corrections() -> Rows:
    """What was seen and how it was corrected, as pairs."""
    columns: dict[str, Any] = {
        "seen": Text(500, "Write what was seen", least=1),
        "correction": Text(500, "Write the correction", least=1),
        "repeat": Flag(),
    }
    return Rows(columns, most=20, message="Write what was seen and the correction")
