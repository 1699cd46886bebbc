"""What is alike in the pages that Flask alone answers: their frame, what was done, and the parts of forms."""

from collections.abc import Mapping
from typing import Any

from logbook.pages.common import PAST, ROLES, bare_frame, notice
from logbook.permissions import Person
from logbook.shapes.loose import Doc


def page(
    person: Person | None, shell: Doc, title: str, here: str = "", back: str | None = None, **own: Any
) -> Doc:
    """A page's frame for this person (None: signed out, so no tabs), joined with the page's own keys."""
    roles = [role for role in ROLES if person and person.is_a(role)]
    past = [word for role, word in PAST.items() if person and role in person.past.difference(roles)]
    roles = [*roles, *past]
    return bare_frame(title, shell["build"], roles, shell["vocabulary"], here, back) | own


def done(words: str) -> Doc | None:
    """What was done just now, as the notice on top of the page that comes after it; None where nothing was."""
    return notice("signed", "signed", words) if words else None


def choices(words: Mapping[str, str]) -> list[Doc]:
    """A vocabulary list as a form offers it: [{"code", "label"}]."""
    return [{"code": code, "label": label} for code, label in words.items()]


def problems(fields: Mapping[str, Doc]) -> list[Doc]:
    """All problems of a form in one list, each leading to its field: [{"id", "text"}]."""
    return [
        {"id": f"f-{name}", "text": words} for name, field in fields.items() for words in field["problems"]
    ]
