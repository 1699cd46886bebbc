"""What happened to the viewer's cases lately, made from the record and not from messages. Twin of pages/happened.js."""

from logbook.pages.cases import Doc, View, asides_of
from logbook.pages.days import plus_days
from logbook.pages.supervisors import handed

# What is older is told no more; of so many things, the newest, at most.
KEPT_DAYS = 60
MOST = 200
# Who treated is reminded from day 12 of the two weeks, so that the review can be arranged.
REMIND_DAYS = 2
_TAKEN_BACK = {"signoff": "taken_back", "set_aside": "counts_again"}


def since(now: str) -> str:
    """The instant after which what happened is told, by now."""
    return f"{plus_days(now[:10], -KEPT_DAYS)}T00:00:00Z"


def looked(view: View) -> str:
    """Up to which instant the viewer has looked at what happened; "" where they never did."""
    return str((view.snapshot.get("you") or {}).get("looked") or "")


def happened(view: View, waiting: list[Doc], dated: list[tuple[str, Doc]]) -> list[Doc]:
    """What others did to the viewer's cases, what came to them to be answered (`waiting`) and which reviews are due
    (`dated`, each with its day), newest first: [{at, code, case, record, on}]."""
    told = [one for case in view.cases if case["mine"] for one in _to_own(case)]
    told += [_came(case) for case in waiting]
    told += [
        _review(on, case)
        for on, case in dated
        if case["record"] and case["record"]["received_at"] and _from(on) <= view.clock.now
    ]
    begun = since(view.clock.now)
    return sorted((one for one in told if one["at"] > begun), key=_order, reverse=True)[:MOST]


def decided(view: View) -> list[Doc]:
    """What was decided of the viewer, as the server told their phone; what is to happen comes on its day."""
    told: list[Doc] = (view.snapshot.get("you") or {}).get("decided") or []
    begun = since(view.clock.now)
    return [one for one in told if begun < one["at"] <= view.clock.now]


def _order(one: Doc) -> str:
    return f"{one['at']} {one['code']} {one['case']['id']} {(one['record'] or {}).get('id') or ''}"


def _to_own(case: Doc) -> list[Doc]:
    answers = [_told(one, one["doc"]["verdict"], case) for one in case["answers"]]
    backs = [
        _told(one, _TAKEN_BACK[one["doc"]["of"]["kind"]], case)
        for one in case["withdrawals"]
        if one["doc"]["of"]["kind"] in _TAKEN_BACK
    ]
    standing = {one["doc"]["id"] for one in asides_of(case)}
    asides = [_told(one, "aside", case) for one in case["set_asides"] if one["id"] in standing]
    return [*answers, *backs, *asides, *(_told(one, "handed", case) for one in case["handovers"])]


def _came(case: Doc) -> Doc:
    record = handed(case)
    if record:
        return _told(record, "handed_to_you", case)
    return _told(case["record"], "came" if case["record"]["rev"] == 1 else "changed", case)


def _review(on: str, case: Doc) -> Doc:
    return {
        "at": max(_from(on), case["record"]["received_at"]),
        "code": "review",
        "case": case,
        "record": None,
        "on": on,
    }


def _from(on: str) -> str:
    """From when on a review is told that is due on a day."""
    return f"{plus_days(on, -REMIND_DAYS)}T00:00:00Z"


def _told(record: Doc, code: str, case: Doc) -> Doc:
    return {"at": record["received_at"] or "", "code": code, "case": case, "record": record, "on": ""}
