"""From the fields of a form to a statement, and back. Twin of twins/statements.js."""

from logbook.statements.answers import set_aside, signoff, withdrawal
from logbook.statements.choosing import chosen, closing, mixed, on_top
from logbook.statements.entry import entry
from logbook.statements.filling import fields_of, repeat_of, starting_fields
from logbook.statements.review import fields_of_review, review

__all__ = [
    "chosen",
    "closing",
    "entry",
    "fields_of",
    "fields_of_review",
    "mixed",
    "on_top",
    "repeat_of",
    "review",
    "set_aside",
    "signoff",
    "starting_fields",
    "withdrawal",
]
