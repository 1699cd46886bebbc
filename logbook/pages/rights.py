"""What the viewer may do to a case, asked of the law, and which of their roles ended.

A page offers what `permissions` allows and the state of the case leaves open, and nothing else. Twin of
pages/rights.js.
"""

from types import SimpleNamespace

from logbook.pages.cases import Doc, View, asides_of, programme_name, waits, was_signed
from logbook.permissions import may


def ended(view: View, role: str) -> list[Doc]:
    """The programmes where the viewer held a role and holds it no more, by name: [{id, programme, on: last day}]."""
    docs = [record["doc"] for record in view.snapshot["records"]["membership"]]
    last: dict[str, str] = {}
    for doc in docs:
        id, over = doc["programme"], doc["ended_on"] is not None and doc["person"] == view.account
        if over and doc["role"] == role and id not in view.held[role]:
            last[id] = max(doc["ended_on"], last.get(id, ""))
    rows = [{"id": id, "programme": programme_name(view, id), "on": on} for id, on in sorted(last.items())]
    return sorted(rows, key=lambda row: str(row["programme"]))


def over(view: View, role: str) -> list[Doc]:
    """The same for whoever holds the role nowhere any more; [] for everybody else."""
    return [] if view.held[role] else ended(view, role)


def closed(view: View, case: Doc) -> list[Doc]:
    """Why the viewer's own case is closed to them, as `ended` says it; [] while they train in its programme."""
    there = programme_of(case)
    return [one for one in ended(view, "trainee") if one["id"] == there] if case["mine"] else []


def programme_of(case: Doc) -> str:
    """The programme that a case is of: as the server has it, else as it was written."""
    return str((case["record"] or case)["doc"]["programme"])


def bound_to(case: Doc | None) -> list[str]:
    """The programme that a case stays in once it was sent, or is on its way; [] where nothing binds it yet."""
    is_bound = case is not None and (
        case["record"] or any(row["doc"]["typ"] == "entry" for row in case["outbox"])
    )
    return [programme_of(case)] if case and is_bound else []


def may_write(view: View, case: Doc) -> bool:
    """Whether the viewer may say anything more of a case; one that nothing binds yet may move to where they train."""
    there = bound_to(case) or view.viewer.programmes("trainee")[:1]
    return bool(there) and all(may(view.viewer, "write entry", _thing(case, id)) for id in there)


def may_repeat(view: View, case: Doc) -> bool:
    """Whether the viewer may begin a new case with the answers of this one."""
    return bool(case["mine"] and view.viewer.is_a("trainee"))


def may_edit(view: View, case: Doc) -> bool:
    """Whether its trainee may still change a case; of a signed one every change is a new version."""
    return may_write(view, case) and case["state"] not in ("withdrawn", "draft")


def may_withdraw(view: View, case: Doc) -> bool:
    """Whether its trainee may still take a case back."""
    lasts = case["record"] is not None and case["state"] in ("sent", "returned") and not was_signed(case)
    return lasts and may_write(view, case)


def may_review(view: View, case: Doc) -> bool:
    """Whether the viewer may write down how it turned out: of a live model they helped to treat, theirs to tell."""
    doc = case["doc"]
    live = doc["setting"] == "live_model" and doc["part"] != "observed"
    return live and case["state"] not in ("withdrawn", "draft") and may_write(view, case)


def supervises(view: View, case: Doc) -> bool:
    """Whether the viewer supervises where this case of somebody else's is from."""
    return may(view.viewer, "sign entry", _thing(case, programme_of(case)))


def my_aside(view: View, case: Doc) -> Doc | None:
    """What the viewer said that sets the case aside, where it stands."""
    return next((one["doc"] for one in asides_of(case) if one["doc"]["by"] == view.account), None)


def may_set_aside(view: View, case: Doc) -> bool:
    """Whether the viewer may say that it counts for no rule, or take back that they said so."""
    there = case["record"] is not None and case["standing"] != "withdrawn"
    return supervises(view, case) and (there or my_aside(view, case) is not None)


def _thing(case: Doc, programme: str) -> SimpleNamespace:
    """A case as the law looks at it."""
    return SimpleNamespace(trainee_id=case["doc"]["trainee"], programme_id=programme)


def may_answer(view: View, case: Doc) -> bool:
    """Whether the viewer may sign a case or ask for changes: it waits, or its trainee has not answered the last; and
    somebody is named in it."""
    asked = waits(case) or case["standing"] == "returned"
    return supervises(view, case) and asked and case["doc"]["supervisor"] != ""
