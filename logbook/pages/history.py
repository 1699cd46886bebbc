"""What has happened to a case, and where it stands now. Twin of pages/history.js."""

from logbook.filters import lowered
from logbook.kinds import word
from logbook.pages import facts
from logbook.pages.answering import answer_of as answer_of
from logbook.pages.answering import ratings as ratings
from logbook.pages.answering import topped_up
from logbook.pages.cases import Doc, View, asides_of, closes, reviews_of, versions_of, was_signed
from logbook.pages.common import (
    REMIND_DAYS,
    days_between,
    name_of,
    plus_days,
    review_due_on,
    state_of,
)
from logbook.pages.dating import dated_after
from logbook.pages.practising import registration, untreated
from logbook.pages.refusals import refusal
from logbook.pages.supervisors import handed, is_unnamed, left_on, who_signs
from logbook.state import came

# How it is called in a history that something was taken back.
_TAKEN_BACK = {"entry": "Withdrawn", "signoff": "Sign-off withdrawn", "set_aside": "No longer set aside"}


def brought(record: Doc | None) -> str:
    """Who handed a record in that is not theirs: a name, "" for nearly all."""
    return (record or {}).get("brought_by") or ""


def left(view: View, case: Doc) -> Doc | None:
    """Who is named and has left, where somebody signs in their place: {name, on, by: "" where nobody took over}."""
    doc = case["doc"]
    on = left_on(view, doc["supervisor"], doc["programme"])
    if on is None:
        return None
    signs = who_signs(view, case)
    return {"name": name_of(view, doc["supervisor"]), "on": on, "by": name_of(view, signs) if signs else ""}


def handed_over(view: View, case: Doc) -> Doc | None:
    """By which hand-over a case waits for somebody: {named, to, by, reason, at, on: the day the new holder left in
    their turn, None while they are there}; None where whom it names holds it."""
    record = handed(case)
    return handing(view, case, record) if record else None


def handing(view: View, case: Doc, record: Doc) -> Doc:
    """One hand-over in words; `named` is whom the case named then."""
    doc = record["doc"]
    then = [one["doc"]["supervisor"] for one in versions_of(case) if one["rev"] <= record["after_rev"]]
    return {
        "named": name_of(view, then[-1] if then else case["doc"]["supervisor"]),
        "to": name_of(view, doc["to"]),
        "mine": doc["to"] == view.account,
        "by": doc["by_name"],
        "reason": lowered(view.words["handover_reasons"].get(doc["reason"], doc["reason"])),
        "at": view.clock.local(doc["at"]),
        "on": left_on(view, doc["to"], case["doc"]["programme"]),
    }


def state_facts(view: View, case: Doc) -> Doc:
    """{state, supervisor, unnamed, left, handed, asides, received_at, brought_by, ahead,
    refusals: [{mutation, kind, words, …}]}."""
    record = case["record"]
    local = view.clock.local
    return {
        "state": state_of(view, case),
        "supervisor": name_of(view, signs) if (signs := who_signs(view, case)) else "a supervisor",
        "unnamed": is_unnamed(case),
        "left": left(view, case),
        "handed": handed_over(view, case),
        "asides": asides(view, case),
        "received_at": local(record["received_at"]) if record and record["received_at"] else None,
        "brought_by": brought(record),
        "ahead": dated_after(case),
        "untreated": untreated(view, case),
        "refusals": [refusal(view, row) for row in case["parked"]],
    }


def asides(view: View, case: Doc) -> list[Doc]:
    """Who sets the case aside, and why: [{by, reason, at, waits}]; it counts for no rule while one stands."""
    return [_aside(view, one["doc"]) | {"waits": one["at"] is None} for one in asides_of(case)]


def _aside(view: View, doc: Doc) -> Doc:
    reason = lowered(view.words["aside_reasons"].get(doc["reason"], doc["reason"]))
    return {"by": doc["by_name"], "reason": reason, "at": view.clock.local(doc["at"])}


def taken_back(view: View, case: Doc) -> Doc | None:
    """The signature under this very version that was taken back last, where none stands: {by, at, reason}."""
    if was_signed(case) or case["record"] is None:
        return None
    here = [
        record["id"] for record in case["signoffs"] if record["doc"]["entry_hash"] == case["record"]["hash"]
    ]
    found = [record for record in case["withdrawals"] if record["doc"]["of"]["id"] in here]
    if not found:
        return None
    last = max(found, key=came)["doc"]
    return {
        "by": name_of(view, last["by"]),
        "at": view.clock.local(last["at"]),
        "reason": last["reason"],
    }


def reviews(view: View, case: Doc) -> list[Doc]:
    """The looks two weeks later, oldest first: [{seen_on, came, result, …, events, reflection, waits, brought_by}]."""
    words = view.words
    return [
        {
            "seen_on": doc["seen_on"],
            "came": doc["result"] != "not_seen",
            "result": words["results"].get(doc["result"], doc["result"]),
            "asymmetry": words["asymmetries"].get(doc["asymmetry"], doc["asymmetry"]),
            "top_up": topped_up(view, doc),
            "lines": facts.lines(view, doc.get("severity_after") or {}),
            "events": facts.events(view, doc),
            "reflection": doc["reflection"],
            "waits": at is None,
            "brought_by": by,
        }
        for doc, at, by in ((found["doc"], found["at"], brought(found)) for found in reviews_of(case))
    ]


