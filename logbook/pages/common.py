"""What every page needs: the frame around it, names, days and rows. Twin of pages/common.js."""

from collections.abc import Mapping
from typing import Any

from logbook.filters import lowered
from logbook.pages.cases import ROLES as ROLES
from logbook.pages.cases import Doc, View, asides_of, case_of, waits
from logbook.pages.days import days_between as days_between
from logbook.pages.days import plus_days as plus_days
from logbook.pages.happened import MOST, decided, happened, looked
from logbook.pages.happened import REMIND_DAYS as REMIND_DAYS
from logbook.pages.mapping import thumb_of
from logbook.pages.notices import cases_in, standing_notice
from logbook.pages.notices import notice as notice
from logbook.pages.rights import may_review, may_write, over, supervises
from logbook.pages.supervisors import is_unnamed, supervised, unconfirmed, who_signs

# What the places of a role that ended are called.
PAST = {"trainee": "trained", "supervisor": "supervised"}
# The places of those to whose cases something happens.
_TOLD = (*PAST, *PAST.values())


def frame(view: View, title: str, here: str, back: str | None = None) -> Doc:
    """The keys base.html needs, for a page under the tab `here`; `notice` is what no page may keep quiet about."""
    outbox, parked = cases_in(view.snapshot["outbox"]), len(view.snapshot["parked"])
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
        "notice": standing_notice(view, outbox, here, within=back is not None),
    }


def bare_frame(
    title: str,
    build: str,
    roles: list[str],
    words: Mapping[str, Any],
    here: str = "",
    back: str | None = None,
) -> Doc:
    """The keys base.html needs for a page that Flask alone shows: no counts, nothing about a phone."""
    tabs = (
        [dict(tab, count=0) for role in _with_everybody(roles) for tab in words["tabs"][role]]
        if roles
        else []
    )
    facts: Doc = {"title": title, "heading": title, "back": back, "build": build, "here": here, "tabs": tabs}
    return facts | {"sync": None, "notice": None}


def name_of(view: View, id: str) -> str:
    """A person's name; words where the viewer does not know them, and where nobody is named yet."""
    if id == "":
        return str(view.words["not_named"])
    return str(view.people[id]["name"]) if id in view.people else "Somebody"


def title_of(view: View, areas: list[str]) -> str:
    """The areas of a case as its title: "Glabella, forehead"."""
    labels = [view.words["areas"].get(area, area) for area in areas]
    return ", ".join(labels[:1] + [lowered(label) for label in labels[1:]])


def is_silent(item: Doc, value: Any) -> bool:
    """Whether an answer says nothing. That no supervisor is named yet is an answer."""
    return (value is None or value in ("", [])) and item["widget"] != "supervisor"


def units_of(doc: Doc) -> int:
    """All units of a case, in tenths."""
    return sum(point["units_tenths"] for point in doc["points"])


def state_of(view: View, case: Doc) -> Doc:
    """The state as a chip: {code, label, icon, tone}. A sent case says to whom."""
    words = view.words["states"][case["state"]]
    facts = {"code": case["state"], "label": words["label"], "icon": words["icon"], "tone": words["tone"]}
    if case["state"] == "signed" and unconfirmed(view, case):
        return facts | {"label": "Signed, signer not confirmed yet", "icon": "clock", "tone": "local"}
    if case["state"] == "sent" and is_unnamed(case):
        return facts | {"label": "No supervisor named yet", "icon": "user", "tone": "local"}
    signs = who_signs(view, case) if case["state"] == "sent" and case["mine"] else ""
    return facts | {"label": f"Sent to {name_of(view, signs)}"} if signs else facts


def row_of(view: View, case: Doc) -> Doc:
    """A case as one row of a list."""
    doc = case["doc"]
    return {
        "id": case["id"],
        "href": f"/entries/{case['id']}",
        "title": title_of(view, doc["areas"]),
        "areas": doc["areas"],
        "thumb": thumb_of(view, doc),
        "model": doc["model"]["code"],
        "units_tenths": units_of(doc),
        "part": doc["part"],
        "state": state_of(view, case),
        "is_aside": bool(asides_of(case)),
    }


def by_day(view: View, cases: list[Doc], row: Any) -> list[Doc]:
    """Cases grouped by the day of treatment, in the order given: [{on, near, far: another year, rows}]."""
    days: list[Doc] = []
    for case in cases:
        on = case["doc"]["performed_on"]
        if not days or days[-1]["on"] != on:
            near = {0: "Today", 1: "Yesterday"}.get(days_between(on, view.today), "")
            near = "To come" if on > view.today else near
            days.append({"on": on, "near": near, "far": on[:4] != view.today[:4], "rows": []})
        days[-1]["rows"].append(row(view, case))
    return days


