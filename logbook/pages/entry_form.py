"""The form of a case: new, taken over from another, a draft, a change. Twin of pages/entry_form.js."""

from typing import Any

from logbook.pages.cases import Doc, View, find, may_edit, read
from logbook.pages.common import frame, notice
from logbook.pages.drawing import Fields, draw, listed
from logbook.statements.filling import fields_of, repeat_of, starting_fields
from logbook.statements.forms import first


def entry_form(snapshot: Doc, request: Doc, clock: Any, shell: Doc) -> Doc | None:
    """/entries/new and /entries/<id>/edit, also with what was typed and its problems; None without such a case."""
    view, query = read(snapshot, clock, shell), request["query"]
    new = request["path"] == "/entries/new"
    case = None if new else find(view, request["id"])
    if "trainee" not in view.roles if new else case is None or not case["mine"]:
        return None
    draft = _draft(view, query.get("draft", "") if new else request["id"])
    source = _source(view, query)
    fields, origin = _fields(view, request, case, draft, source)
    problems = request.get("problems") or (_refused(case) if case and "fields" not in request else {})
    sections = draw(view, "entry", fields, problems, more=first(fields, "action") == "more")
    ids = request["ids"]
    typed = request.get("fields") or {}
    entry = case["id"] if case else first(typed, "id") or (draft["entry"] if draft else ids["entry"])
    page = frame(view, f"Model {case['doc']['model']['code']}" if case else "New case", "entries")
    page["back"] = f"/entries/{entry}" if case else "/entries"
    page["notice"] = page["notice"] or _kept(view, draft, origin)
    return page | {
        "entry": entry,
        "mutation": first(typed, "mutation") or ids["mutation"],
        "base": _base(case, fields),
        "new": new,
        "locked": case is not None and not may_edit(case),
        "drafted": origin == "draft",
        "repeats": source is not None and origin == "source",
        "problems": listed(sections, problems),
        "sections": [section | {"fold": _folds(section, origin)} for section in sections],
        "recent": _recent(view),
    }


def _folds(section: Doc, origin: str) -> bool:
    """What was taken over, or filled before, is folded into a line, so that what is new stands out."""
    filled = bool(section["says"]) or bool(section["total"] and section["total"]["points"])
    return bool(section["more"]) or (origin != "blank" and section["carried"] and filled)


def _draft(view: View, entry: str) -> Doc | None:
    drafts = [draft for draft in view.snapshot["drafts"] if draft["kind"] == "entry"]
    return next((draft for draft in drafts if draft["entry"] == entry), None)


def _source(view: View, query: Doc) -> Doc | None:
    """The case a new one takes over from: ?from=last or ?from=<id>."""
    own = [case for case in view.cases if case["mine"] and case["state"] != "withdrawn"]
    wanted = query.get("from", "")
    return next((case["doc"] for case in own if wanted in ("last", case["id"])), None)


def _fields(
    view: View, request: Doc, case: Doc | None, draft: Doc | None, source: Doc | None
) -> tuple[Fields, str]:
    """What the form holds, and where it comes from: typed, draft, case, source or blank."""
    if "fields" in request:
        return request["fields"], "typed"
    if draft is not None:
        return draft["fields"], "draft"
    if case is not None:
        return fields_of(case["doc"], view.shell), "case"
    code = {"model.code": [request["ids"]["code"]]}
    fresh = starting_fields(view.clock.local(view.clock.now), view.shell)
    if source is not None:
        return fresh | repeat_of(source, view.shell) | code, "source"
    return fresh | code, "blank"


def _refused(case: Doc) -> dict[str, list[str]]:
    """The server's words about the fields of the version it did not take."""
    rows = [row for row in case["parked"] if row["doc"]["typ"] == "entry"]
    return rows[-1]["fields"] if rows else {}


def _base(case: Doc | None, fields: Fields) -> Doc:
    """The version a change starts from, as text for the form; empty for a new case."""
    if first(fields, "base_hash"):
        return {"rev": first(fields, "base_rev"), "hash": first(fields, "base_hash")}
    record = case["record"] if case else None
    return {"rev": str(record["rev"]), "hash": record["hash"]} if record else {"rev": "", "hash": ""}


def _kept(view: View, draft: Doc | None, origin: str) -> Doc | None:
    if draft is None or origin != "draft":
        return None
    return notice(
        "idle", "phone", "Your draft, as you left it. It is kept on this phone only until you save."
    )


def _recent(view: View) -> list[Doc]:
    """Codes of models seen before, newest first: [{code, on}]."""
    seen: dict[str, str] = {}
    for case in view.cases:
        if case["mine"]:
            seen.setdefault(case["doc"]["model"]["code"], case["doc"]["performed_on"])
    return [{"code": code, "on": on} for code, on in list(seen.items())[:20]]
