"""A page of the phone, drawn by the server."""

import secrets
import uuid
from typing import Unpack

from logbook import instants, pages, shell, store
from logbook.door.visit import Asked, Visit
from logbook.pages.clock import Clock
from logbook.pages.registered import PageFunction, template_of
from logbook.pages.signoffs import shown
from logbook.problems import NotFound
from logbook.schemas.shapes import is_uuid

# Without letters and digits that look alike: a code is read from a screen and written on paper.
_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def draw(visit: Visit, page: PageFunction, **more: Unpack[Asked]) -> str:
    """The HTML of a registered page. Raises NotFound."""
    person = visit.person
    clock = Clock(instants.now(), person.tz)
    read = store.part(person, needed(visit, page, more.get("id", "")))
    made = page(read, visit.asked(fresh_ids(), **more), clock, shell.data())
    if made is None:
        raise NotFound
    return shell.render(template_of(page), made)


def needed(visit: Visit, page: PageFunction, id: str) -> store.Needed:
    """Which cases the page can show anything of: those that its address names, beside those that every page counts."""
    named = tuple(name for name in (id, *visit.query.values()) if is_uuid(name))
    if page is pages.signoff_withdraw:
        return store.Needed(signoffs=named)
    newest = shown(visit.query) if page is pages.signoffs_signed else 0
    return store.Needed(named, trainees=named, newest=newest, tallied=page is pages.trainees)


def fresh_ids() -> dict[str, str]:
    """The names a form gives to what is made of it: {entry, mutation, signoff, withdrawal, review, nonce, code}."""
    names = ("entry", "mutation", "signoff", "withdrawal", "review", "nonce")
    ids = {name: str(uuid.uuid4()) for name in names}
    return ids | {"code": "".join(secrets.choice(_CHARACTERS) for _ in range(4))}
