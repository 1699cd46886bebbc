"""The form that says of a case that it counts for no rule, or takes that back. Twin of pages/setting_aside.js."""

from logbook.pages.cases import Doc, find, read
from logbook.pages.clock import Clock
from logbook.pages.common import frame, name_of, row_of
from logbook.pages.drawing import draw, listed
from logbook.pages.entries import ids_of
from logbook.pages.history import asides
from logbook.pages.rights import may_set_aside, my_aside
from logbook.shapes import Query, Shell, Snapshot
from logbook.statements.forms import first


def entry_aside(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/set-aside: why a case counts for no rule. None where it is the viewer's own, or unknown."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None or case["mine"]:
        return None
    mine, fields, problems = my_aside(view, case), request.get("fields"), request.get("problems") or {}
    # What was typed goes back to the question it answered, whatever came meanwhile.
    of = first(fields, "of") if fields is not None else (mine or {"id": ""})["id"]
    kind = "withdrawal" if of else "set_aside"
    sections = draw(view, kind, fields or {}, problems)
    page = frame(view, "Count it again" if of else "Set case aside", "signoffs", f"/entries/{case['id']}")
    return (
        page
        | ids_of(request, kind)
        | {
            "allowed": may_set_aside(view, case) and bool(of) == (mine is not None),
            "of": of,
            "case": row_of(view, case),
            "trainee": name_of(view, case["doc"]["trainee"]),
            "on": case["doc"]["performed_on"],
            "asides": asides(view, case),
            "problems": listed(sections, problems),
            "sections": sections,
        }
    )
