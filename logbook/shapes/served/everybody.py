"""Pages that say nothing of any person: what went wrong, and the clinical reference."""

from typing import NotRequired, TypedDict

from logbook.shapes.pages.framed import Frame


class Wrong(TypedDict):
    """A problem in words."""

    error: str
    title: str
    detail: str
    retry_after_s: NotRequired[int]


class ErrorPage(Frame):
    """Whatever address could not be answered"""

    problem: Wrong
    number: str | None


class Figure(TypedDict):
    """One figure, where it is from and how sure it is."""

    label: str
    value: str
    note: str
    by: str
    mark: str


class Figures(TypedDict):
    """Figures about one thing."""

    title: str
    lines: list[Figure]


class Product(TypedDict):
    """What is known of a product; `by` is where most of it is from."""

    id: str
    name: str
    market: str
    inn: str
    form: str
    by: str
    lines: list[Figure]
    remarks: list[Figure]


class Source(TypedDict):
    """Where figures are from."""

    short: str
    title: str
    at: list[str]


class ReferencePage(Frame):
    """/reference"""

    general: list[Figure]
    products: list[Product]
    areas: list[Figures]
    risks: list[Figure]
    complications: list[Figures]
    scales: list[Figure]
    sources: list[Source]
