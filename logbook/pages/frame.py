"""What is alike in the pages that Flask alone answers: their frame, what was done, and the parts of forms."""

from collections.abc import Mapping
from typing import Any

from logbook.pages.common import PAST, ROLES, bare_frame, notice
from logbook.permissions import Person
from logbook.shapes import Shell
from logbook.shapes.forms import Problem
from logbook.shapes.loose import Doc
from logbook.shapes.pages.framed import Notice
from logbook.shapes.served.asked import Input, Offered


def page(
    person: Person | None, shell: Shell, title: str, here: str = "", back: str | None = None, **own: Any
) -> Doc:
    """A page's frame for this person (None: signed out, so no tabs), joined with the page's own keys."""
    roles = [role for role in ROLES if person and person.is_a(role)]
    past = [word for role, word in PAST.items() if person and role in person.past.difference(roles)]
    over = ["administrator"] if person and person.administers else []
    roles = [*roles, *over, *past]
    return bare_frame(title, shell["build"], roles, shell["vocabulary"], here, back) | own


def done(words: str) -> Notice | None:
    """What was done just now, as the notice on top of the page that comes after it; None where nothing was."""
    return notice("signed", "signed", words) if words else None


def choices(words: Mapping[str, str]) -> list[Offered]:
    """A vocabulary list as a form offers it."""
    return [{"code": code, "label": label} for code, label in words.items()]


def problems(fields: Mapping[str, Input]) -> list[Problem]:
    """All problems of a form in one list, each leading to its field."""
    return [
        {"id": f"f-{name}", "text": words} for name, field in fields.items() for words in field["problems"]
    ]
