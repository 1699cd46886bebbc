"""The forms about an account: signing in, joining, name and registration, e-mail, closing it."""

from wtforms import Field, Form, PasswordField, StringField
from wtforms.validators import DataRequired

from logbook.forms.inputs import email_field, mail_address, new_password, one_line, one_of, text_field
from logbook.regulation import numbers

# Whose an address is, and whether it is anybody's, is nobody else's to know.
NOT_FREE = "This e-mail cannot be taken. Use another one, or ask the host of this logbook."


class SignIn(Form):
    """Nothing is judged here: a wrong e-mail and a wrong password get the same answer."""

    email = StringField(filters=[mail_address])
    password = PasswordField()


class NewPassword(Form):
    """How strong it is, is judged with the person's name at hand, in `auth.passwords`."""

    password = new_password()


class CodedPassword(NewPassword):
    """The same by somebody who is not signed in, and holds a printed recovery code."""

    email = StringField(filters=[mail_address], validators=[DataRequired("Enter your e-mail")])
    code = StringField(filters=[one_line], validators=[DataRequired("Enter one of your codes")])


class NewCodes(Form):
    """The form for new recovery codes: the password again."""

    password = PasswordField(validators=[DataRequired("Enter your password")])


class ChangedPassword(NewPassword):
    """The same by somebody who is signed in, and shows that they know the old one."""

    old = PasswordField(validators=[DataRequired("Enter the password you have now")])


class Numbered(Form):
    """With whom somebody is registered, and under which number."""

    licence_body = text_field("Enter the body that registers you, for example NMC or GMC")
    licence_number = text_field("Enter your registration number", most=60)

    def validate_licence_number(self, field: Field) -> None:
        """Called by WTForms: the number is kept as its register writes it. How it looks is no reason to refuse it."""
        field.data = numbers.tidy(self["licence_body"].data or "", field.data)


class Registration(Numbered):
    """What a regulator knows of somebody: it stands under what they write or sign."""

    profession = one_of("professions", "Choose your profession")


class Details(Registration):
    """Name and registration, to be put right by their owner."""

    name = text_field("Enter your name")


class Named(Form):
    """The same of a coordinator, who need not be in any register."""

    name = text_field("Enter your name")


class Join(Details):
    """What an invited trainee or supervisor fills in."""

    password = new_password()


class JoinAsCoordinator(Named):
    """What an invited coordinator fills in."""

    password = new_password()


class Address(Form):
    """Another e-mail to sign in with, as a coordinator corrects it."""

    email = email_field("Enter an e-mail")


class OwnAddress(Address):
    """Another e-mail to sign in with, by its owner: with the password."""

    password = PasswordField(validators=[DataRequired("Enter your password")])


class Closing(Form):
    """The form that closes one's own account: the password again."""

    password = PasswordField(validators=[DataRequired("Enter your password")])
