"""Notices: what happened to the viewer's cases and to themselves since they last looked. Twin of pages/news.js."""

from logbook.filters import date
from logbook.pages.cases import Doc, View, read
from logbook.pages.clock import Clock
from logbook.pages.common import days_between, due, frame, name_of, naming_me, row_of, to_sign
from logbook.pages.entries import A_PAGE
from logbook.pages.happened import MOST, decided, happened, looked
from logbook.pages.history import handing
from logbook.pages.paged import begins, paged
from logbook.pages.rights import over
from logbook.shapes import Query, Shell, Snapshot

# Where to go on to, below the case.
_THERE = {"review": "/review", "came": "/signoff", "changed": "/signoff", "handed_to_you": "/signoff"}


def notices(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/notices?page=…: day by day, newest first; `looked` is up to when whoever has seen this page has looked."""
    view = read(snapshot, clock, shell)
    told = [_row(view, one) for one in happened(view, naming_me(view, to_sign(view)), due(view))]
    told += [_decided(view, one) for one in decided(view)]
    rows = sorted(told, key=lambda row: str(row["instant"]), reverse=True)[:MOST]
    begun = begins(request["query"], len(rows))
    return frame(view, "Notices", "notices") | {
        "days": _by_day(view, rows[begun : begun + A_PAGE]),
        "count": len(rows),
        "news": sum(1 for row in rows if row["is_new"]),
        "looked": max([looked(view), *(row["instant"] for row in rows)]),
        "paged": paged("/notices", request["query"], len(rows)),
        "ended": over(view, "trainee"),
    }


def _row(view: View, one: Doc) -> Doc:
    """One thing that happened to a case."""
    words, case = view.words["news"][one["code"]], _about(view, one)
    return {
        **_when(view, one["at"]),
        "icon": words["icon"],
        "tone": words["tone"],
        "title": words["label"].replace("{who}", _who(view, one)),
        **case,
    }


def _about(view: View, one: Doc) -> Doc:
    """The case that it is about, what was said of it, and where to go on: {what, said, href}."""
    row, doc = row_of(view, one["case"]), (one["record"] or {}).get("doc") or {}
    answered = one["code"] in ("signed", "returned")
    said = doc["feedback"] if answered else doc["reason"] if one["code"] == "taken_back" else ""
    return {
        "what": f"{row['title']}, model {row['model']}",
        "said": said or "",
        "href": row["href"] + _THERE.get(one["code"], ""),
    }


def _who(view: View, one: Doc) -> str:
    """The name, or the day, that is told with it."""
    code, case = one["code"], one["case"]
    doc = (one["record"] or {}).get("doc") or {}
    if code in ("signed", "returned"):
        return str(doc["signer"]["name"])
    if code == "aside":
        return str(doc["by_name"])
    if code == "handed":
        return str(handing(view, case, one["record"])["to"])
    if code == "review":
        return date(one["on"])
    return name_of(view, doc["by"] if code in ("taken_back", "counts_again") else case["doc"]["trainee"])


def _decided(view: View, one: Doc) -> Doc:
    """One thing that was decided of the viewer themselves, in the words of the server."""
    names = ("icon", "tone", "title", "what", "href")
    return _when(view, one["at"]) | {name: one[name] for name in names} | {"said": ""}


def _when(view: View, instant: str) -> Doc:
    """{instant, on, at, is_new}: when it was on the viewer's wall. What is told from a day on has no hour: at is ""."""
    is_day = instant.endswith("T00:00:00Z")
    at = "" if is_day else view.clock.local(instant)
    return {"instant": instant, "on": (at or instant)[:10], "at": at, "is_new": instant > looked(view)}


def _by_day(view: View, rows: list[Doc]) -> list[Doc]:
    """[{on, near, far: another year, rows}]."""
    days: list[Doc] = []
    for row in rows:
        on = row["on"]
        if not days or days[-1]["on"] != on:
            near = {0: "Today", 1: "Yesterday"}.get(days_between(on, view.today), "")
            days.append({"on": on, "near": near, "far": on[:4] != view.today[:4], "rows": []})
        days[-1]["rows"].append(row)
    return days
