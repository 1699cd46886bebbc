"""An account as its owner and its coordinator see it."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Guarded, Offered


class ChangeTold(TypedDict):
    """What was changed of an account: when, by whom ("" by its owner), and what it was."""

    at: str
    by: str
    text: str


class OwnedPage(Filled):
    """/me/email and /me/closing; a password is asked under the address it belongs to."""

    owner_email: str


class DetailsPage(OwnedPage):
    """/me/details"""

    professions: list[Offered]
    remark: str | None
    specialties: list[Offered]
    chosen: list[str]
    history: list[ChangeTold]


class PasswordPage(OwnedPage):
    """/me/password"""

    least: int


class CodesPage(OwnedPage):
    """/me/codes; `made` are shown this once, `again` where others stop working for them."""

    name: str
    made: list[str]
    again: bool
    made_on: str | None
    left: int
    most: int


class OwnLink(TypedDict):
    """A link for a new password that somebody made for one's account."""

    id: str
    state: str
    by: str
    at: str
    text: str


class OwnLinksPage(Guarded):
    """/me/links"""

    links: list[OwnLink]
    untold: bool
    signs: bool


class AccountPage(Filled):
    """/people/<id>/account"""

    id: str
    name: str
    alone: bool
    sessions: int
    locked_on: str | None
    locked_by: str
    history: list[ChangeTold]


class RemarkShown(TypedDict):
    """/registers/remark, a part of the pages where a registration is typed."""

    remark: str | None
