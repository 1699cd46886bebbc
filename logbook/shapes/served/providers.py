"""A provider as its administrators see it: facts, programmes, who coordinates, who administers, links that wait."""

from typing import TypedDict

from logbook.shapes.served.asked import Choice, Filled, Guarded, LogoShown, Offered, Turned
from logbook.shapes.served.invitations import LinkLine, LinkShown


class CoordinatorLine(TypedDict):
    """Somebody who coordinates a programme; `id` is that of the role."""

    id: str
    name: str
    initials: str
    email: str
    since: str
    mine: bool


class AdministratorLine(CoordinatorLine):
    """Somebody who administers the provider."""


class Overseen(TypedDict):
    """A programme: how many people it has, and who coordinates it."""

    id: str
    name: str
    set: str
    ended_on: str | None
    trainees: int
    supervisors: int
    coordinators: list[CoordinatorLine]


class SchoolFacts(TypedDict):
    """Which provider it is."""

    id: str
    name: str
    address: str
    tz: str
    logo: LogoShown | None


class School(Turned):
    """The programmes of one view, and all else of a provider; `any`: whether it has a programme at all."""

    school: SchoolFacts
    programmes: list[Overseen]
    any: bool
    shows: list[Choice]
    links: list[LinkLine]
    administrators: list[AdministratorLine]


class ProviderPage(Guarded, School):
    """/provider"""

    schools: list[Choice]


class ProviderFactsPage(Filled):
    """/provider/<id>/facts"""

    id: str


class ProviderLogoPage(Filled):
    """/provider/<id>/logo"""

    id: str
    logo: LogoShown | None


class ProviderProgrammePage(Filled):
    """/provider/<id>/programmes"""

    id: str
    sets: list[Offered]


class ProviderInvitePage(Filled):
    """/provider/<id>/invitations"""

    id: str
    posts: list[Offered]
    days: int


class ProviderInvitationPage(Guarded):
    """/provider/invitations/<id>"""

    invitation: LinkLine
    link: LinkShown | None
    lost: bool


class ProviderRevocationPage(Guarded):
    """/provider/invitations/<id>/revocation"""

    invitation: LinkLine


class ProviderEndingPage(Guarded):
    """/provider/coordinators/<id>/ending and /provider/administrators/<id>/ending"""

    action: str
    member: CoordinatorLine
    role: str
    of: str
    last: bool
