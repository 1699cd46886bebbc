"""Sign-off: the queue, the sheet and its two answers, what was signed, taking a signature back."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, request

from logbook import auth, instants, pages, phone, shell, statements, store
from logbook.auth.proof import knows_password
from logbook.pages.cases import Doc
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.phone import Fields, Problems
from logbook.problems import NotFound
from logbook.statements.forms import first
from logbook.traces import trace

blueprint = Blueprint("signoffs", __name__)


@blueprint.get("/signoffs")
def index() -> str:
    """The queue."""
    return phone.draw(auth.require(), "signoffs_index", _asked())


@blueprint.get("/signoffs/signed")
def signed() -> str:
    """What the viewer signed."""
    return phone.draw(auth.require(), "signoffs_signed", _asked())


@blueprint.get("/entries/<id>/signoff")
def new(id: str) -> str:
    """The sheet."""
    return phone.draw(auth.require(), "signoff_sheet", _asked(id=id))


@blueprint.post("/entries/<id>/signoff")
def ask_for_changes(id: str) -> Any:
    """Send a case back with a message."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    made = _statement(person, id, fields, "returned")
    with phone.typed(partial(_sheet, person, id, fields)):
        problems = made["problems"] or phone.keep(person, made["doc"], first(fields, "mutation"))
    return _again(person, id, fields, problems) if problems else redirect(f"/signoffs?done={id}", code=303)


@blueprint.post("/entries/<id>/signature")
def sign(id: str) -> Any:
    """Sign with the password, here and now; then the next case. Never answered by a phone."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    made = _statement(person, id, fields, "signed")
    problems = dict(made["problems"])
    if not first(fields, "password"):
        problems["password"] = ["Enter your password to sign"]
    with phone.typed(partial(_sheet, person, id, fields)):
        if not problems and not knows_password(person, first(fields, "password")):
            problems["password"] = ["This is not your password"]
        problems = problems or phone.keep(person, made["doc"], first(fields, "mutation"), attested="C")
    if problems:
        return _again(person, id, fields, problems)
    trace("signed", thing=id)
    following = pages.next_to_sign(_view(person), id)
    address = f"/entries/{following}/signoff" if following else "/signoffs"
    return redirect(f"{address}?fresh=1&done={id}", code=303)


@blueprint.get("/entries/<id>/signature")
def signature(id: str) -> Any:
    """Where a refused signature leaves the browser: reloading that page leads back to the sheet."""
    auth.require()
    return redirect(f"/entries/{id}/signoff", code=303)


@blueprint.get("/signoffs/<id>/withdrawal")
def withdrawal(id: str) -> str:
    """Why a signature is taken back."""
    return phone.draw(auth.require(), "signoff_withdraw", _asked(id=id))


@blueprint.post("/signoffs/<id>/withdrawal")
def withdraw(id: str) -> Any:
    """Take a signature back. It stays on record."""
    person, fields = auth.require(), request.form.to_dict(flat=False)
    found = [record for record in store.snapshot(person.id)["records"]["signoff"] if record["id"] == id]
    if not found or found[0]["doc"]["signer"]["id"] != person.id:
        raise NotFound
    context: Doc = {"id": first(fields, "id"), "account": person.id, "now": instants.now()}
    context |= {"of": {"kind": "signoff", "id": id}, "of_hash": found[0]["hash"]}
    made = statements.withdrawal(fields, context, shell.data())

    def again(problems: Problems) -> str:
        return phone.draw(person, "signoff_withdraw", _asked(id=id, fields=fields, problems=problems))

    with phone.typed(again):
        problems = made["problems"] or phone.keep(person, made["doc"], first(fields, "mutation"))
    return (again(problems), 422) if problems else redirect("/signoffs/signed", code=303)


def _statement(person: Person, id: str, fields: Fields, verdict: str) -> Doc:
    """{doc, problems} of the answer, about the version that the sheet showed. Raises NotFound."""
    records = store.snapshot(person.id)["records"]["entry"]
    found = next((record["doc"] for record in records if record["id"] == id), None)
    if found is None:
        raise NotFound
    rev = first(fields, "entry_rev")
    entry = {
        "id": id,
        "part": found["part"],
        "supervisor": found["supervisor"],
        "rev": int(rev[:5]) if rev.isascii() and rev.isdigit() else 0,
        "hash": first(fields, "entry_hash"),
    }
    signer = {"id": person.id, "name": person.name, "body": person.body, "number": person.number}
    context = {"id": first(fields, "id"), "nonce": first(fields, "nonce"), "verdict": verdict, "entry": entry}
    context |= {"signer": signer, "now": instants.now(), "tz": person.tz}
    return statements.signoff(fields, context, shell.data())


def _again(person: Person, id: str, fields: Fields, problems: Problems) -> Any:
    """The sheet as it was filled; what the store refused cannot be sent under its ids again."""
    kept = fields | {"id": [], "mutation": [], "nonce": []} if "base" in problems else fields
    return _sheet(person, id, kept, problems), 422


def _sheet(person: Person, id: str, fields: Fields, problems: Problems) -> str:
    """The sheet with these answers, without the password."""
    kept = {name: values for name, values in fields.items() if name != "password"}
    asked = _asked(id=id, fields=kept, problems=problems) | {"path": f"/entries/{id}/signoff"}
    return phone.draw(person, "signoff_sheet", asked)


def _view(person: Person) -> Any:
    return pages.read(store.snapshot(person.id), Clock(instants.now(), person.tz), shell.data())


def _asked(**more: Any) -> dict[str, Any]:
    """The request as page functions take it."""
    return {"path": request.path, "query": {name: values[-1] for name, values in request.args.lists()}} | more
