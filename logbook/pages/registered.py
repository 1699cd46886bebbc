"""Which function makes which page, and the template it fills: the pages that the server and the phone both draw."""

from collections.abc import Callable

from logbook.pages.account import me, todo
from logbook.pages.choice import entry_choice
from logbook.pages.clock import Clock
from logbook.pages.entries import entry_show, entry_withdraw
from logbook.pages.entry_form import entry_form
from logbook.pages.listing import entries_index
from logbook.pages.news import notices
from logbook.pages.pathway import pathway
from logbook.pages.progress import progress
from logbook.pages.requirement import requirement
from logbook.pages.review import entry_review
from logbook.pages.setting_aside import entry_aside
from logbook.pages.sheet import signoff_sheet
from logbook.pages.signoffs import signoff_withdraw, signoffs_index, signoffs_signed
from logbook.pages.trainees import trainees
from logbook.pages.versions import entry_versions
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.loose import Doc

# (snapshot, request, clock, shell) → the page as plain JSON, None where the viewer has no such thing.
PageFunction = Callable[[Snapshot, Query, Clock, Shell], Doc | None]

# A function of this name and of these arguments is in twins/pages.js as well.
TEMPLATES: dict[PageFunction, str] = {
    entries_index: "entries/index.html",
    entry_form: "entries/form.html",
    entry_show: "entries/show.html",
    entry_withdraw: "entries/withdraw.html",
    entry_review: "entries/review.html",
    entry_aside: "entries/set_aside.html",
    entry_choice: "entries/choice.html",
    entry_versions: "entries/versions.html",
    signoffs_index: "signoffs/index.html",
    signoffs_signed: "signoffs/signed.html",
    signoff_sheet: "signoffs/sheet.html",
    signoff_withdraw: "signoffs/withdraw.html",
    todo: "todo/index.html",
    progress: "progress/show.html",
    pathway: "pathway/show.html",
    requirement: "pathway/rule.html",
    trainees: "trainees/index.html",
    me: "me/show.html",
    notices: "notices/index.html",
}


def template_of(page: PageFunction) -> str:
    """The template that a page function fills. Raises KeyError for a function that makes no page of its own."""
    return TEMPLATES[page]


def by_name() -> dict[str, str]:
    """{name of the function: template}, as the phone has it."""
    return {page.__name__: template for page, template in TEMPLATES.items()}
