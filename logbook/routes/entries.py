"""Cases: the list, the form, one case, taking one back."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, request

from logbook import auth, choosing, instants, phone, shell, statements, store
from logbook.pages.cases import Doc
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.phone import Fields, Problems
from logbook.problems import NotFound
from logbook.statements.forms import first, is_saved

blueprint = Blueprint("entries", __name__)


@blueprint.get("/entries")
def index() -> str:
    """The list."""
    return phone.draw(auth.require(), "entries_index", _asked())


@blueprint.get("/entries/new")
def new() -> Any:
    """An empty form, or one that takes over from an earlier case; where it was saved, the case it became."""
    person, asked = auth.require(), request.args.get("draft", "")
    if asked and store.is_own(person.id, asked):
        return redirect(f"/entries/{asked}", code=303)
    return phone.draw(person, "entry_form", _asked())


@blueprint.post("/entries/new")
def create() -> Any:
    """The first revision of a case."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    if not is_saved(fields):
        return _form(person, fields)
    context = _context(person, first(fields, "id"), fields) | {"rev": 1, "prev": None, "base": None}
    return _save(person, fields, context | {"amends": None})


@blueprint.get("/entries/<id>")
def show(id: str) -> str:
    """One case."""
    return phone.draw(auth.require(), "entry_show", _asked(id=id))


@blueprint.get("/entries/<id>/edit")
def edit(id: str) -> str:
    """The form of a case that can still change."""
    return phone.draw(auth.require(), "entry_form", _asked(id=id))


@blueprint.post("/entries/<id>/edit")
def update(id: str) -> Any:
    """A further revision, built on the version the form showed."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    if not is_saved(fields):
        return _form(person, fields, id=id)
    record = _find(person, id)
    rev, prev = first(fields, "base_rev"), first(fields, "base_hash")
    if not (rev.isascii() and rev.isdigit() and prev):
        rev, prev = str(record["rev"]), record["hash"]
    context = _context(person, id, fields) | {"rev": int(rev[:5]) + 1, "prev": prev, "base": record["doc"]}
    return _save(person, fields, context | {"amends": first(fields, "amends") or None})


@blueprint.get("/entries/<id>/versions")
def versions(id: str) -> str:
    """What was said of it when."""
    return phone.draw(auth.require(), "entry_versions", _asked(id=id))


@blueprint.get("/entries/<id>/choice")
def choice(id: str) -> str:
    """Two versions of it side by side."""
    return phone.draw(auth.require(), "entry_choice", _asked(id=id))


@blueprint.post("/entries/<id>/choice")
def choose(id: str) -> Any:
    """One version goes on, or answers of both; the kept one is put away. Nothing of either is lost."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    record = _find(person, id)
    with phone.typed(partial(_choice, person, id, fields)):
        made = choosing.choose(person, record, fields)
    if made is None:
        return redirect(f"/entries/{id}", code=303)
    if made["page"] == "entry_form":
        base = {"base_rev": [str(record["rev"])], "base_hash": [record["hash"]]}
        given = made["fields"] | base | {"instead": fields.get("of", [])}
        return _form(person, given, made["problems"], id=id, path=f"/entries/{id}/edit"), 422
    return _choice(person, id, fields | {"id": [], "mutation": []}, made["problems"]), 422


def _choice(person: Person, id: str, fields: Fields, problems: Problems) -> str:
    return phone.draw(person, "entry_choice", _asked(id=id, fields=fields, problems=problems))


@blueprint.get("/entries/<id>/withdrawal")
def withdrawal(id: str) -> str:
    """Why a case is taken back."""
    return phone.draw(auth.require(), "entry_withdraw", _asked(id=id))


