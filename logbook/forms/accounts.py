"""The forms that only Flask shows: signing in, joining, inviting, and a programme's facts."""

from collections.abc import Container
from typing import Any
from zoneinfo import available_timezones

from wtforms import Field, Form, PasswordField, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length, Regexp

from logbook import canonical
from logbook.folding import address
from logbook.shown import bare
from logbook.vocabulary import codes

# Only so much as to catch slips: whether an address exists, only its owner's using the link can tell.
_EMAIL = r"^[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(\.[^\s@<>(),;:\"\\.]+)+$"

# Names in the list of zones that are no place: "not set", and whatever the server happens to be set to.
NO_PLACES = {"Factory", "localtime"}
HELD = "Somebody of your training provider is registered with this number. Check it, or ask your coordinator."


def _line(text: str | None) -> str:
    return bare(canonical.clean(text or "").replace("\n", " "))


def _address(text: str | None) -> str:
    return address(_line(text))


def _text(asked: str, most: int = 200) -> StringField:
    length = Length(max=most, message=f"Use at most {most} characters")
    return StringField(filters=[_line], validators=[DataRequired(asked), length])


def _email(asked: str) -> StringField:
    length = Length(max=254, message="Use at most 254 characters")
    right = Regexp(_EMAIL, message="Enter an e-mail address, for example ana@example.org")
    return StringField(filters=[_address], validators=[DataRequired(asked), length, right])


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


class ChangedPassword(NewPassword):
    """The same by somebody who is signed in, and shows that they know the old one."""

    old = PasswordField(validators=[DataRequired("Enter the password you have now")])


class Registration(Form):
    """What a regulator knows of somebody: it stands under what they write or sign."""

    profession = _one_of("professions", "Choose your profession")
    licence_body = _text("Enter the body that registers you, for example NMC or GMC")
    licence_number = _text("Enter your registration number", most=60)


class Details(Registration):
    """Name and registration, to be put right by their owner."""

    name = _text("Enter your name")


class Named(Form):
    """The same of a coordinator, who need not be in any register."""

    name = _text("Enter your name")


class Join(Details):
    """What an invited trainee or supervisor fills in."""

    password = _new_password()


class JoinAsCoordinator(Named):
    """What an invited coordinator fills in."""

    password = _new_password()


class Address(Form):
    """Another e-mail to sign in with, as a coordinator corrects it."""

    email = _email("Enter an e-mail")


class OwnAddress(Address):
    """The same by its owner, with the password."""

    password = PasswordField(validators=[DataRequired("Enter your password")])


class Closing(Form):
    """Closing one's own account."""

    password = PasswordField(validators=[DataRequired("Enter your password")])


class Confirming(Form):
    """How a coordinator made sure who a signer is; `seen` is what the page showed of them."""

    how = _one_of("confirmations", "Choose how it was checked")
    seen = StringField()


class Invite(Form):
    """Whom a coordinator invites, and as what."""

    name = _text("Enter their name")
    email = _email("Enter their e-mail")
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
        if field.data not in available_timezones() - NO_PLACES:
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
