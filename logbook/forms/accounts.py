"""The forms that only Flask shows: signing in, joining, inviting, and a programme's facts."""

from collections.abc import Container
from typing import Any
from zoneinfo import available_timezones

from wtforms import Field, Form, PasswordField, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length, Regexp

from logbook import canonical
from logbook.vocabulary import codes

# Only so much as to catch slips: whether an address exists, only its owner's using the link can tell.
_EMAIL = r"^[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(\.[^\s@<>(),;:\"\\.]+)+$"


def _line(text: str | None) -> str:
    return " ".join(canonical.clean(text or "").split())


def _address(text: str | None) -> str:
    return _line(text).lower()


def _text(asked: str, most: int = 200) -> StringField:
    length = Length(max=most, message=f"Use at most {most} characters")
    return StringField(filters=[_line], validators=[DataRequired(asked), length])


def _new_password() -> PasswordField:
    return PasswordField(validators=[DataRequired("Choose a password")])


def _one_of(words: str, asked: str) -> StringField:
    return StringField(validators=[AnyOf(codes(words), message=asked)])


class SignIn(Form):
    """Nothing is judged here: a wrong e-mail and a wrong password get the same answer."""

    email = StringField(filters=[_address])
    password = PasswordField()


class NewPassword(Form):
    """How strong it is, is judged with the person's name at hand, in `auth.passwords`."""

    password = _new_password()


class Join(Form):
    """What an invited person fills in: the name and licence that stand under what they sign."""

    name = _text("Enter your name")
    profession = _one_of("professions", "Choose your profession")
    licence_body = _text("Enter the body that issued your licence, for example NMC or GMC")
    licence_number = _text("Enter your licence number", most=60)
    password = _new_password()


class Invite(Form):
    """Whom a coordinator invites, and as what."""

    name = _text("Enter their name")
    email = StringField(
        filters=[_address],
        validators=[
            DataRequired("Enter their e-mail"),
            Length(max=254, message="Use at most 254 characters"),
            Regexp(_EMAIL, message="Enter an e-mail address, for example ana@example.org"),
        ],
    )
    role = _one_of("roles", "Choose a role")
    programme = StringField()


class Programme(Form):
    """The facts of a programme."""

    name = _text("Enter the programme’s name")
    provider = _text("Enter the training provider’s name")
    tz = StringField(filters=[_line])
    requirement_set = StringField(validators=[DataRequired("Choose a requirement set")])

    def validate(self, sets: Container[str]) -> bool:
        """Judge all fields; which requirement `sets` there are is known one row higher, so it is given."""
        good = super().validate()
        chosen = self.requirement_set
        if not chosen.errors and chosen.data not in sets:
            chosen.errors = ["Choose a requirement set"]
        return good and chosen.data in sets

    def validate_tz(self, field: Field) -> None:
        """Called by WTForms: a zone this server does not know could not be counted in."""
        if field.data not in available_timezones():
            raise ValidationError("Enter a time zone, for example Europe/London")


def shown(form: Form) -> dict[str, dict[str, Any]]:
    """What a template needs of each field: {name: {"value": str, "problems": [str]}}; never a password again."""
    return {
        field.name: {
            "value": "" if isinstance(field, PasswordField) else field.data or "",
            "problems": [str(words) for words in field.errors],
        }
        for field in form
    }
