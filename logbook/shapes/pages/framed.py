"""What every page has around it, what a page's function is asked, and what pages of forms carry along."""

from typing import NotRequired, TypedDict


class Tab(TypedDict):
    """A tab with how much needs its viewer there."""

    id: str
    label: str
    href: str
    icon: str
    count: int


class SyncPill(TypedDict):
    """How the phone stands with the server."""

    state: str
    label: str
    href: str


class Notice(TypedDict):
    """A note above the page's content."""

    state: str
    icon: str
    text: str
    href: str | None
    label: str
    send: bool


class Frame(TypedDict):
    """What base.html needs."""

    title: str
    heading: str
    back: str | None
    build: str
    here: str
    tabs: list[Tab]
    sync: SyncPill | None
    notice: Notice | None


class Ended(TypedDict):
    """A role that its viewer holds no more."""

    id: str
    programme: str
    on: str


class Way(TypedDict):
    """A link."""

    href: str
    label: str


class Ids(TypedDict):
    """The ids a form carries."""

    id: str
    mutation: str


class Query(TypedDict):
    """What a page function is asked: {name: value} of the address, fresh ids, and of a form what was typed."""

    path: str
    query: dict[str, str]
    ids: dict[str, str]
    id: NotRequired[str]
    fields: NotRequired[dict[str, list[str]]]
    problems: NotRequired[dict[str, list[str]]]


class Paged(TypedDict):
    """Which page of a list it is, of how many; the addresses of those beside it, and how many rows the later ones
    have."""

    page: int
    of: int
    back: str | None
    more: str | None
    left: int
