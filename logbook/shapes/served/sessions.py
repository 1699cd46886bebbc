"""Coming and going."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Filled, Guarded
from logbook.shapes.served.devices import Emptied


class DemoPerson(TypedDict):
    """Somebody who may be tried out."""

    name: str
    email: str
    role: str


class Offer(TypedDict):
    """Who may be tried out, and the password of them all."""

    password: str
    people: list[DemoPerson]


class SignInPage(Guarded):
    """/sign-in"""

    action: str
    email: str
    problem: str
    done: bool
    demo: Offer | None


class ArrivePage(Frame):
    """/arrive: whose the phone is from now on; `emptied` is what this browser told in its life before"""

    account: str
    name: str
    next: str
    emptied: Emptied | None


class NewPasswordPage(Filled):
    """/recover/<token>"""

    action: str
    email: str
    least: int


class CodePage(Filled):
    """/recovery-code"""

    problem: str
    least: int
