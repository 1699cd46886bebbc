"""A page of the phone, drawn by the server."""

import secrets
import uuid
from typing import Unpack

from logbook import instants, shell, store
from logbook.door.visit import Asked, Visit
from logbook.door.wanted import wanted
from logbook.pages.clock import Clock
from logbook.pages.registered import PageFunction, template_of
from logbook.problems import NotFound
from logbook.shapes.loose import Doc

# Without letters and digits that look alike: a code is read from a screen and written on paper.
_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def draw(visit: Visit, page: PageFunction, **more: Unpack[Asked]) -> str:
    """The HTML of a registered page. Raises NotFound."""
    return shell.render(template_of(page), made(visit, page, **more))


def made(visit: Visit, page: PageFunction, **more: Unpack[Asked]) -> Doc:
    """The same as plain JSON, which its template is given. Raises NotFound."""
    person = visit.person
    clock = Clock(instants.now(), person.tz)
    asked = visit.asked(fresh_ids(), **more)
    read = store.part(person, wanted(person, page, asked, clock))
    told = page(read, asked, clock, shell.data())
    if told is None:
        raise NotFound
    return told


def fresh_ids() -> dict[str, str]:
    """The names a form gives to what is made of it: {entry, mutation, signoff, withdrawal, review, nonce, set_aside,
    code}."""
    names = ("entry", "mutation", "signoff", "withdrawal", "review", "nonce", "set_aside")
    ids = {name: str(uuid.uuid4()) for name in names}
    return ids | {"code": "".join(secrets.choice(_CHARACTERS) for _ in range(4))}
