"""Pages that are the same for everybody: a phone keeps them as they are, signed in or not."""

from functools import cache
from typing import Any

from logbook.pages.reference import reference
from logbook.shell.digest import build
from logbook.shell.templates import render


def offline_page() -> str:
    """The page for a network that is not there. It says nothing about any person: the worker keeps it for all."""
    frame: dict[str, Any] = {
        "title": "No connection",
        "heading": "No connection",
        "back": None,
        "here": "",
        "tabs": [],
    }
    return render("offline.html", frame | {"sync": None, "notice": None})


@cache
def reference_page() -> str:
    """The clinical reference. The worker keeps it, so that it opens without a network too."""
    return render("reference/show.html", reference(build()))


@cache
def help_page() -> str:
    """How the logbook is used, in a page's length; the worker keeps it for when there is no network."""
    frame = {"title": "Help", "heading": "Help", "back": "/me", "build": build(), "here": "me", "tabs": []}
    return render("reference/help.html", frame | {"sync": None, "notice": None})
