"""Pages that are the same for everybody: a phone keeps them as they are, signed in or not."""

from functools import cache

from logbook.pages.common import bare_frame
from logbook.pages.reference import reference
from logbook.shell.digest import build
from logbook.shell.templates import render


def offline_page() -> str:
    """The page for a network that is not there. It says nothing about any person: the worker keeps it for all."""
    return render("offline.html", bare_frame("No connection", build(), [], {}))


@cache
def reference_page() -> str:
    """The clinical reference. The worker keeps it, so that it opens without a network too."""
    return render("reference/show.html", reference(build()))


@cache
def help_page() -> str:
    """How the logbook is used, in a page's length; the worker keeps it for when there is no network."""
    return render("reference/help.html", bare_frame("Help", build(), [], {}, "me", "/me"))
