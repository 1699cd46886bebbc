"""Forms about a case, read and kept: a revision, a choice between two, a review, taking it back.

Each gives the page to show again where something is wrong, None where it is done.
"""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from logbook import canonical, instants, pages, shell, statements, store
from logbook.door.drawing import draw
from logbook.door.keeping import keep, typed
from logbook.door.visit import Visit
from logbook.door.wanted import judged
from logbook.numerals import plain_number
from logbook.pages.clock import Clock
from logbook.pages.registered import PageFunction
from logbook.problems import NotFound
from logbook.shapes import Snapshot
from logbook.shapes.loose import Doc
from logbook.statements.forms import Fields, Problems


def form(visit: Visit, problems: Problems, *, fields: Fields | None = None, **asked: Any) -> str:
    """The form of a case as it was filled. `asked`: its id where it has one, another path. Raises NotFound."""
    return draw(visit, pages.entry_form, fields=fields or visit.fields, problems=problems, **asked)


def create(visit: Visit) -> str | None:
    """The first revision of a case, under the id in its form. Raises Busy, NotWritable."""
    snapshot = _beside(visit)
    place: Doc = {"rev": 1, "prev": None, "base": None, "amends": None}
    return _save(visit, _context(visit, visit.one("id")) | place, snapshot)


def revise(visit: Visit, id: str) -> str | None:
    """A further revision, built on the version the form showed. Raises NotFound, Busy, NotWritable."""
    snapshot = _beside(visit)
    record = _own(visit, id)
    rev, prev = plain_number(visit.one("base_rev")[:5], 5), visit.one("base_hash")
    if rev is None or not prev:
        rev, prev = record["rev"], record["hash"]
    place = {"rev": rev + 1, "prev": prev, "base": record["doc"]}
    return _save(visit, _context(visit, id) | place | {"amends": visit.one("amends") or None}, snapshot)


def choose(visit: Visit, id: str) -> str | None:
    """One version goes on, or answers of both; the kept one is put away. Nothing of either is lost.

    Done as well where it was decided before: the second tap of a doubled one. Raises NotFound, Busy, NotWritable.
    """
    record = _own(visit, id)
    rival = next((kept for kept in record["proposals"] if kept["mutation"] == visit.one("of")), None)
    if rival is None:
        return None
    with typed(partial(_choice, visit, id=id)):
        return _decide(visit, record, rival, _beside(visit, record["doc"], rival["doc"]))


def withdraw(visit: Visit, id: str) -> str | None:
    """Take a case back. It stays on record. Raises NotFound, Busy, NotWritable."""
    record = _own(visit, id)
    of = {"of": {"kind": "entry", "id": id}, "of_hash": record["hash"]}
    made = statements.withdrawal(visit.fields, _context(visit, visit.one("id")) | of, shell.data())
    again = partial(_again, visit, pages.entry_withdraw, id=id)
    with typed(again):
        problems = made["problems"] or keep(visit.person, made["doc"], visit.one("mutation"))
    return again(problems) if problems else None


def review(visit: Visit, id: str) -> str | None:
    """Keep what was seen two weeks later, about the newest version. Raises NotFound, Busy, NotWritable."""
    record = _own(visit, id)
    context = {
        "id": visit.one("id"),
        "entry": {"id": id, "rev": record["rev"], "hash": record["hash"]},
        "performed_on": record["doc"]["performed_on"],
        "today": Clock(instants.now(), visit.person.tz).today,
    }
    made = statements.review(visit.fields, context, shell.data())
    again = partial(_again, visit, pages.entry_review, id=id)
    if made["problems"]:
        return again(made["problems"])
    with typed(again):
        problems = keep(visit.person, made["doc"], visit.one("mutation"))
    # What the store refused cannot be sent under the same ids again.
    return again(problems, fields=visit.fields | {"id": [], "mutation": []}) if problems else None


def _beside(visit: Visit, *docs: Doc) -> Snapshot:
    """What a case is looked at beside, as its form says it or as these versions of it do."""
    clock = Clock(instants.now(), visit.person.tz)
    return store.part(visit.person, judged(visit.fields, docs, clock))


