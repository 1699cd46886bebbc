"""A list of the office in views: searched, narrowed, ordered, so many lines a page, and each view with its address."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from logbook.folding import folded
from logbook.models.engine import AnyRow
from logbook.shapes.served.asked import Choice, Turned

A_PAGE = 50  # lines
NO_COHORT = "none"
Line = TypeVar("Line")


class View(NamedTuple):
    """Which lines are asked for: those that `q` finds, of a programme and a cohort ("" for all, NO_COHORT for those who
    have none), that `show` narrows to, in an order ("" for the usual one), of which page, or `whole`, for a file."""

    q: str = ""
    programme: str = ""
    cohort: str = ""
    show: str = "all"
    order: str = ""
    page: int = 1
    whole: bool = False

    def address(self, path: str, **other: Any) -> str:
        """Of this view with something other in it; of its first page, unless a page is named."""
        usual, asked = View()._asdict(), self._replace(**({"page": 1} | other))._asdict()
        chosen = {name: value for name, value in asked.items() if value != usual[name] and name != "whole"}
        return f"{path}?{urlencode(chosen)}" if chosen else path

    def choices(self, path: str, name: str, labels: Mapping[str, str]) -> list[Choice]:
        """The views beside this one that differ in what `name` names: {what it may be: how it is called}."""
        return [
            {
                "label": label,
                "href": self.address(path, **{name: value}),
                "here": getattr(self, name) == value,
            }
            for value, label in labels.items()
        ]


def asked(
    given: Mapping[str, str], shows: Mapping[str, Any], orders: Mapping[str, Any] | None = None
) -> View:
    """The view of an address; what is odd in it is left to the usual. The first of `orders` is the usual one."""
    page, order = given.get("page", ""), given.get("order", "")
    return View(
        q=given.get("q", "").strip()[:100],
        programme=given.get("programme", ""),
        cohort=given.get("cohort", ""),
        show=given.get("show", "") if given.get("show", "") in shows else "all",
        order=order if order in (orders or {}) and order != next(iter(orders or {})) else "",
        page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def is_named(q: str, *said: str) -> bool:
    """Whether every word of a search stands in what is said of somebody."""
    there = folded(" ".join(said))
    return all(word in there for word in folded(q).split())


def turned(path: str, view: View, lines: Sequence[Line]) -> tuple[list[Line], Turned]:
    """The lines of the page that is asked for, the last one where it lies beyond, and the ways to those beside it; a
    `whole` view has one page."""
    size = max(len(lines), 1) if view.whole else A_PAGE
    first, turned = page_of(path, view, len(lines), size)
    return list(lines[first : first + size]), turned


def page_of(path: str, view: View, count: int, size: int = A_PAGE) -> tuple[int, Turned]:
    """The same of so many lines, which somebody else cuts: how many lie before the page that is asked for."""
    pages = max(1, -(-count // size))
    page = min(view.page, pages)
    return (page - 1) * size, {
        "count": count,
        "page": page,
        "pages": pages,
        "before": view.address(path, page=page - 1) if page > 1 else None,
        "after": view.address(path, page=page + 1) if page < pages else None,
        "again": view.address(path, page=page),
        "asked": {
            "q": view.q,
            "programme": view.programme,
            "cohort": view.cohort,
            "show": view.show,
            "order": view.order,
        },
    }


def known(view: View, run: Sequence[AnyRow]) -> View:
    """The same view; of all their programmes where it names none of theirs."""
    return view if any(one.id == view.programme for one in run) else view._replace(programme="")


def programmes(path: str, view: View, run: Sequence[AnyRow]) -> list[Choice]:
    """All programmes they run, and each."""
    labels = {"": "All programmes"} | {one.id: one.name for one in run}
    return view.choices(path, "programme", labels)


def cohorts(path: str, view: View, there: Mapping[str, str]) -> list[Choice]:
    """All cohorts, each ({id: how it is called}), and those who have none."""
    return view.choices(path, "cohort", {"": "All cohorts", **there, NO_COHORT: "No cohort"})


def ordered(path: str, view: View, orders: Mapping[str, str]) -> list[Choice]:
    """The orders there are, the usual one first, which needs no name in an address."""
    first, *_ = orders
    labels = {"" if order == first else order: label for order, label in orders.items()}
    return view.choices(path, "order", labels)


def chosen(view: View, run: Sequence[AnyRow]) -> list[AnyRow]:
    """Those that the view asks for; all of them where it names none of theirs."""
    return [one for one in run if one.id == view.programme] or list(run)
