"""What /shell/<build>.json holds: all a phone needs to draw pages by itself."""

import hashlib
from functools import cache
from typing import Any, cast

from logbook import clinical, facemap, kinds, trees, vocabulary
from logbook.shapes import Shell
from logbook.shell.digest import build
from logbook.shell.fixed import help_page, offline_page, reference_page
from logbook.shell.pages import PAGES, phone_templates
from logbook.shell.policy import HEADERS
from logbook.shell.static import kept
from logbook.shell.templates import environment
from logbook.trees import subset


def data() -> Shell:
    """What page functions are given beside documents."""
    made = {
        "build": build(),
        "vocabulary": vocabulary.as_json(),
        "forms": kinds.forms(),
        "face": facemap.listed(),
        "clinical": clinical.as_json(),
    }
    # Each of them is data of its own; a test compares what they hold with the shape.
    return cast(Shell, made)


@cache
def bundle() -> dict[str, Any]:
    """The whole file. Raises trees.Unsupported.

    {build, vocabulary, forms, face, clinical, trees, subset, shapes, pages: {function: template}, headers,
    assets: {path: digest}}
    """
    return {
        **data(),
        "trees": trees.bundle(environment(), phone_templates()),
        "subset": subset.as_json(environment().house),
        "shapes": kinds.shapes(),
        "pages": PAGES,
        "headers": HEADERS,
        "assets": assets(),
    }


def assets() -> dict[str, str]:
    """The files a worker keeps for the time without a network: {path below the build's prefix: digest}.

    A digest is the first 16 hex digits of SHA-256: enough to notice damage, and no digits that each visit pays for.
    """
    pages = {
        "/offline": offline_page().encode(),
        "/reference": reference_page().encode(),
        "/help": help_page().encode(),
    }
    return {path: hashlib.sha256(body).hexdigest()[:16] for path, body in (kept() | pages).items()}
