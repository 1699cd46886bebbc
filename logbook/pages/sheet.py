"""The sheet of sign-off: what was done, and the answer to it. Twin of pages/sheet.js."""

from logbook.filters import date
from logbook.pages.cases import Doc, View, find, read, versions_of
from logbook.pages.clock import Clock
from logbook.pages.common import days_between, frame, is_late, name_of, notice, title_of
from logbook.pages.drawing import draw, listed
from logbook.pages.entries import ids_of
from logbook.pages.facts import made_of, told
from logbook.pages.history import answer_of, reviews, state_facts
from logbook.pages.rights import may_answer, supervises
from logbook.pages.supervisors import awaiting, left_on, who_signs
from logbook.pages.versions import changes_since
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.pages.framed import Notice
from logbook.statements.forms import first


def signoff_sheet(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/signoff: what was done, and the answer to it. None where the viewer cannot sign the case."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None or case["record"] is None or not supervises(view, case):
        return None
    doc, trainee = case["record"]["doc"], name_of(view, case["record"]["doc"]["trainee"])
    page = frame(view, title_of(view, doc["areas"]), "signoffs", "/signoffs")
    page["notice"] = page["notice"] or done(view, request["query"])
    days = days_between(doc["performed_on"], view.today)
    own = {
        "entry": case["id"],
        "base": {"rev": str(case["record"]["rev"]), "hash": case["record"]["hash"]},
        "allowed": may_answer(view, case),
        "standing": case["standing"],
        "trainee": trainee,
        "model": doc["model"]["code"],
        "part": doc["part"],
        "product": made_of(view, doc),
        "days": days,
        "late": is_late(view, days),
        "late_days": view.words["late_days"],
        "before": answer_of(view, case),
        "reviews": reviews(view, case),
        "changed": _changed(view, case),
        "instead": doc["supervisor"] not in (None, "", view.account),
        "rated": doc["part"] not in view.words["meaning_of_part"],
        "meaning": view.words["meanings"][_meaning(view, doc)]["en"],
        "awaiting": awaiting(view, {doc["programme"]}),
        "picks": view.words["quick_feedback"],
    }
    return page | state_facts(view, case) | told(view, doc) | own | _form(view, request, case, trainee)


def _meaning(view: View, doc: Doc) -> str:
    """The sentence that a signature of this case would carry."""
    of_part: str | None = view.words["meaning_of_part"].get(doc["part"])
    return of_part or str(view.words["meaning_of_verdict"]["signed"])


def _changed(view: View, case: Doc) -> Doc | None:
    """What is new since the version that was answered last, or that a refused answer was about: {rev, rows}."""
    rows = [row for row in case["parked"] if row["doc"]["typ"] == "signoff"]
    if rows:
        base = rows[-1].get("base")
        return changes_since(view, case, rows[-1]["doc"]["entry_hash"], base["doc"] if base else None)
    if not case["answers"]:
        # Nobody answered the first: it may have come together with this one, and still was another.
        return changes_since(view, case, versions_of(case)[0]["hash"])
    return changes_since(view, case, case["answers"][-1]["doc"]["entry_hash"])


def done(view: View, query: Doc) -> Notice | None:
    """What became of the case just answered, for the page one lands on next."""
    case = find(view, query.get("done", ""))
    if case is None:
        return None
    name = name_of(view, case["doc"]["trainee"])
    if case["state"] in ("signed", "new_version"):
        return notice("signed", "signed", f"Signed: {name}, {title_of(view, case['doc']['areas'])}.")
    if case["state"] == "local":
        return notice(
            "local",
            "phone",
            "Saved on this phone. It sends by itself, in a few seconds or once you’re online.",
        )
    if case["state"] == "returned":
        return notice("sent", "return", f"Sent back to {name} with your message.")
    return None


def _form(view: View, request: Query, case: Doc, trainee: str) -> Doc:
    problems = request.get("problems") or {}
    typed = request["fields"] if "fields" in request else _handed(view, case) | _refused(case)
    sections, password = draw(view, "signoff", typed, problems), _password(problems)
    return ids_of(request, "signoff") | {
        "nonce": first(typed, "nonce") or request["ids"]["nonce"],
        "email": (view.snapshot.get("you") or {}).get("email", ""),
        "password": password,
        "problems": listed([*sections, {"parts": [password]}], problems),
        "fields": _fields(sections, trainee),
    }


def _handed(view: View, case: Doc) -> dict[str, list[str]]:
    """Why who took over signs in the place of whom the case names: known, so it is not asked."""
    doc = case["doc"]
    if doc["supervisor"] == view.account or who_signs(view, case) != view.account:
        return {}
    on = left_on(view, doc["supervisor"], doc["programme"])
    # Without a name: it stands beside both, and free text with one is asked about.
    if on is not None:
        words = f"The supervisor named left on {date(on)}, and the case was handed over to me."
    else:
        words = "The case was handed over to me."
    return {"instead_reason": [words]}


def _refused(case: Doc) -> dict[str, list[str]]:
    """The words of the answer that was not accepted, to be given again; never its rating, nor its number."""
    docs = [row["doc"] for row in case["parked"] if row["doc"]["typ"] == "signoff"]
    if not docs:
        return {}
    fields = {"feedback": [docs[-1]["feedback"]]}
    for place, pair in enumerate(docs[-1]["corrections"]):
        fields |= {f"corrections.{place}.{name}": [pair[name]] for name in ("seen", "correction")}
        fields |= {f"corrections.{place}.repeat": ["1"]} if pair["repeat"] else {}
    return fields


def _fields(sections: list[Doc], trainee: str) -> Doc:
    """The sheet's fields by name, with the trainee in the question."""
    fields = {part["name"]: part for section in sections for part in section["parts"]}
    fields["rating"] = fields["rating"] | {"label": f"How much help did {trainee} need?", "optional": False}
    fields["feedback"] = fields["feedback"] | {"hint": "Needed when you ask for changes"}
    fields["instead_reason"] = fields["instead_reason"] | {
        "hint": "Stands beside both names",
        "optional": False,
    }
    return fields


def _password(problems: Doc) -> Doc:
    """The field that is in no statement: drawn here, read by the server alone."""
    wrong = problems.get("password") or []
    field = {"type": "field", "name": "password", "id": "f-password", "label": "Your password", "hint": ""}
    return field | {"optional": False, "required": True, "value": "", "problems": wrong, "max_length": 0}
