"""Whether somebody's licence was valid on a day, as the school of a programme knows it. Twin of pages/practising.js.

Nothing is reckoned here: a membership says from when until when a licence was what. It counts or stops nothing either.
"""

from collections.abc import Iterable

from logbook.filters import date
from logbook.moments import minute_at, wall_at
from logbook.pages.cases import Doc, View
from logbook.pages.days import days_between, plus_days
from logbook.validity import GOOD, LASTING, SOON_DAYS


def registration(view: View, programme: str, signer: Doc, instant: str) -> Doc:
    """What is known of the licence under a signature: {checked_on, mark: what is to be said of that day, "" of nearly
    all, valid}."""
    return standing(
        under(_told(view, signer["id"], programme), signer), view.words, _day_there(view, programme, instant)
    )


def untreated(view: View, case: Doc) -> str:
    """That a live model was treated on a day on which the licence of the trainee was not valid; "" of nearly all."""
    doc, who = case["doc"], view.people.get(case["doc"]["trainee"])
    if who is None or not is_treated(doc):
        return ""
    known = under(_told(view, who["id"], doc["programme"]), who)
    found = standing(known, view.words, doc["performed_on"])
    said = f"{who['name']} treated on {date(doc['performed_on'])}: {found['mark']}. The case stands."
    return "" if found["valid"] else said


def endings(view: View) -> list[Doc]:
    """What the viewer should know of their own licences today: [{title, text, bad}]."""
    me = view.people.get(view.account)
    there = [
        record["doc"]
        for record in view.snapshot["records"]["membership"]
        if record["doc"]["person"] == view.account and record["doc"]["ended_on"] is None
    ]
    rows = [
        _ending(view, row)
        for doc in there
        for row in doc.get("licences") or []
        if me and (row["body"], row["number"]) == (me["body"], me["number"])
    ]
    told = {f"{row['title']} {row['text']}": row for row in rows if row["text"]}
    return [told[key] for key in sorted(told)]


def is_treated(doc: Doc) -> bool:
    """Whether the trainee did something to a live model."""
    return doc["part"] != "observed" and bool(doc["setting"] == "live_model")


def under(rows: Iterable[Doc], who: Doc) -> Doc | None:
    """Of what is told of somebody's licences the one of this body and number."""
    found = [row for row in rows if (row["body"], row["number"]) == (who["body"], who["number"])]
    return found[-1] if found else None


def standing(row: Doc | None, words: Doc, day: str) -> Doc:
    """How a licence was on a day, {checked_on, mark, valid}; of one of which nothing is told that it was valid."""
    if row is None:
        return {"checked_on": None, "mark": "", "valid": True}
    state = _state(row, day)
    mark = words["licence_marks"].get(state, "")
    return {"checked_on": row["checked_on"], "mark": mark, "valid": state in GOOD}


def _told(view: View, person: str, programme: str) -> list[Doc]:
    return [
        row
        for record in view.snapshot["records"]["membership"]
        if (record["doc"]["person"], record["doc"]["programme"]) == (person, programme)
        for row in record["doc"].get("licences") or []
    ]


def _state(row: Doc, day: str) -> str:
    states = [one["state"] for one in row["days"] if _holds(one, day)]
    return states[0] if states else "active"


def _holds(one: Doc, day: str) -> bool:
    return (one["first"] or "") <= day and (one["last"] is None or day <= one["last"])


def _ending(view: View, row: Doc) -> Doc:
    state, ends_on = _state(row, view.today), _last_good(row, view.today)
    title, now = f"{row['body']} {row['number']}", view.words["licence_now"]
    if state not in GOOD:
        return {"title": title, "text": now.get(state, state), "bad": True}
    left = SOON_DAYS + 1 if ends_on is None else days_between(view.today, ends_on)
    if left > SOON_DAYS:
        return {"title": title, "text": now.get(state, ""), "bad": False}
    text = {0: "ends today", 1: "ends tomorrow"}.get(left, f"ends in {left} days")
    return {"title": title, "text": text, "bad": False}


def _last_good(row: Doc, day: str) -> str | None:
    """The last day before its end, as far as one is known."""
    ended = [
        one["first"] for one in row["days"] if (one["first"] or "") > day and one["state"] not in LASTING
    ]
    return plus_days(min(ended), -1) if ended else None


def _day_there(view: View, programme: str, instant: str) -> str:
    """The day of an instant where the programme is: as rules and files count it."""
    zones = [one["doc"]["tz"] for one in view.snapshot["records"]["programme"] if one["id"] == programme]
    return (wall_at(minute_at(instant), zones[0]) if zones else view.clock.local(instant))[:10]
