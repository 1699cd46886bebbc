"""The pages of the phone: a snapshot in, plain JSON for a template out. Twin of twins/pages.js.

Each takes (snapshot, request, clock, shell) and gives a dict, or None where the viewer has no such thing.
request = {path, query: {name: value}, id?, fields?: {name: [text]}, problems?: {name: [words]},
ids: {entry, mutation, signoff, withdrawal, review, nonce, set_aside, code}}.
"""

from logbook.pages.account import me, todo
from logbook.pages.cases import read
from logbook.pages.cautions import entry_cautions
from logbook.pages.choice import entry_choice
from logbook.pages.entries import entry_show, entry_withdraw
from logbook.pages.entry_form import entry_form
from logbook.pages.listing import entries_index
from logbook.pages.news import notices
from logbook.pages.pathway import pathway
from logbook.pages.places import home
from logbook.pages.progress import progress
from logbook.pages.requirement import requirement
from logbook.pages.review import entry_review
from logbook.pages.setting_aside import entry_aside
from logbook.pages.sheet import signoff_sheet
from logbook.pages.signoffs import signoff_withdraw, signoffs_index, signoffs_signed
from logbook.pages.trainees import trainees
from logbook.pages.versions import entry_versions

__all__ = [
    "entries_index",
    "entry_cautions",
    "entry_aside",
    "entry_choice",
    "entry_form",
    "entry_review",
    "entry_show",
    "entry_versions",
    "entry_withdraw",
    "home",
    "me",
    "notices",
    "pathway",
    "progress",
    "read",
    "requirement",
    "signoff_sheet",
    "signoff_withdraw",
    "signoffs_index",
    "signoffs_signed",
    "todo",
    "trainees",
]
