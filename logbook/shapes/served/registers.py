"""What a provider keeps of a person."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Offered


class KeptLine(TypedDict):
    """One thing that was written; `stands` until it was taken back."""

    act: str
    text: str
    by: str
    on: str
    stands: bool


class Kept(TypedDict):
    """All of it, newest first; `registered` is "" where the name is as in the account."""

    person: str
    school: str
    registered: str
    names: list[KeptLine]
    checks: list[KeptLine]
    notes: list[KeptLine]


class KeptShort(TypedDict):
    """What stands of it on the page of a person; `id` is that of the role by which it is found."""

    id: str
    school: str
    registered: str
    check: KeptLine | None
    notes: list[KeptLine]
    more: int


class RegisterPage(Filled, Kept):
    """/register/<id>"""

    id: str
    documents: list[Offered]
    undo: str
