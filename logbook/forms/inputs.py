"""What the forms are made of that Flask alone shows: fields that clean and judge what is typed, by WTForms."""

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

from wtforms import Field, Form, PasswordField, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length, Regexp

from logbook import canonical
from logbook.folding import address
from logbook.shapes.served.asked import Input
from logbook.shown import bare
from logbook.vocabulary import codes

# Only so much as to catch slips: whether an address exists, only its owner's using the link can tell.
MOST_ADDRESS = 254
_EMAIL = r"^[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(\.[^\s@<>(),;:\"\\.]+)+$"

# Names in the list of zones that are no place: "not set", and whatever the server happens to be set to.
_NO_PLACES = {"Factory", "localtime"}


def one_line(text: str | None) -> str:
    """One line of text as it is kept: cleaned, and bare of what nobody sees."""
    return bare(canonical.clean(text or "").replace("\n", " "))


def mail_address(text: str | None) -> str:
    """An e-mail as it is kept and looked up."""
    return address(one_line(text))


def is_address(text: str) -> bool:
    """Whether this could be an e-mail address."""
    return len(text) <= MOST_ADDRESS and re.fullmatch(_EMAIL, text) is not None


def text_field(asked: str, most: int = 200) -> StringField:
    """A line that must be given; `asked` says so where it is not."""
    length = Length(max=most, message=f"Use at most {most} characters")
    return StringField(filters=[one_line], validators=[DataRequired(asked), length])


def open_line(most: int = 200) -> StringField:
    """A line that may stay empty."""
    length = Length(max=most, message=f"Use at most {most} characters")
    return StringField(filters=[one_line], validators=[length])


def email_field(asked: str) -> StringField:
    """An e-mail that must be given."""
    length = Length(max=MOST_ADDRESS, message=f"Use at most {MOST_ADDRESS} characters")
    right = Regexp(_EMAIL, message="Enter an e-mail address, for example ana@example.org")
    return StringField(filters=[mail_address], validators=[DataRequired(asked), length, right])


def zone() -> StringField:
    """The name of a time zone that this server knows."""
    return StringField(filters=[one_line], validators=[_is_place])


def _is_place(form: Form, field: Field) -> None:
    """Called by WTForms: a zone this server does not know could not be counted in."""
    if field.data not in available_timezones() - _NO_PLACES:
        raise ValidationError("Enter a time zone, for example Europe/London")


def new_password() -> PasswordField:
    """A password that is chosen; how good it is, is judged in `auth.passwords`."""
    return PasswordField(validators=[DataRequired("Choose a password")])


def one_of(words: str, asked: str) -> StringField:
    """A code of a list of the vocabulary; `asked` says so where it is none."""
    return StringField(validators=[AnyOf(codes(words), message=asked)])


def role_field() -> StringField:
    """As what somebody is invited."""
    return one_of("roles", "Choose a role")


def is_placed(form: Form, chosen: Sequence[str]) -> bool:
    """Whether programmes were chosen; else the form's field of that name says so."""
    if not chosen:
        form["programme"].errors = ["Choose at least one programme"]
    return bool(chosen)


def shown(form: Form) -> dict[str, Input]:
    """What a template needs of each field, by its name; never a password again."""
    return {
        field.name: {
            "value": "" if isinstance(field, PasswordField) else field.data or "",
            "problems": [str(words) for words in field.errors],
        }
        for field in form
    }
