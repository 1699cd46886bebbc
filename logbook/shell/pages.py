"""Which page function fills which template, and which templates a phone has."""

from logbook.shell.static import TEMPLATES

# Page function (in pages/ and twins/pages/) → the template it fills.
PAGES = {
    "entries_index": "entries/index.html",
    "entry_form": "entries/form.html",
    "entry_show": "entries/show.html",
    "entry_withdraw": "entries/withdraw.html",
    "entry_review": "entries/review.html",
    "entry_choice": "entries/choice.html",
    "entry_versions": "entries/versions.html",
    "signoffs_index": "signoffs/index.html",
    "signoffs_signed": "signoffs/signed.html",
    "signoff_sheet": "signoffs/sheet.html",
    "signoff_withdraw": "signoffs/withdraw.html",
    "todo": "todo/index.html",
    "progress": "progress/show.html",
    "trainees": "trainees/index.html",
    "me": "me/show.html",
}
# The phone has every template of these folders, and the frame around them; all others are Flask's alone.
PHONE_FOLDERS = ("entries", "macros", "me", "progress", "signoffs", "todo", "trainees")


def phone_templates() -> list[str]:
    """The templates whose trees travel to the phone, sorted."""
    found = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    return sorted(name for name in found if name == "base.html" or name.split("/")[0] in PHONE_FOLDERS)
