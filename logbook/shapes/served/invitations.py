"""Links that lead into a programme, or to a new password."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Guarded, Offered


class LinkLine(TypedDict):
    """An open link; `lasts` says whether its maker may still make it."""

    id: str
    name: str
    initials: str
    email: str
    role: str
    recovery: bool
    until: str
    over: bool
    maker: str
    lasts: bool


class LinkShown(TypedDict):
    """A link to hand over: its text, and a QR code as the path of an SVG."""

    address: str
    size: int
    path: str


class InvitePage(Filled):
    """/people/invitations"""

    roles: list[Offered]
    programmes: list[Offered]
    days: int


class InvitationPage(Guarded):
    """/people/invitations/<id>"""

    invitation: LinkLine
    link: LinkShown | None


class RevocationPage(Guarded):
    """/people/invitations/<id>/revocation"""

    invitation: LinkLine


# A key may not be written as a name where it is a word of Python.
Invited = TypedDict("Invited", {"programme": str, "provider": str, "role": str, "as": str, "by": str})


class ComingIn(Filled):
    """What an invitation is answered on."""

    action: str
    email: str
    invited: Invited
    professions: list[Offered]


class JoinPage(ComingIn):
    """/join/<token>, for whoever is not signed in"""

    least: int


class AcceptPage(ComingIn):
    """/join/<token>, for whoever is signed in; `theirs` says whether the link is for their address"""

    theirs: bool