def named(view: View, doc: Mapping[str, Any]) -> Doc:
    """The case that a statement is about in a few words, its own words where it is one: {title, model}.

    Both are "" where the case is not here.
    """
    case = case_of(view, doc)
    entry = doc if doc["typ"] == "entry" else case["doc"] if case else None
    return {
        "title": title_of(view, entry["areas"]) if entry else "",
        "model": entry["model"]["code"] if entry else "",
    }


def to_sign(view: View) -> list[Doc]:
    """The cases of others that wait for an answer, oldest first; not those that nobody was asked to answer yet."""
    waiting = [case for case in reversed(view.cases) if supervises(view, case) and waits(case)]
    return [case for case in waiting if not is_unnamed(case)]


def naming_me(view: View, cases: list[Doc]) -> list[Doc]:
    """Those of the cases that the viewer is asked to sign, or took over from somebody who left: what others were
    asked to sign is not theirs to hurry for."""
    return [case for case in cases if who_signs(view, case) == view.account]


def is_late(view: View, days: int) -> bool:
    """Whether a case that was done so many days ago has waited too long."""
    return bool(days > view.words["late_days"])


def may_nudge(view: View, case: Doc) -> bool:
    """Whether the viewer's own case has waited so long that they may remind whoever is to sign it."""
    if not waits(case) or is_unnamed(case) or not who_signs(view, case) or not may_write(view, case):
        return False
    since = view.clock.local(case["record"]["received_at"])[:10]
    return bool(case["mine"] and days_between(since, view.today) >= view.words["nudge_days"])


def asks(view: View) -> list[Doc]:
    """The viewer's own cases that somebody asked to change, oldest first."""
    return [case for case in reversed(view.cases) if case["state"] == "returned" and may_write(view, case)]


def to_name(view: View) -> list[Doc]:
    """The viewer's own cases that wait until they name who supervised, and could, oldest first."""
    own = [case for case in reversed(view.cases) if case["state"] != "parked" and may_write(view, case)]
    unnamed = [case for case in own if is_unnamed(case)]
    there = supervised(view) if unnamed else set[str]()
    return [case for case in unnamed if case["doc"]["programme"] in there]


def due(view: View) -> list[tuple[str, Doc]]:
    """The viewer's own cases that ask for their review now, each with its day: from two days before it is due until
    there is one."""
    soon = plus_days(view.today, REMIND_DAYS)
    dated = [(review_due_on(view, case), case) for case in reversed(view.cases)]
    found = [(on, case) for on, case in dated if on is not None and on <= soon]
    return sorted(found, key=lambda pair: pair[0])


def review_due_on(view: View, case: Doc) -> str | None:
    """The day the model should be looked at again; None where nobody asks for it, and once somebody has."""
    # Asked for every case on every page: a written review is looked for, not listed.
    written = case["reviews"] or any(
        row["doc"]["typ"] == "review" for row in (*case["outbox"], *case["parked"])
    )
    if written or case["state"] == "parked" or not may_review(view, case):
        return None
    doc = case["doc"]
    on: str | None = doc["aftercare"]["review_due_on"]
    return on or (plus_days(doc["performed_on"], view.words["review_days"]) if doc["points"] else None)


def _tabs(view: View) -> list[Doc]:
    needing, asked = view.snapshot.get("needing"), view.snapshot.get("asked")
    dated = due(view) if needing is None else []
    named = naming_me(view, to_sign(view)) if asked is None else []
    counts = {
        "signoffs": len(named) if asked is None else asked,
        "todo": len(view.snapshot["parked"])
        + (len(asks(view)) + len(to_name(view)) + len(dated) if needing is None else needing),
        "notices": _news(view, named, dated),
    }
    tabs = [tab for role in _with_everybody(_places(view)) for tab in view.words["tabs"][role]]
    return [dict(tab, count=counts.get(tab["id"], 0)) for tab in tabs]


def _news(view: View, named: list[Doc], dated: list[tuple[str, Doc]]) -> int:
    """How much has happened since the viewer last looked."""
    mark, counted = looked(view), view.snapshot.get("news")
    if counted is None:
        counted = sum(1 for one in happened(view, named, dated) if one["at"] > mark)
    return min(MOST, counted + sum(1 for one in decided(view) if one["at"] > mark))


def _with_everybody(places: list[str]) -> list[str]:
    """The same with what everybody has; who trains or supervises, or did, is told what happened."""
    told = ["told"] if any(place in _TOLD for place in places) else []
    return [*places, *told, "everybody"]


def _places(view: View) -> list[str]:
    """The roles whose places the viewer sees; of those that ended, what stays."""
    over_all = ["administrator"] if (view.snapshot.get("you") or {}).get("administers") else []
    return [*view.roles, *over_all, *(word for role, word in PAST.items() if over(view, role))]