@blueprint.post("/entries/<id>/withdrawal")
def withdraw(id: str) -> Any:
    """Take a case back. It stays on record."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    context = _context(person, first(fields, "id"), fields)
    context |= {"of": {"kind": "entry", "id": id}, "of_hash": _find(person, id)["hash"]}
    made = statements.withdrawal(fields, context, shell.data())

    def again(problems: Problems) -> str:
        return phone.draw(person, "entry_withdraw", _asked(id=id, fields=fields, problems=problems))

    with phone.typed(again):
        problems = made["problems"] or phone.keep(person, made["doc"], context["mutation"])
    return (again(problems), 422) if problems else redirect(f"/entries/{id}", code=303)


@blueprint.get("/entries/<id>/review")
def review(id: str) -> str:
    """How a case turned out."""
    return phone.draw(auth.require(), "entry_review", _asked(id=id))


@blueprint.post("/entries/<id>/review")
def add_review(id: str) -> Any:
    """Keep what was seen two weeks later, about the newest version of the case."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    if first(fields, "action") == "more":
        return phone.draw(person, "entry_review", _asked(id=id, fields=fields))
    record = _find(person, id)
    entry = {"id": id, "rev": record["rev"], "hash": record["hash"]}
    today = Clock(instants.now(), person.tz).local(instants.now())[:10]
    context = {"id": first(fields, "id"), "entry": entry, "today": today}
    made = statements.review(fields, context | {"performed_on": record["doc"]["performed_on"]}, shell.data())
    if made["problems"]:
        return _again(person, id, fields, made["problems"]), 422
    with phone.typed(partial(_again, person, id, fields)):
        problems = phone.keep(person, made["doc"], first(fields, "mutation"))
    if problems:
        # What the store refused cannot be sent under the same ids again.
        return _again(person, id, fields | {"id": [], "mutation": []}, problems), 422
    return redirect(f"/entries/{id}", code=303)


def _again(person: Person, id: str, fields: Fields, problems: Problems) -> str:
    return phone.draw(person, "entry_review", _asked(id=id, fields=fields, problems=problems))


def _save(person: Person, fields: Fields, context: Doc) -> Any:
    made = statements.entry(fields, context | {"snapshot": store.snapshot(person.id)}, shell.data())
    if made["problems"]:
        return _form(person, fields, made["problems"], id=context["id"]), 422
    with phone.typed(partial(_form, person, fields, id=context["id"])):
        problems = phone.keep(person, made["doc"], context["mutation"])
    if problems:
        return _on_top(person, fields, context["id"], problems), 422
    choosing.put_away(person, first(fields, "instead"), "Taken up")
    return redirect(f"/entries/{context['id']}", code=303)


def _on_top(person: Person, fields: Fields, id: str, problems: Problems) -> str:
    """The same answers as a new change to whatever is newest now: the verdict on the first one stands for ever."""
    # What the server kept of it goes when the next try is taken.
    found, fields = _records(person, id), fields | {"mutation": [], "instead": fields.get("mutation", [])}
    if not found:
        return _form(person, fields, problems, id=id)
    base = {"base_rev": [str(found[0]["rev"])], "base_hash": [found[0]["hash"]]}
    return _form(person, fields | base, problems, id=id, path=f"/entries/{id}/edit")


def _form(person: Person, fields: Fields, problems: Problems | None = None, **asked: Any) -> str:
    return phone.draw(person, "entry_form", _asked(**asked, fields=fields, problems=problems or {}))


def _context(person: Person, id: str, fields: Fields) -> Doc:
    facts = {"account": person.id, "now": instants.now(), "tz": person.tz}
    return facts | {"id": id, "mutation": first(fields, "mutation")}


def _find(person: Person, id: str) -> Doc:
    found = _records(person, id)
    if not found or found[0]["doc"]["trainee"] != person.id:
        raise NotFound
    return found[0]


def _records(person: Person, id: str) -> list[Doc]:
    return [record for record in store.snapshot(person.id)["records"]["entry"] if record["id"] == id]


def _asked(**more: Any) -> dict[str, Any]:
    """The request as page functions take it; of a name that is given twice in the address the last one counts."""
    return {"path": request.path, "query": {name: values[-1] for name, values in request.args.lists()}} | more
