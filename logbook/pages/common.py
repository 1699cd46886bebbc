"""What every page needs: the frame around it, names, days and rows. Twin of pages/common.js."""

from datetime import date
from typing import Any

from logbook.pages.cases import ROLES as ROLES
from logbook.pages.cases import Doc, View, waits

# Three days on, a supervisor is reminded; after fourteen, most ratings of a case no longer tell items apart.
LATE_DAYS = 3
STALE_DAYS = 14


def frame(view: View, title: str, here: str, back: str | None = None) -> Doc:
    """The keys base.html needs, for a page under the tab `here`; `notice` asks to sign in again where work waits."""
    outbox, parked = len(view.snapshot["outbox"]), len(view.snapshot["parked"])
    if parked:
        sync = {"state": "alert", "label": f"{parked} not accepted", "href": "/me"}
    elif outbox:
        sync = {"state": "local", "label": f"{outbox} on this phone", "href": "/me"}
    else:
        idle = "All sent" if "trainee" in view.roles else "Up to date"
        sync = {"state": "idle", "label": idle, "href": "/me"}
    return {
        "title": title,
        "heading": title,
        "back": back,
        "build": view.shell["build"],
        "here": here,
        "tabs": _tabs(view),
        "sync": sync,
        "notice": _sign_in_again(view, outbox),
    }


def bare_frame(
    title: str, build: str, roles: list[str], words: Doc, here: str = "", back: str | None = None
) -> Doc:
    """The keys base.html needs for a page that Flask alone shows: no counts, nothing about a phone."""
    tabs = (
        [dict(tab, count=0) for role in (*roles, "everybody") for tab in words["tabs"][role]] if roles else []
    )
    facts: Doc = {"title": title, "heading": title, "back": back, "build": build, "here": here, "tabs": tabs}
    return facts | {"sync": None, "notice": None}


def notice(tone: str, icon: str, text: str, href: str | None = None, label: str = "") -> Doc:
    """A note above the page's content, with one link at most."""
    return {"state": tone, "icon": icon, "text": text, "href": href, "label": label}


def name_of(view: View, id: str) -> str:
    """A person's name; words where the viewer does not know them."""
    return str(view.people[id]["name"]) if id in view.people else "Somebody"


def called(name: str) -> str:
    """A name as it is said in passing: "Dr Amara Okafor" is "Dr Okafor"; without a title, the whole name."""
    parts = name.split(" ")
    titled = len(parts) > 2 and parts[0] in ("Dr", "Dr.", "Mr", "Mrs", "Ms", "Miss", "Mx", "Prof", "Prof.")
    return f"{parts[0]} {parts[-1]}" if titled else name


def given(name: str) -> str:
    """The first name, for a question about somebody: "Dr Amara Okafor" gives "Amara"."""
    parts = name.split(" ")
    return parts[1] if called(name) != name else parts[0]


def title_of(view: View, areas: list[str]) -> str:
    """The areas of a case as its title: "Glabella, forehead"."""
    labels = [view.words["areas"].get(area, area) for area in areas]
    return ", ".join(labels[:1] + [label[:1].lower() + label[1:] for label in labels[1:]])


def units_of(doc: Doc) -> int:
    """All units of a case, in tenths."""
    return sum(point["units_tenths"] for point in doc["points"])


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO date to another."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def state_of(view: View, case: Doc) -> Doc:
    """The state as a chip: {code, label, icon, tone}. A sent case says to whom."""
    words = view.words["states"][case["state"]]
    label = words["label"]
    if case["state"] == "sent" and case["mine"]:
        label = f"Sent to {called(name_of(view, case['doc']['supervisor']))}"
    return {"code": case["state"], "label": label, "icon": words["icon"], "tone": words["tone"]}


def row_of(view: View, case: Doc) -> Doc:
    """A case as one row of a list."""
    doc = case["doc"]
    return {
        "id": case["id"],
        "href": f"/entries/{case['id']}",
        "title": title_of(view, doc["areas"]),
        "areas": doc["areas"],
        "model": doc["model"]["code"],
        "units_tenths": units_of(doc),
        "part": doc["part"],
        "state": state_of(view, case),
    }


def by_day(view: View, cases: list[Doc], row: Any) -> list[Doc]:
    """Cases grouped by the day of treatment, in the order given: [{on, near, far: another year, rows}]."""
    days: list[Doc] = []
    for case in cases:
        on = case["doc"]["performed_on"]
        if not days or days[-1]["on"] != on:
            near = {0: "Today", 1: "Yesterday"}.get(days_between(on, view.today), "")
            days.append({"on": on, "near": near, "far": on[:4] != view.today[:4], "rows": []})
        days[-1]["rows"].append(row(view, case))
    return days


def to_sign(view: View) -> list[Doc]:
    """The cases of others that wait for an answer, oldest first."""
    return [case for case in reversed(view.cases) if not case["mine"] and waits(case)]


def asks(view: View) -> list[Doc]:
    """The viewer's own cases that somebody asked to change, oldest first."""
    return [case for case in reversed(view.cases) if case["mine"] and case["state"] == "returned"]


def reviews_due(view: View) -> list[Doc]:
    """The viewer's own cases whose review day has come and that have none, oldest first."""
    due = [case for case in reversed(view.cases) if case["mine"] and case["state"] != "withdrawn"]
    return [case for case in due if not case["reviews"] and _is_due(case["doc"], view.today)]


def _is_due(doc: Doc, today: str) -> bool:
    on = doc["aftercare"]["review_due_on"]
    return on is not None and bool(on <= today)


def _tabs(view: View) -> list[Doc]:
    counts = {"signoffs": len(to_sign(view)), "todo": len(asks(view)) + len(reviews_due(view))}
    counts["todo"] += len(view.snapshot["parked"])
    tabs = [tab for role in (*view.roles, "everybody") for tab in view.words["tabs"][role]]
    return [dict(tab, count=counts.get(tab["id"], 0)) for tab in tabs]


def _sign_in_again(view: View, outbox: int) -> Doc | None:
    phone = view.snapshot["phone"]
    if phone is None or not phone["auth_needed"] or not outbox:
        return None
    cases = "1 case. It is" if outbox == 1 else f"{outbox} cases. They are"
    return notice(
        "local", "lock", f"Sign in again to send {cases} safe on this phone.", "/sign-in", "Sign in"
    )
