"""Links that lead into a programme, or to a new password."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Choice, Filled, Guarded, LogoShown, Offered, Turned


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
    programmes: list[str]


class InvitedLine(LinkLine):
    """A line of the list of links: where it stands, and since when it was used, revoked, or else made."""

    state: str
    on: str


class InvitedListed(Turned):
    """The links of one view: how many of them work and were made by who looks, and how many invitations ran out."""

    lines: list[InvitedLine]
    narrowed: bool
    there: list[Choice]
    shows: list[Choice]
    orders: list[Choice]
    mine: int
    over: int
    slips: str
    files: list[Choice]


class InvitedPage(Guarded, InvitedListed):
    """/people/invited"""

    undo: str
    renewal: str


class Slip(TypedDict):
    """A link to cut out and hand over; `code` is a picture."""

    id: str
    name: str
    email: str
    role: str
    into: str
    until: str
    address: str
    code: str
    logo: LogoShown | None


class SlipsPage(Frame, Turned):
    """/people/invited/slips"""

    slips: list[Slip]
    files: list[Choice]


class LinkShown(TypedDict):
    """A link to hand over: its text, and a QR code as the path of an SVG."""

    address: str
    size: int
    path: str


class InvitePage(Filled):
    """/people/invitations"""

    roles: list[Offered]
    programmes: list[Offered]
    chosen: list[str]
    cohorts: list[Offered]
    days: int


class InvitationPage(Guarded):
    """/people/invitations/<id>"""

    invitation: LinkLine
    link: LinkShown | None
    lost: bool


class RevocationPage(Guarded):
    """/people/invitations/<id>/revocation"""

    invitation: LinkLine


# A key may not be written as a name where it is a word of Python.
Invited = TypedDict("Invited", {"programmes": list[str], "provider": str, "role": str, "as": str, "by": str})


class ComingIn(Filled):
    """What an invitation is answered on."""

    action: str
    logo: LogoShown | None
    email: str
    invited: Invited
    professions: list[Offered]
    remark: str | None


class JoinPage(ComingIn):
    """/join/<token>, for whoever is not signed in"""

    least: int


class AcceptPage(ComingIn):
    """/join/<token>, for whoever is signed in; `theirs` says whether the link is for their address"""

    theirs: bool
