"""Deciding between two versions of one case: which goes on, or each answer from either. Twin of
twins/statements/choosing.js."""

from logbook.shapes import Shell
from logbook.shapes.loose import Doc
from logbook.statements.answers import withdrawal
from logbook.statements.entry import entry
from logbook.statements.filling import fields_of
from logbook.statements.forms import Fields, first
from logbook.statements.keeping import keeping

MOVED = "The case changed meanwhile. Look at both versions again."


def chosen(fields: Fields, rival: Doc, head: Doc | None, context: Doc, shell: Shell) -> Doc:
    """What a form of two versions asks for: {"act", "doc", "problems": {name: [words]}, "fields"}.

    `act`: "keep" the doc as the case's next revision; "give_up" the rival; "choose" again on the same page; "mend" the
    fields in the form of the case, because they lack something. `rival`: {mutation, doc} of the kept version; `head`:
    {rev, hash, doc} of the one that counts, None where there is none; `context`: account, now, tz, snapshot.
    """
    asked = decision(fields)
    keep, picked = asked["keep"], asked["picked"]
    made: Doc = {"act": "choose", "doc": None, "problems": {}, "fields": {}}
    if keep == "other":
        return made | {"act": "give_up"}
    if not keep or head is None or first(fields, "base_hash") != head["hash"]:
        return made | {"problems": {"base": [MOVED]} if keep else {}}
    place = {"rev": head["rev"] + 1, "prev": head["hash"]}
    place |= {"mutation": first(fields, "mutation"), "amends": first(fields, "amends") or None}
    if keep == "this":
        return made | {"act": "keep", "doc": on_top(rival["doc"], head["doc"], place)}
    given = mixed(rival["doc"], head["doc"], picked, shell)
    facts = context | place | {"id": head["doc"]["id"], "base": head["doc"]}
    read = entry(given, facts, shell)
    if not read["problems"]:
        return made | {"act": "keep", "doc": read["doc"]}
    base = {"base_rev": [str(head["rev"])], "base_hash": [head["hash"]], "instead": [rival["mutation"]]}
    return made | {"act": "mend", "problems": read["problems"], "fields": given | base}


def decision(fields: Fields) -> Doc:
    """{"keep": "this" | "other" | "each" | "", "picked": the names of the answers picked from the kept version}."""
    keep, names = first(fields, "keep"), [name[5:] for name in fields if name.startswith("pick.")]
    picked = [name for name in names if first(fields, f"pick.{name}") == "mine"]
    if keep == "each" and len(picked) in (0, len(names)):
        keep = "this" if picked else "other"
    return {"keep": keep if keep in ("this", "other", "each") else "", "picked": picked}


def closing(kept: Doc, reason: str, context: Doc, shell: Shell) -> Doc:
    """The withdrawal that puts away a version kept on the server: taken up, or given up. Its text stays.

    `kept`: {mutation, hash of its text}; `context`: id of the withdrawal, account, now.
    """
    of = {"kind": "proposal", "id": kept["mutation"]}
    made = withdrawal({"reason": [reason]}, context | {"of": of, "of_hash": kept["hash"]}, shell)
    doc: Doc = made["doc"]
    return doc


def on_top(doc: Doc, other: Doc, place: Doc) -> Doc:
    """The same case as the revision that follows the `other`, with what only that one's build knew to say.

    `place`: rev, prev, mutation, amends (a hash or None).
    """
    made = {name: value for name, value in keeping(doc, other).items() if name != "amends"}
    made |= {name: place[name] for name in ("rev", "prev", "mutation")}
    return made | ({"amends": place["amends"]} if place["amends"] else {})


def mixed(mine: Doc, other: Doc, picked: list[str], shell: Shell) -> Fields:
    """The fields of a form with the other's answers, and mine where their names are picked."""
    own, fields = _fields(keeping(mine, other), shell), _fields(other, shell)
    for name in picked:
        left = {key: value for key, value in fields.items() if not _belongs(key, name)}
        fields = left | {key: value for key, value in own.items() if _belongs(key, name)}
    return fields


def _fields(doc: Doc, shell: Shell) -> Fields:
    """All fields of a version, none left out for its part; areas without those of its points, which bring their own."""
    treated = {point["area"] for point in doc["points"]}
    areas = [area for area in doc["areas"] if area not in treated]
    return fields_of(doc, shell) | {"areas": areas, "kept": ["points", "product", "areas"]}


def _belongs(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}.")
