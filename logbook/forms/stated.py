"""The forms about a licence: what its holder says of it."""

import re

from wtforms import Field, Form, StringField, ValidationError
from wtforms.validators import AnyOf, Length

from logbook import canonical
from logbook.forms.accounts import Numbered
from logbook.forms.inputs import one_line, one_of, open_line
from logbook.moments import is_day
from logbook.vocabulary import codes

# A country, or a part of one, as ISO 3166 has it.
_REGION = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
TO_COME = "This day is still to come"
YES_NO = {"yes": "Yes", "no": "No"}


def _region(text: str | None) -> str:
    return one_line(text).upper()


def maybe_one_of(words: str, asked: str) -> StringField:
    """A code of a list of the vocabulary, or nothing."""
    return StringField(validators=[AnyOf(["", *codes(words)], message=asked)], default="")


def maybe_day() -> StringField:
    """A day of the calendar, or nothing."""
    return StringField(filters=[one_line], validators=[_is_day])


def words_area(most: int = 2_000) -> StringField:
    """Some lines of text, or none."""
    too_long = Length(max=most, message=f"Use at most {most} characters")
    return StringField(filters=[lambda text: canonical.clean(text or "")], validators=[too_long])


def _is_day(form: Form, field: Field) -> None:
    """Called by WTForms."""
    if field.data and not is_day(field.data):
        raise ValidationError("Enter a day of the calendar")


class Held(Numbered):
    """What a licence is: where, with whom, under which number."""

    region = StringField(filters=[_region])
    type = maybe_one_of("licence_types", "Choose a type of the list")
    prescriber = StringField(
        validators=[AnyOf(["", *YES_NO], message="Choose yes, no or nothing")], default=""
    )

    def validate_region(self, field: Field) -> None:
        """Called by WTForms."""
        if field.data and not re.fullmatch(_REGION, field.data):
            raise ValidationError("Enter a code such as GB, US-NV or CA-AB, or nothing")

    def columns(self) -> dict[str, str | bool | None]:
        """What was typed, as the table has it."""
        given: dict[str, str | bool | None] = {name: value or "" for name, value in self.data.items()}
        return given | {"prescriber": {"yes": True, "no": False}.get(self.prescriber.data or "")}


class Status(Form):
    """How a licence is, from when, and until when."""

    status = one_of("licence_statuses", "Choose how the register has it")
    words = open_line()
    conditions = words_area()
    from_on = maybe_day()
    to_on = maybe_day()

    def validate(self, *_: object) -> bool:
        """Judge all fields; that the days come in their order, once each is one."""
        good = bool(super().validate())
        return good and in_order(self)

    def columns(self) -> dict[str, str | None]:
        """What was typed, as the table has it: no day is none."""
        days = {name: self[name].data or None for name in ("from_on", "to_on")}
        return {name: self[name].data or "" for name in ("status", "words", "conditions")} | days


def in_order(form: Form) -> bool:
    """Whether the last day of a form does not lie before its first; else the field says so."""
    first, last = form["from_on"].data or "", form["to_on"].data or ""
    if first and last and last < first:
        form["to_on"].errors = ["It lies before its first day"]
        return False
    return True


# What whoever looks hopes to read, question by question.
EXPECTED = {
    "registered": "yes",
    "licensed": "yes",
    "type_fits": "yes",
    "restricted": "no",
    "number_matches": "yes",
    "is_them": "yes",
}


def _answer() -> StringField:
    return StringField(default="")


class Looked(Form):
    """What somebody found who looked a licence up. `act` is made with the form: sent twice it is one check."""

    act = StringField()
    result = StringField(validators=[AnyOf(["good", "differs"], message="Say what you found")])
    registered = _answer()
    licensed = _answer()
    type_fits = _answer()
    restricted = _answer()
    number_matches = _answer()
    is_them = _answer()
    status = maybe_one_of("licence_statuses", "Choose how the register has it")
    words = open_line()
    conditions = words_area()
    from_on = maybe_day()
    to_on = maybe_day()
    name = open_line()
    how = one_of("licence_looks", "Choose how you looked")
    checked_on = maybe_day()
    next_on = maybe_day()

    def validate(self, today: str) -> bool:
        """Judge all fields; what day it is there, is known one row higher."""
        good = bool(super().validate()) and in_order(self)
        good = _in_time(self, today) and good
        if self.result.data == "good":
            return _agrees(self) and good
        return (_answered(self) and good) if self.result.data == "differs" else False

    def answers(self) -> dict[str, str]:
        """All six, by their codes."""
        if self.result.data == "good":
            return dict(EXPECTED)
        return {name: str(self[name].data) for name in EXPECTED}


def _in_time(form: Looked, today: str) -> bool:
    good = True
    if not form.checked_on.data:
        form.checked_on.errors, good = ["Enter the day on which you looked"], False
    elif form.checked_on.data > today and not form.checked_on.errors:
        form.checked_on.errors, good = [TO_COME], False
    if form.next_on.data and form.next_on.data <= (form.checked_on.data or "") and not form.next_on.errors:
        form.next_on.errors, good = ["Enter a day after the one on which you looked"], False
    return good


def _agrees(form: Looked) -> bool:
    if form.status.data in ("", "active") and not form.conditions.data:
        return True
    form.result.errors = ["Something differs, as you say below: choose that"]
    return False


def _answered(form: Looked) -> bool:
    good = True
    for name in EXPECTED:
        if form[name].data not in codes("licence_answers"):
            form[name].errors, good = ["Answer this too"], False
    if not form.status.data:
        form.status.errors, good = ["Choose how the register has it"], False
    return good
