"""The devices somebody works on, and the sessions they are signed in to."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Guarded


class DeviceLine(TypedDict):
    """A device as it told of itself last; `login` is the session it synced under, `out` whether that one ended."""

    account: str
    owner: str
    login: str | None
    name: str
    last_sync: str
    pending: int
    emptied: bool
    out: bool
    stuck: bool
    notes: list[str]


class Told(TypedDict):
    """What the device of one session told; nothing where it never synced."""

    last_sync: str | None
    notes: list[str]


class Session(TypedDict):
    """A browser signed in."""

    id: str
    name: str
    this: bool
    since: str
    seen: str


class SessionTold(Session, Told):
    """The same with what its device told."""


class Emptied(TypedDict):
    """What a browser that lost its data had told before."""

    last_sync: str
    pending: int


class OwnDevicesPage(Guarded):
    """/me/devices"""

    devices: list[SessionTold]
    left: list[DeviceLine]
    idle: int


class DevicesPage(Frame):
    """/people/<id>/devices"""

    id: str
    name: str
    mine: bool
    devices: list[DeviceLine]
