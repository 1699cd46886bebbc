"""The form of the review: how a case turned out two weeks later. Twin of pages/review.js."""

from logbook.pages.cases import Doc, View, find, read, reviews_of
from logbook.pages.clock import Clock
from logbook.pages.common import days_between, frame, name_of, notice, review_due_on, row_of
from logbook.pages.drawing import Fields, draw, listed
from logbook.pages.entries import ids_of
from logbook.pages.rights import closed, may_review
from logbook.shapes import Query, Shell, Snapshot
from logbook.statements.forms import first
from logbook.statements.review import fields_of_review

# Drawn without "(optional)": they are asked of every model who came back.
ASKED = ("asymmetry", "top_up")


def entry_review(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/review: what was seen at the review. None where it is not the viewer's to say."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None or not case["mine"]:
        return None
    doc, problems = case["doc"], request.get("problems") or {}
    draft = _draft(view, case["id"])
    fields = _fields(view, request, case, draft)
    sections = draw(view, "review", fields, problems, more=first(fields, "action") == "more")
    page = frame(view, f"Review, model {doc['model']['code']}", "entries", f"/entries/{case['id']}")
    ended, drafted = closed(view, case), draft is not None and "fields" not in request
    if drafted:
        page["notice"] = page["notice"] or notice("idle", "phone", "Your draft, as you left it.")
    return (
        page
        | ids_of(request, "review")
        | {
            "ended": ended,
            # What was typed before the role ended stays in sight, though nobody takes it.
            "allowed": may_review(view, case) or bool(ended and (drafted or "fields" in request)),
            "case": row_of(view, case),
            "on": doc["performed_on"],
            "days": days_between(doc["performed_on"], view.today),
            "supervisor": name_of(view, doc["supervisor"]),
            "named": doc["supervisor"] != "",
            "due_on": review_due_on(view, case),
            "drafted": drafted,
            "before": len(reviews_of(case)),
            "problems": listed(sections, problems),
            "sections": [
                section | {"parts": [_asked(part) for part in section["parts"]]} for section in sections
            ],
        }
    )


def _asked(part: Doc) -> Doc:
    return part | {"optional": False} if part["name"] in ASKED else part


def _draft(view: View, entry: str) -> Doc | None:
    drafts = [draft for draft in view.snapshot["drafts"] if draft["kind"] == "review"]
    return next((draft for draft in drafts if draft["entry"] == entry), None)


def _fields(view: View, request: Query, case: Doc, draft: Doc | None) -> Fields:
    """What was typed, begun, or not accepted; else only the day of today."""
    if "fields" in request:
        fields: Fields = request["fields"]
        return fields
    if draft is not None:
        begun: Fields = draft["fields"]
        return begun
    refused = [row["doc"] for row in case["parked"] if row["doc"]["typ"] == "review"]
    return fields_of_review(refused[-1], view.shell) if refused else {"seen_on": [view.today]}
