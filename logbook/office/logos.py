"""A provider's logo: given by its administrators, drawn anew before it is kept, seen by its people, and on papers."""

import struct
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, or_, select, update

from logbook import budgets
from logbook.feed import hold_writers
from logbook.models import Logo, Programme, Provider
from logbook.models.engine import AnyRow
from logbook.office import bounded
from logbook.permissions import Person, visible
from logbook.shapes.served.asked import LogoShown
from logbook.traces import trace

WIDTH, HEIGHT = 480, 240  # pixels of what is kept: twice what a page shows
SHOWN_WIDTH, SHOWN_HEIGHT = 224, 56
BROKEN = "This is no PNG or JPEG that can be read"
LARGE = "Use a picture of at most 1 MB"


class NotALogo(Exception):
    """`str(error)` says why, for whoever gave it."""


def drawn(data: bytes) -> bytes:
    """The picture that is kept of a file. Raises NotALogo."""
    if len(data) > budgets.LOGO_BYTES:
        raise NotALogo(LARGE)
    try:
        return bounded.read("picture", data, budgets.LOGO_PIXELS, WIDTH, HEIGHT, budgets.LOGO_KEPT)
    except bounded.Unreadable:
        raise NotALogo(BROKEN) from None


def keep(connection: Connection, provider_id: str, body: bytes, by: str, now: str) -> None:
    """Let a provider have this logo, as `drawn` gave it, in place of any other; one at a time."""
    hold_writers(connection)
    connection.execute(delete(Logo).where(Logo.provider_id == provider_id))
    # A PNG says its size in its first 24 bytes.
    width, height = struct.unpack(">II", body[16:24])
    facts = {"hash": sha256(body).hexdigest(), "width": width, "height": height, "body": body}
    connection.execute(insert(Logo).values(provider_id=provider_id, by_id=by, at=now, **facts))
    trace("provider_set", thing=provider_id)


def remove(connection: Connection, provider_id: str) -> None:
    """Let a provider have none."""
    connection.execute(delete(Logo).where(Logo.provider_id == provider_id))
    trace("provider_set", thing=provider_id)


def join(connection: Connection, kept: str, gone: str) -> None:
    """Two providers become one: the logo of the one that is kept, else that of the other."""
    if of_provider(connection, kept) is None:
        connection.execute(update(Logo).where(Logo.provider_id == gone).values(provider_id=kept))
    connection.execute(delete(Logo).where(Logo.provider_id == gone))


def find(connection: Connection, person: Person, provider_id: str, hash: str) -> bytes | None:
    """The picture, for whoever is or was in a programme of this provider, or administers it; None for anybody else, and
    of a logo that it has no more."""
    theirs = (
        select(Programme.id)
        .where(Programme.provider_id == Logo.provider_id, visible(person, "hold programme"))
        .exists()
    )
    over = (
        select(Provider.id).where(Provider.id == Logo.provider_id, visible(person, "run provider")).exists()
    )
    which = Logo.provider_id == provider_id, Logo.hash == hash
    return connection.scalar(select(Logo.body).where(*which, or_(theirs, over)))


def of_provider(connection: Connection, provider_id: str) -> bytes | None:
    """The picture, for whoever holds a link into it."""
    return connection.scalar(select(Logo.body).where(Logo.provider_id == provider_id))


def shown(connection: Connection, providers: Iterable[str]) -> dict[str, LogoShown]:
    """{provider: its logo, as a page shows it}, of those that have one."""
    query = select(Logo.provider_id, Logo.hash, Logo.width, Logo.height)
    rows = connection.execute(query.where(Logo.provider_id.in_(sorted(set(providers)))))
    return {row.provider_id: line(row) for row in rows}


def line(row: AnyRow) -> LogoShown:
    """A logo as a page shows it; its address is another one where the picture is."""
    # Of the three the one that is smallest: as it is, as wide, or as high as it may be.
    by = min(((1, 1), (SHOWN_WIDTH, row.width), (SHOWN_HEIGHT, row.height)), key=lambda one: one[0] / one[1])
    return {
        "href": f"/provider/{row.provider_id}/logo/{row.hash}.png",
        "width": max(row.width * by[0] // by[1], 1),
        "height": max(row.height * by[0] // by[1], 1),
    }
