"""What page functions give: a file a group of pages, and what stands on several of them."""

from logbook.shapes.pages.account import MePage, NoticesPage, TodoPage
from logbook.shapes.pages.entries import AsidePage, EntriesPage, EntryPage, ReviewPage, WithdrawPage
from logbook.shapes.pages.framed import Query
from logbook.shapes.pages.pathway import PathwayPage, RequirementPage
from logbook.shapes.pages.reports import ProgressPage, TraineesPage
from logbook.shapes.pages.signoffs import SheetPage, SignedPage, SignoffsPage, TakeBackPage
from logbook.shapes.pages.versions import ChoicePage, VersionsPage
from logbook.shapes.pages.writing import FormPage

__all__ = ["PAGES", "Query"]

PAGES: dict[str, type] = {
    "entries_index": EntriesPage,
    "entry_form": FormPage,
    "entry_show": EntryPage,
    "entry_withdraw": WithdrawPage,
    "entry_review": ReviewPage,
    "entry_aside": AsidePage,
    "entry_choice": ChoicePage,
    "entry_versions": VersionsPage,
    "signoffs_index": SignoffsPage,
    "signoffs_signed": SignedPage,
    "signoff_sheet": SheetPage,
    "signoff_withdraw": TakeBackPage,
    "todo": TodoPage,
    "progress": ProgressPage,
    "pathway": PathwayPage,
    "requirement": RequirementPage,
    "trainees": TraineesPage,
    "me": MePage,
    "notices": NoticesPage,
}
