"""Deciding between two versions of a case through the server's own door: which one goes on, which is put away."""

import uuid
from typing import Any

from logbook import canonical, instants, phone, shell, statements, store
from logbook.permissions import Person
from logbook.phone import Fields
from logbook.statements.forms import first

Doc = dict[str, Any]
MOVED = {"base": ["The case changed meanwhile. Look at both versions again."]}


def choose(person: Person, record: Doc, fields: Fields) -> Doc | None:
    """Do what the page's form says about one of the record's kept versions. None once it is done, or was before.

    Otherwise the page to show again: {"page": "entry_choice" | "entry_form", "problems", "fields"}.
    """
    mutation = first(fields, "of")
    rival = next((kept for kept in record["proposals"] if kept["mutation"] == mutation), None)
    if rival is None:
        return None
    keep, picked = decision(fields)
    if keep == "other":
        put_away(person, mutation, "Given up", id=first(fields, "id"), by=first(fields, "mutation"))
        return None
    if not keep or first(fields, "base_hash") != record["hash"]:
        return {"page": "entry_choice", "problems": MOVED if keep else {}}
    place = {"id": record["id"], "rev": record["rev"] + 1, "prev": record["hash"]}
    place |= {"mutation": first(fields, "mutation"), "amends": first(fields, "amends") or None}
    if keep == "this":
        doc = statements.on_top(rival["doc"], record["doc"], place)
    else:
        given = statements.mixed(rival["doc"], record["doc"], picked, shell.data())
        made = statements.entry(given, _context(person, record) | place, shell.data())
        if made["problems"]:
            return {"page": "entry_form", "problems": made["problems"], "fields": given}
        doc = made["doc"]
    problems = phone.keep(person, doc, place["mutation"])
    if problems:
        return {"page": "entry_choice", "problems": problems}
    put_away(person, mutation, "Taken up", id=first(fields, "id"))
    return None


def decision(fields: Fields) -> tuple[str, list[str]]:
    """("this" | "other" | "each" | "", the names of the answers picked from the kept version)."""
    keep, names = first(fields, "keep"), [name[5:] for name in fields if name.startswith("pick.")]
    picked = [name for name in names if first(fields, f"pick.{name}") == "mine"]
    if keep == "each" and len(picked) in (0, len(names)):
        keep = "this" if picked else "other"
    return keep if keep in ("this", "other", "each") else "", picked


def put_away(person: Person, mutation: str, reason: str, *, id: str = "", by: str = "") -> None:
    """Close a kept version of one's own, where it is still open: it was taken up, or given up. Its text stays."""
    entries = store.snapshot(person.id)["records"]["entry"] if mutation else []
    own = [record for record in entries if record["doc"]["trainee"] == person.id]
    kept = next((one for record in own for one in record["proposals"] if one["mutation"] == mutation), None)
    if kept is None:
        return
    context = {"id": id or str(uuid.uuid4()), "of": {"kind": "proposal", "id": mutation}}
    context |= {"of_hash": canonical.digest(canonical.dumps(kept["doc"])), "account": person.id}
    made = statements.withdrawal({"reason": [reason]}, context | {"now": instants.now()}, shell.data())
    phone.keep(person, made["doc"], by or str(uuid.uuid4()))


def _context(person: Person, record: Doc) -> Doc:
    facts = {"account": person.id, "now": instants.now(), "tz": person.tz, "base": record["doc"]}
    return facts | {"snapshot": store.snapshot(person.id)}