def review_due(view: View, case: Doc) -> Doc | None:
    """When its own trainee should look at the model again: {on, now: time to arrange it, late: days}; None if never."""
    on = review_due_on(view, case)
    if on is None:
        return None
    now = on <= plus_days(view.today, REMIND_DAYS)
    return {"on": on, "now": now, "late": max(0, days_between(on, view.today))}


def proposals(view: View, case: Doc) -> list[Doc]:
    """Versions kept beside the one that counts, to be decided about:
    [{mutation, words, at, changed, href, brought_by}]."""
    if case["record"] is None:
        return []
    words, head = view.words["refusals"], case["record"]["doc"]
    return [
        {
            "mutation": kept["mutation"],
            "words": words.get(kept["code"], "Kept beside the version that counts."),
            "at": view.clock.local(kept["received_at"]),
            "changed": facts.changed(view, head, kept["doc"]),
            "href": f"/entries/{case['id']}/choice?of={kept['mutation']}" if case["mine"] else None,
            "brought_by": brought(kept),
        }
        for kept in case["record"]["proposals"]
    ]


def belated(view: View, case: Doc) -> list[Doc]:
    """Answers that came after their signer had left, and do not count, or not yet:
    [{signer, verdict, at, feedback, by: "" while nobody decided, on}]."""
    kept = (case["record"] or {}).get("belated") or []
    return [
        {
            "signer": one["doc"]["signer"]["name"],
            "verdict": one["doc"]["verdict"],
            "at": view.clock.local(one["doc"]["signed_at"]),
            "feedback": one["doc"]["feedback"],
            "rev": one["doc"]["entry_rev"],
            "by": one["by"] or "",
            "on": view.clock.local(one["at"])[:10] if one["at"] else None,
        }
        for one in kept
    ]


def history(view: View, case: Doc) -> list[Doc]:
    """Each step with its moment: [{icon, text, said, at}]; steps still on this phone have no moment.

    They stand in the order in which the server received them: a phone’s own time is shown and orders nothing.
    """
    recorded = _step("phone", "Recorded", case["doc"]["recorded_at"], view)
    steps: list[tuple[str, str, Doc]] = []
    for record in versions_of(case):
        if record["received_at"]:
            version = f"Version {record['rev']} received" if record["rev"] > 1 else "Received"
            text = version + _by(record)
            steps.append((record["received_at"], "1", _step("sent", text, record["received_at"], view)))
    for answer in case["signoffs"]:
        steps.append((came(answer)[0], "2", _answered(view, case, answer)))
    for withdrawal in case["withdrawals"]:
        doc = withdrawal["doc"]
        if closes(doc):
            continue
        what = _TAKEN_BACK.get(doc["of"]["kind"], "Taken back")
        step = _step("bin", f"{what} by {name_of(view, doc['by'])}", doc["at"], view, doc["reason"])
        steps.append((came(withdrawal)[0], "3", step))
    for record in case["handovers"]:
        told = handing(view, case, record)
        text = f"Handed to {told['to']} by {told['by']}, {told['reason']}"
        step = _step("user", text, record["doc"]["at"], view)
        steps.append((came(record)[0], f"5 {record['nth']:04}", step))
    for record in case["set_asides"]:
        told = _aside(view, record["doc"])
        text = f"Set aside by {told['by']}: {told['reason']}"
        steps.append((came(record)[0], "2 later", _step("x", text, record["doc"]["at"], view)))
    for review in (record for record in case["reviews"] if record["received_at"]):
        text = f"Review: {_result(view, review['doc'])}{_by(review)}"
        steps.append((review["received_at"], "4", _step("clock", text, review["received_at"], view)))
    steps.sort(key=lambda step: (step[0], step[1], step[2]["text"]))
    rows = [row["doc"] for row in case["outbox"] if not closes(row["doc"])]
    waiting = [_step("phone", _waiting(doc), None, view) for doc in rows]
    return [recorded, *(step for _, _, step in steps), *waiting]


def _answered(view: View, case: Doc, answer: Doc) -> Doc:
    doc = answer["doc"]
    name, signed = doc["signer"]["name"], doc["verdict"] == "signed"
    text = f"Signed by {name}" if signed else f"{name} asked for changes"
    known = registration(view, case["doc"]["programme"], doc["signer"], doc["signed_at"])
    if signed and not known["valid"]:
        text += f", {known['mark']}"
    if by := brought(answer):
        text += f"; by somebody who has left, accepted by {by}"
    return _step("signed" if signed else "return", text, doc["signed_at"], view)


def _step(icon: str, text: str, instant: str | None, view: View, said: str = "") -> Doc:
    at = view.clock.local(instant) if instant else None
    return {"icon": icon, "text": text, "said": said, "at": at}


def _by(record: Doc) -> str:
    by = brought(record)
    return f", brought by {by} from a saved copy" if by else ""


def _result(view: View, doc: Doc) -> str:
    label: str = view.words["results"].get(doc["result"], doc["result"])
    return lowered(label)


def _waiting(doc: Doc) -> str:
    if doc["typ"] == "entry":
        return "A change waits on this phone" if doc["rev"] > 1 else "Waits on this phone"
    return f"Your {word(doc) or 'answer'} waits on this phone"
