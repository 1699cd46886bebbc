"""Forms of those who answer a case, read and kept: its signature, a message instead, taking a signature back,
setting a case aside.

Each gives the page to show again where something is wrong, None where it is done.
"""

from functools import partial

from logbook import instants, pages, shell, statements, store
from logbook.auth.proof import NOT_IT, knows_password
from logbook.door.drawing import draw
from logbook.door.keeping import keep, typed
from logbook.door.visit import Visit
from logbook.numerals import plain_number
from logbook.problems import NotFound
from logbook.shapes.loose import Doc
from logbook.statements.forms import Fields, Problems


def ask_for_changes(visit: Visit, id: str) -> str | None:
    """Send a case back with a message. Raises NotFound, Busy, NotWritable."""
    made = _statement(visit, id, "returned")
    with typed(partial(_sheet, visit, id)):
        problems = made["problems"] or keep(visit.person, made["doc"], visit.one("mutation"))
    return _again(visit, id, problems) if problems else None


def sign(visit: Visit, id: str) -> str | None:
    """Sign a case with the password, here and now. Raises NotFound, Busy, NotWritable."""
    made = _statement(visit, id, "signed")
    problems: Problems = dict(made["problems"])
    if not visit.one("password"):
        problems["password"] = ["Enter your password to sign"]
    with typed(partial(_sheet, visit, id)):
        if not problems and not knows_password(visit.person, visit.one("password")):
            problems["password"] = [NOT_IT]
        problems = problems or keep(visit.person, made["doc"], visit.one("mutation"), grade="C")
    return _again(visit, id, problems) if problems else None


def next_to_sign(visit: Visit, id: str) -> str | None:
    """The id of the case to sign after this one; None where nothing else waits for the viewer."""
    with store.reading() as connection:
        return store.next_to_sign(connection, visit.person, id)


def withdraw(visit: Visit, id: str) -> str | None:
    """Take a signature of one's own back. It stays on record. Raises NotFound, Busy, NotWritable."""
    found = visit.find("signoff", id)
    if found["doc"]["signer"]["id"] != visit.person.id:
        raise NotFound
    context: Doc = {"id": visit.one("id"), "account": visit.person.id, "now": instants.now()}
    context |= {"of": {"kind": "signoff", "id": id}, "of_hash": found["hash"]}
    made = statements.withdrawal(visit.fields, context, shell.data())

    def again(problems: Problems) -> str:
        return draw(visit, pages.signoff_withdraw, id=id, fields=visit.fields, problems=problems)

    with typed(again):
        problems = made["problems"] or keep(visit.person, made["doc"], visit.one("mutation"))
    return again(problems) if problems else None


def set_aside(visit: Visit, id: str) -> str | None:
    """Say that a case counts for no rule, or take back that one said so (`of`). Raises NotFound, Busy, NotWritable."""
    found, person = visit.find("entry", id), visit.person
    if found["doc"]["trainee"] == person.id:
        raise NotFound
    again = partial(_aside_again, visit, id)
    context: Doc = {"id": visit.one("id"), "account": person.id, "now": instants.now(), "tz": person.tz}
    if of := visit.one("of"):
        said = visit.find("set_aside", of)
        context |= {"of": {"kind": "set_aside", "id": of}, "of_hash": said["hash"]}
        made = statements.withdrawal(visit.fields, context, shell.data())
    else:
        entry = {"id": id, "rev": found["rev"], "hash": found["hash"]}
        made = statements.set_aside(
            visit.fields, context | {"entry": entry, "name": person.name}, shell.data()
        )
    with typed(again):
        problems = made["problems"] or keep(person, made["doc"], visit.one("mutation"))
    return again(problems) if problems else None


def _aside_again(visit: Visit, id: str, problems: Problems) -> str:
    """The form as it was filled; what the store refused cannot be sent under its ids again."""
    spent: Fields = {"id": [], "mutation": []}
    fields = visit.fields | spent if "base" in problems else visit.fields
    return draw(visit, pages.entry_aside, id=id, fields=fields, problems=problems)


def _statement(visit: Visit, id: str, verdict: str) -> Doc:
    """{doc, problems} of the answer, about the version that the sheet showed. Raises NotFound."""
    person = visit.person
    found = visit.find("entry", id)["doc"]
    entry = {
        "id": id,
        "part": found["part"],
        "supervisor": found["supervisor"],
        "rev": plain_number(visit.one("entry_rev")[:5], 5) or 0,
        "hash": visit.one("entry_hash"),
    }
    signer = {"id": person.id, "name": person.name, "body": person.body, "number": person.number}
    context = {"id": visit.one("id"), "nonce": visit.one("nonce"), "verdict": verdict, "entry": entry}
    context |= {"signer": signer, "now": instants.now(), "tz": person.tz}
    return statements.signoff(visit.fields, context, shell.data())


def _again(visit: Visit, id: str, problems: Problems) -> str:
    """The sheet as it was filled; what the store refused cannot be sent under its ids again."""
    spent: Fields = {"id": [], "mutation": [], "nonce": []}
    return _sheet(visit, id, problems, visit.fields | spent if "base" in problems else visit.fields)


def _sheet(visit: Visit, id: str, problems: Problems, given: Fields | None = None) -> str:
    """The sheet with the answers posted, or those `given` instead, without the password."""
    fields = {name: values for name, values in (given or visit.fields).items() if name != "password"}
    path = f"/entries/{id}/signoff"
    return draw(visit, pages.signoff_sheet, id=id, fields=fields, problems=problems, path=path)
