"""The form of a case: new, taken over from another, a draft, a change. Twin of pages/entry_form.js."""

import re

from logbook.pages import standing
from logbook.pages.cases import Doc, View, find, read
from logbook.pages.cautions import looked_at
from logbook.pages.clock import Clock
from logbook.pages.common import frame, notice
from logbook.pages.corrections import heard_before
from logbook.pages.drawing import draw, listed
from logbook.pages.rights import bound_to, closed, over
from logbook.pages.seen import recent, same_as, seen
from logbook.pages.standing import asked_of, base_of, is_open, refused, refused_case, signed
from logbook.pages.telling import Fields, is_settled, points_typed
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.pages.framed import Notice
from logbook.shown import bare
from logbook.statements.filling import fields_of, starting_fields
from logbook.statements.forms import first, is_left_out
from logbook.statements.keeping import keeping
from logbook.statements.pairing import apart

_CODE = re.compile(r"[A-HJ-NP-Za-hj-np-z2-9]{4}")


def entry_form(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/new and /entries/<id>/edit, also with what was typed and its problems; None without such a case."""
    view, new = read(snapshot, clock, shell), request["path"] == "/entries/new"
    case = None if new else find(view, request["id"])
    ended = over(view, "trainee") if case is None else closed(view, case)
    if not (ended or "trainee" in view.roles) if new else case is None or not case["mine"]:
        return None
    draft = _draft(view, request["query"].get("draft", "") if new else request["id"])
    given, origin = _fields(view, request, case, draft)
    typed = request.get("fields") or {}
    began = first(typed, "id") or (draft["entry"] if draft else request["ids"]["entry"])
    entry = case["id"] if case else began
    fields = _acted(view, heard_before(view, case) | apart(given), entry)
    page = _page(view, fields, new) | _drawn(view, request, case, fields, origin)
    back = f"/entries/{entry}" if case else "/entries"
    page |= {"back": back, "notice": page["notice"] or _kept(draft, origin)}
    page |= _looked(view, request, fields, entry)
    known = seen(view, _code(fields), entry, fields)
    return page | {
        "entry": entry,
        "mutation": first(typed, "mutation") or request["ids"]["mutation"],
        "base": base_of(case, fields),
        "tz": first(fields, "tz") or (case["doc"]["tz"] if case else clock.tz),
        "signed": signed(view, case),
        "asked": asked_of(view, case),
        "instead": first(fields, "instead"),
        "ended": ended,
        "locked": standing.is_locked(view, case, ended, origin),
        "drafted": origin == "draft",
        "seen": known,
        # The code of a model who is new here: nothing but the clinic's own notes leads from it to a person.
        "to_note": _code(fields) if new and known is None else "",
        "recent": recent(view, entry),
    }


def _looked(view: View, request: Query, fields: Fields, entry: str) -> Doc:
    """{cautions, measures, sure}: what looks unusual, and the doses that were asked about already."""
    looked = looked_at(view, fields, entry)
    # Put to its writer now, or before: the same dose is not asked about again.
    is_asked = list(request.get("problems") or {}) == ["points"]
    sure = looked["far"] if is_asked else fields.get("sure") or []
    return {"cautions": looked["cautions"], "measures": looked["measures"], "sure": sure}


def _page(view: View, fields: Fields, new: bool) -> Doc:
    """The frame, named after the model, and where the answers come from."""
    code = _code(fields)
    page = frame(view, f"Model {code}" if code else "New case", "entries")
    return page | {
        "new": new,
        "first": new and not any(case["mine"] for case in view.cases),
        "from": first(fields, "from") if new else "",
        "taken": _taken(view, fields) if new else None,
        # Offered while nothing but the part stands between this form and that of a case that was watched.
        "observable": bool(new and first(fields, "from")) and first(fields, "part") != "observed",
    }


def _drawn(view: View, request: Query, case: Doc | None, fields: Fields, origin: str) -> Doc:
    """The sections and what is wrong in them, the points told in a line, the units that would be saved."""
    problems = request.get("problems") or (refused(case) if case and "fields" not in request else {})
    sections = draw(
        view, "entry", fields | {"bound": bound_to(case)}, problems, more=first(fields, "action") == "more"
    )
    # Only sections there are: what is posted is written into the next form.
    points, held = points_typed(view, fields), set(fields.get("kept") or [])
    kept = [section["id"] for section in sections if section["id"] in held]
    left_out = is_left_out({"id": "points", "when": "injected"}, fields, view.shell)
    # A blank form stands open, and so does that of the first case of all, which may be led through step by step.
    folding = origin != "blank" and any(one["mine"] for one in view.cases)
    return {
        "redrawn": "fields" in request and not problems,
        "problems": listed(sections, problems),
        "sections": [
            section | _look(section, folding, kept, points)
            for section in sections
            if section["id"] != "answer" or asked_of(view, case) is not None
        ],
        "kept": kept,
        "points": points,
        "units_tenths": 0 if left_out else points["units_tenths"],
    }


def _look(section: Doc, folding: bool, kept: list[str], points: Doc) -> Doc:
    """{fold, when}: what was taken over, or filled before, is folded into a line, so that what is new stands out."""
    filled = points["count"] > 0 if section["id"] == "points" else bool(section["says"])
    folds = bool(section["more"]) or (
        folding and section["carried"] and filled and is_settled(section["parts"])
    )
    # Opened for a part that does not ask for it, a section that holds something stays in sight.
    return {"fold": folds, "when": "" if section["id"] in kept else section["when"] or ""}


def _draft(view: View, entry: str) -> Doc | None:
    drafts = [draft for draft in view.snapshot["drafts"] if draft["kind"] == "entry"]
    return next((draft for draft in drafts if draft["entry"] == entry), None)


def _own(view: View) -> list[Doc]:
    return [case for case in view.cases if case["mine"] and case["state"] != "withdrawn"]


def _fields(view: View, request: Query, case: Doc | None, draft: Doc | None) -> tuple[Fields, str]:
    """What the form holds, and where it comes from: typed, draft, case, again, source or blank."""
    if "fields" in request:
        return request["fields"], "typed"
    if draft is not None:
        return draft["fields"], "draft"
    if case is not None:
        # What was refused because its build did not know all that the case says is mended with that.
        doc = keeping(case["doc"], case["record"]["doc"]) if case["record"] else case["doc"]
        fields = fields_of(doc, view.shell) | {"kept": _held(doc, view)}
        # What answered an earlier message is no answer to this one.
        return fields | ({"answer": [""]} if is_open(case) else {}), "case"
    query = request["query"]
    refused = refused_case(view, query.get("again", ""))
    if refused is not None:
        again = {"kept": _held(refused, view), "instead": [query["again"]]}
        return fields_of(refused, view.shell) | again, "again"
    fields = starting_fields(view.clock.local(view.clock.now), view.shell)
    # ?from=last or ?from=<id>: the case a new one takes over from.
    wanted = query.get("from", "")
    source = next((one for one in _own(view) if wanted in ("last", one["id"])), None)
    if source is not None:
        fields |= standing.repeated(view, source)
    if query.get("part", "") in view.words["parts"]:
        fields["part"] = [query["part"]]
    return fields | {"model.code": [request["ids"]["code"]]}, "source" if source else "blank"


def _held(doc: Doc, view: View) -> list[str]:
    """The sections that this case's part does not ask for and that hold something all the same."""
    parts, of_points = view.shell["forms"]["when"], {point["area"] for point in doc["points"]}
    held = {
        "points": (bool(doc["points"]), "injected"),
        "product": (doc["product"] is not None, "handled"),
        "areas": (not set(doc["areas"]) <= of_points, "watched"),
    }
    return [id for id, (holds, when) in held.items() if holds and doc["part"] not in parts[when]["parts"]]


def _acted(view: View, fields: Fields, entry: str) -> Fields:
    """The fields after a tap on a button of the form that does not save: another model's code, what was noted of it."""
    action = first(fields, "action")
    if action.startswith("seen "):
        return fields | {"model.code": [action[5:]]}
    if action == "same":
        return fields | same_as(view, _code(fields), entry)
    return fields


def _code(fields: Fields) -> str:
    """The model's code in capitals, however it was typed; "" where it is none."""
    code = bare(first(fields, "model.code"))
    return code.upper() if _CODE.fullmatch(code) else ""


def _taken(view: View, fields: Fields) -> Doc | None:
    """The earlier case whose answers stand in the form: {last, model, on}; None where nothing was taken over."""
    own, id = _own(view), first(fields, "from")
    source = next((case for case in own if case["id"] == id), None)
    if source is None:
        return None
    doc = source["doc"]
    return {"last": own[0]["id"] == id, "model": doc["model"]["code"], "on": doc["performed_on"]}


def _kept(draft: Doc | None, origin: str) -> Notice | None:
    words = "Your draft, as you left it. It is kept on this phone only until you save."
    return notice("idle", "phone", words) if draft is not None and origin == "draft" else None
