"""A form as its page draws it."""

from typing import Literal, NotRequired, TypedDict


class Choice(TypedDict):
    """One of the answers offered."""

    code: str
    label: str
    hint: str


class Field(TypedDict):
    """A question with what was answered; of an expiry also whether a month or a day is said."""

    type: Literal["field"]
    name: str
    id: str
    label: str
    widget: str
    hint: str
    when: str | None
    optional: bool
    required: bool
    value: str
    chosen: list[str]
    problems: list[str]
    choices: list[Choice]
    max_length: int
    kind: NotRequired[str]
    month: NotRequired[str]


class Hidden(TypedDict):
    """What a form carries along unseen."""

    name: str
    value: str


class FormRow(TypedDict):
    """One row of a list."""

    n: int
    problems: list[str]
    kept: list[Hidden]
    fields: list[Field]


class Rows(TypedDict):
    """A list of rows."""

    type: Literal["rows"]
    name: str
    id: str
    label: str
    optional: bool
    problems: list[str]
    rows: list[FormRow]


class Said(TypedDict):
    """What a folded section holds."""

    kind: str
    value: str


class Tell(TypedDict):
    """An answer that a folded section tells as it changes."""

    name: str
    said: str
    start: str


class Section(TypedDict):
    """A section of a form; the form of a case says whether it is folded."""

    id: str
    title: str
    more: str
    when: str | None
    open: bool
    carried: bool
    says: list[Said]
    tells: list[Tell]
    parts: list[Field | Rows]
    fold: NotRequired[bool]


class Problem(TypedDict):
    """What is wrong, for the summary on top: the control it is about, and the words."""

    id: str
    text: str
