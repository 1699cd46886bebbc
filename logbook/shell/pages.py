"""Which page function fills which template, and which templates a phone has."""

from logbook.pages import registered
from logbook.shell.static import TEMPLATES

# Name of the page function (in pages/ and twins/pages/) → the template it fills.
PAGES = registered.by_name()
# The phone has every template of these folders, and the frame around them; all others are Flask's alone.
PHONE_FOLDERS = ("entries", "macros", "me", "notices", "pathway", "progress", "signoffs", "todo", "trainees")


def phone_templates() -> list[str]:
    """The templates whose trees travel to the phone, sorted."""
    found = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    return sorted(name for name in found if name == "base.html" or name.split("/")[0] in PHONE_FOLDERS)