def _save(visit: Visit, context: Doc, snapshot: Snapshot) -> str | None:
    id = context["id"]
    made = statements.entry(visit.fields, context | {"snapshot": snapshot}, shell.data())
    if made["problems"]:
        return form(visit, made["problems"], id=id)
    with typed(partial(form, visit, id=id)):
        problems = keep(visit.person, made["doc"], context["mutation"])
    if problems:
        return _on_top(visit, id, problems)
    _put_away(visit, snapshot, visit.one("instead"), "Taken up")
    return None


def _on_top(visit: Visit, id: str, problems: Problems) -> str:
    """The same answers as a new change to whatever is newest now: the verdict on the first one stands for ever."""
    # What the server kept of it goes when the next try is taken.
    fields = visit.fields | {"mutation": [], "instead": visit.fields.get("mutation", [])}
    try:
        found = visit.find("entry", id)
    except NotFound:
        return form(visit, problems, fields=fields, id=id)
    base = {"base_rev": [str(found["rev"])], "base_hash": [found["hash"]]}
    return form(visit, problems, fields=fields | base, id=id, path=f"/entries/{id}/edit")


def _decide(visit: Visit, record: Doc, rival: Doc, snapshot: Snapshot) -> str | None:
    person, id, mutation = visit.person, record["id"], rival["mutation"]
    context = {"account": person.id, "now": instants.now(), "tz": person.tz, "snapshot": snapshot}
    made = statements.chosen(visit.fields, rival, record, context, shell.data())
    if made["act"] == "give_up":
        _put_away(visit, snapshot, mutation, "Given up", id=visit.one("id"), by=visit.one("mutation"))
        return None
    if made["act"] == "mend":
        return form(visit, made["problems"], fields=made["fields"], id=id, path=f"/entries/{id}/edit")
    problems = made["problems"]
    if made["act"] == "keep":
        problems = keep(person, made["doc"], visit.one("mutation"))
        if not problems:
            _put_away(visit, snapshot, mutation, "Taken up", id=visit.one("id"))
            return None
    return _choice(visit, problems, id=id, fields=visit.fields | {"id": [], "mutation": []})


def _put_away(
    visit: Visit, snapshot: Snapshot, mutation: str, reason: str, *, id: str = "", by: str = ""
) -> None:
    """Close a kept version of one's own, where it is still open. Its text stays.

    `id` and `by` are the names of the withdrawal and of its mutation, where the form gave them.
    """
    own = [record for record in snapshot["records"]["entry"] if _is_own(visit, record)]
    kept = next((one for record in own for one in record["proposals"] if one["mutation"] == mutation), None)
    if kept is None:
        return
    told = {"mutation": mutation, "hash": canonical.digest(canonical.dumps(kept["doc"]))}
    context = {"id": id or str(uuid.uuid4()), "account": visit.person.id, "now": instants.now()}
    keep(visit.person, statements.closing(told, reason, context, shell.data()), by or str(uuid.uuid4()))


def _choice(visit: Visit, problems: Problems, *, id: str, fields: Fields | None = None) -> str:
    return _again(visit, pages.entry_choice, problems, id=id, fields=fields)


def _again(
    visit: Visit, page: PageFunction, problems: Problems, *, id: str, fields: Fields | None = None
) -> str:
    return draw(visit, page, id=id, fields=fields or visit.fields, problems=problems)


def _context(visit: Visit, id: str) -> Doc:
    person = visit.person
    facts = {"account": person.id, "now": instants.now(), "tz": person.tz}
    return facts | {"id": id, "mutation": visit.one("mutation")}


def _own(visit: Visit, id: str) -> Doc:
    """The record of a case of the account's own. Raises NotFound for any other."""
    found = visit.find("entry", id)
    if not _is_own(visit, found):
        raise NotFound
    return found


def _is_own(visit: Visit, record: Mapping[str, Any]) -> bool:
    return bool(record["doc"]["trainee"] == visit.person.id)
