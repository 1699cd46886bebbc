"""The pages of sign-off: the queue, what was signed, taking a signature back. Twin of pages/signoffs.js."""

from typing import Literal

from logbook.pages.cases import Doc, View, read, told_apart
from logbook.pages.cautions import flags
from logbook.pages.clock import Clock
from logbook.pages.common import (
    by_day,
    days_between,
    frame,
    is_late,
    name_of,
    naming_me,
    row_of,
    to_sign,
)
from logbook.pages.drawing import draw, listed
from logbook.pages.entries import A_PAGE, ids_of
from logbook.pages.paged import begins, paged
from logbook.pages.practising import registration
from logbook.pages.rights import ended, over, programme_of, supervises
from logbook.pages.sheet import done
from logbook.pages.supervisors import awaiting, is_confirmed, who_signs
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.snapshot import Queue, Signatures, Stretch

# After every instant that a statement can name.
EVER = "9999-99"
# The groups of the queue, in their order.
GROUPS: dict[Literal["named", "others", "returned"], str] = {
    "named": "Cases that name me",
    "others": "Others",
    "returned": "Sent back, waiting for an answer",
}


def signoffs_index(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/signoffs?page=…: what waits for the viewer, oldest first; entries that name them come before all others."""
    view = read(snapshot, clock, shell)
    waiting = to_sign(view)
    named = naming_me(view, waiting)
    mine = {case["id"] for case in named}
    cases = {
        "named": named,
        "others": [case for case in waiting if case["id"] not in mine],
        # Theirs to answer: it stays in sight and counts for nothing that waits here.
        "returned": sent_back(view),
    }
    queue = snapshot.get("queue") or _whole(view, cases, waiting)
    page = frame(view, "To sign", "signoffs")
    page["notice"] = page["notice"] or done(view, request["query"])
    count = sum(queue[group]["cases"] for group in GROUPS)
    return page | {
        "groups": _groups(view, cases, queue, begins(request["query"], count)),
        "count": count - queue["returned"]["cases"],
        "paged": paged("/signoffs", request["query"], count),
        "signed": bool(_signed(view)),
        "ended": over(view, "supervisor"),
        "late": queue["late"],
        "late_days": view.words["late_days"],
    }


def _whole(view: View, cases: dict[str, list[Doc]], waiting: list[Doc]) -> Queue:
    """What there is of a queue all of which is here."""

    def all_of(group: str) -> Stretch:
        return {"cases": len(cases[group]), "before": 0, "since": ""}

    late = sum(1 for case in waiting if is_late(view, _age(view, case)))
    made: Queue = {
        "named": all_of("named"),
        "others": all_of("others"),
        "returned": all_of("returned"),
        "late": late,
    }
    return made


def _groups(view: View, cases: dict[str, list[Doc]], queue: Queue, begun: int) -> list[Doc]:
    """The groups one after the other, each with those of its rows that lie on this page."""
    made = []
    for group, title in GROUPS.items():
        stretch = queue[group]
        here = [case for case in cases[group] if case["doc"]["performed_on"] >= stretch["since"]]
        rows = here[max(0, begun - stretch["before"]) : max(0, begun + A_PAGE - stretch["before"])]
        days = by_day(view, rows, _waiting_row)
        made.append({"id": group, "title": title, "count": stretch["cases"], "days": days})
        begun -= stretch["cases"]
    return made


def signoffs_signed(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/signoffs/signed?page=…: what the viewer signed, newest first, with the way to take it back."""
    view = read(snapshot, clock, shell)
    counted = snapshot.get("signatures") or _all_of(_signed(view))
    rows = _signed(view, counted["until"])
    rows.sort(key=lambda row: (row["at"], row["id"]), reverse=True)
    begun = begins(request["query"], counted["all"]) - counted["before"]
    return frame(view, "Signed", "signed") | {
        "ended": ended(view, "supervisor"),
        "awaiting": awaiting(view, view.held["supervisor"]),
        "rows": rows[begun : begun + A_PAGE],
        "count": counted["standing"],
        "paged": paged("/signoffs/signed", request["query"], counted["all"]),
    }


def _all_of(rows: list[Doc]) -> Signatures:
    """What there is of signatures all of which are here."""
    standing = sum(1 for row in rows if not row["withdrawn"])
    return {"all": len(rows), "standing": standing, "before": 0, "until": EVER}


def signoff_withdraw(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/signoffs/<id>/withdrawal: why a signature is taken back. None where it is not the viewer's."""
    view = read(snapshot, clock, shell)
    row = next((row for row in _signed(view) if row["id"] == request["id"]), None)
    if row is None:
        return None
    problems = request.get("problems") or {}
    sections = draw(view, "withdrawal", request.get("fields") or {}, problems)
    page = frame(view, "Withdraw signature", "signed", "/signoffs/signed")
    return (
        page
        | ids_of(request, "withdrawal")
        | {
            "allowed": row["takes_back"] and not row["withdrawn"],
            "ended": [one for one in ended(view, "supervisor") if one["id"] == row["programme"]],
            "signoff": row["id"],
            "row": row,
            "problems": listed(sections, problems),
            "sections": sections,
        }
    )


def sent_back(view: View) -> list[Doc]:
    """The cases that the viewer asked to change, and whose trainee did not answer yet, oldest first."""
    return [
        case
        for case in reversed(view.cases)
        if supervises(view, case)
        and case["standing"] == "returned"
        and case["answers"][-1]["doc"]["signer"]["id"] == view.account
    ]


def _waiting_row(view: View, case: Doc) -> Doc:
    days = _age(view, case)
    return row_of(view, case) | {
        "href": f"/entries/{case['id']}/signoff",
        "trainee": name_of(view, case["doc"]["trainee"]),
        "names": name_of(view, case["doc"]["supervisor"]),
        "holder": name_of(view, who_signs(view, case) or case["doc"]["supervisor"]),
        "programme": told_apart(view, [programme_of(case)]),
        "handed": case["doc"]["supervisor"] != view.account and who_signs(view, case) == view.account,
        "days": days,
        "late": is_late(view, days),
        "rev": case["doc"]["rev"],
        "flags": flags(view, case["doc"]),
        "begun": any(
            draft["kind"] == "signoff" and draft["entry"] == case["id"] for draft in view.snapshot["drafts"]
        ),
    }


def _age(view: View, case: Doc) -> int:
    return days_between(case["doc"]["performed_on"], view.today)


def _signed(view: View, until: str = EVER) -> list[Doc]:
    """The viewer's signatures up to an instant, withdrawn ones too, as rows."""
    rows = []
    for case in view.cases:
        kept = [answer["id"] for answer in case["answers"]]
        waiting = [row["doc"]["of"]["id"] for row in case["outbox"] if row["doc"]["typ"] == "withdrawal"]
        for record in case["signoffs"]:
            doc = record["doc"]
            given = doc["verdict"] == "signed" and doc["signer"]["id"] == view.account
            if given and doc["signed_at"] <= until:
                rows.append(
                    row_of(view, case)
                    | {
                        "id": record["id"],
                        "hash": record["hash"],
                        "trainee": name_of(view, case["doc"]["trainee"]),
                        "at": view.clock.local(doc["signed_at"]),
                        "rating": doc["rating"],
                        "withdrawn": record["id"] not in kept or record["id"] in waiting,
                        "waiting": record["id"] in waiting,
                        "confirmed": is_confirmed(view, case["doc"], doc["signer"]),
                        "licence": registration(
                            view, case["doc"]["programme"], doc["signer"], doc["signed_at"]
                        ),
                        "programme": programme_of(case),
                        "takes_back": supervises(view, case),
                    }
                )
    return rows
