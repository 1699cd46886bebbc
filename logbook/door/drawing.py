"""A page of the phone, drawn by the server."""

import secrets
import uuid
from typing import Any

from logbook import instants, pages, shell, store
from logbook.door.visit import Visit
from logbook.pages.clock import Clock
from logbook.problems import NotFound

# Without letters and digits that look alike: a code is read from a screen and written on paper.
_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def draw(visit: Visit, name: str, **more: Any) -> str:
    """The HTML of one page function's page. `more`: what is asked besides, see Visit.asked. Raises NotFound."""
    person = visit.person
    clock = Clock(instants.now(), person.tz)
    asked = visit.asked(**more) | {"ids": fresh_ids()}
    page = getattr(pages, name)(store.snapshot(person.id), asked, clock, shell.data())
    if page is None:
        raise NotFound
    return shell.render(shell.PAGES[name], page)


def fresh_ids() -> dict[str, str]:
    """The names a form gives to what is made of it: {entry, mutation, signoff, withdrawal, review, nonce, code}."""
    names = ("entry", "mutation", "signoff", "withdrawal", "review", "nonce")
    ids = {name: str(uuid.uuid4()) for name in names}
    return ids | {"code": "".join(secrets.choice(_CHARACTERS) for _ in range(4))}
