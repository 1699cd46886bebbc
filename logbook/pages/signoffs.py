"""The pages of sign-off: the queue, what was signed, taking a signature back. Twin of pages/signoffs.js."""

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
from logbook.pages.entries import A_PAGE, ids_of, whole
from logbook.pages.rights import ended, over, programme_of, supervises
from logbook.pages.sheet import done
from logbook.pages.supervisors import awaiting, is_confirmed, who_signs
from logbook.shapes import Query, Shell, Snapshot


def signoffs_index(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/signoffs: what waits for the viewer, oldest first; entries that name them come before all others."""
    view = read(snapshot, clock, shell)
    waiting = to_sign(view)
    named = naming_me(view, waiting)
    mine = {case["id"] for case in named}
    others = [case for case in waiting if case["id"] not in mine]
    page = frame(view, "To sign", "signoffs")
    page["notice"] = page["notice"] or done(view, request["query"])
    return page | {
        "groups": [
            _group(view, "named", "Cases that name me", named),
            _group(view, "others", "Others", others),
            # Theirs to answer: it stays in sight and counts for nothing that waits here.
            _group(view, "returned", "Sent back, waiting for an answer", sent_back(view)),
        ],
        "count": len(waiting),
        "signed": bool(_signed(view)),
        "ended": over(view, "supervisor"),
        "late": sum(1 for case in waiting if is_late(view, _age(view, case))),
        "late_days": view.words["late_days"],
    }


def signoffs_signed(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/signoffs/signed?page=…: what the viewer signed, newest first, with the way to take it back."""
    view = read(snapshot, clock, shell)
    rows = sorted(_signed(view), key=lambda row: (row["at"], row["id"]), reverse=True)
    limit = shown(request["query"])
    standing = sum(1 for row in rows if not row["withdrawn"])
    counted = snapshot.get("signatures") or {"all": len(rows), "standing": standing}
    return frame(view, "Signed", "signed") | {
        "ended": ended(view, "supervisor"),
        "awaiting": awaiting(view, view.held["supervisor"]),
        "rows": rows[:limit],
        "count": counted["standing"],
        "more": f"/signoffs/signed?page={limit // A_PAGE + 1}" if counted["all"] > limit else None,
        "left": counted["all"] - limit,
    }


def shown(query: dict[str, str]) -> int:
    """How many signatures this page of them shows, from the newest on."""
    return A_PAGE * max(1, whole(query.get("page", "1")))


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


def _group(view: View, id: str, title: str, cases: list[Doc]) -> Doc:
    return {"id": id, "title": title, "count": len(cases), "days": by_day(view, cases, _waiting_row)}


def _waiting_row(view: View, case: Doc) -> Doc:
    days = _age(view, case)
    return row_of(view, case) | {
        "href": f"/entries/{case['id']}/signoff",
        "trainee": name_of(view, case["doc"]["trainee"]),
        "names": name_of(view, case["doc"]["supervisor"]),
        "programme": told_apart(view, [programme_of(case)]),
        "handed": case["doc"]["supervisor"] != view.account and who_signs(view, case["doc"]) == view.account,
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


def _signed(view: View) -> list[Doc]:
    """The viewer's signatures, withdrawn ones too, as rows."""
    rows = []
    for case in view.cases:
        kept = [answer["id"] for answer in case["answers"]]
        waiting = [row["doc"]["of"]["id"] for row in case["outbox"] if row["doc"]["typ"] == "withdrawal"]
        for record in case["signoffs"]:
            doc = record["doc"]
            if doc["verdict"] == "signed" and doc["signer"]["id"] == view.account:
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
                        "programme": programme_of(case),
                        "takes_back": supervises(view, case),
                    }
                )
    return rows
