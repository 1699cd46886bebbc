"""What is said of a case, read from its form: sign-off, setting aside, withdrawal.

Twin of twins/statements/answers.js.
"""

from typing import Any

from logbook.schemas import words
from logbook.shapes import Shell
from logbook.statements.forms import Fields, Problems, read_form


def signoff(fields: Fields, context: dict[str, Any], shell: Shell) -> dict[str, Any]:
    """{"doc": the sign-off v1, "problems": {name: [words]}}.

    `context`: id, nonce, verdict (signed | returned), entry {id, rev, hash, part, supervisor}, signer {id, name, body,
    number}, now, tz.
    """
    values, problems = read_form("signoff", fields, shell)
    verdict, entry, vocabulary = context["verdict"], context["entry"], shell["vocabulary"]
    present = vocabulary["meaning_of_part"].get(entry["part"])
    _rated(values, problems, verdict, bool(present))
    _in_place_of(values, problems, verdict, entry["supervisor"] not in (None, "", context["signer"]["id"]))
    if verdict == "returned":
        values["rating"] = None
        problems.pop("rating", None)
        if not values["feedback"]:
            problems.setdefault("feedback", [words.FEEDBACK])
    meaning = (present if verdict == "signed" else None) or vocabulary["meaning_of_verdict"][verdict]
    doc = {"typ": "signoff", "v": 1, "id": context["id"], "nonce": context["nonce"], "verdict": verdict}
    doc |= {"entry": entry["id"], "entry_rev": entry["rev"], "entry_hash": entry["hash"]}
    doc |= {"rating": values["rating"], "feedback": values["feedback"]}
    doc["instead_reason"] = values["instead_reason"]
    doc["domains"] = {domain: None for domain in vocabulary["domains"]}
    doc["corrections"] = [
        {key: value for key, value in row.items() if key != "_row"} for row in values["corrections"]
    ]
    doc["meaning"] = {"id": meaning, "lang": "en", "text": vocabulary["meanings"][meaning]["en"]}
    doc["signer"] = {name: context["signer"][name] for name in ("id", "name", "body", "number")} | {
        "cred": None
    }
    doc |= {"signed_at": context["now"], "tz": context["tz"]}
    return {"doc": doc | {"dev": None, "seq": None, "dev_prev": None, "tree": None}, "problems": problems}


def _rated(values: dict[str, Any], problems: Problems, verdict: str, present: bool) -> None:
    """Who watched needed no help: the signature says that the supervisor was present, and rates nothing."""
    if present:
        values["rating"] = None
        problems.pop("rating", None)
    elif verdict == "signed" and values["rating"] is None:
        problems["rating"] = [words.HELP]


def _in_place_of(values: dict[str, Any], problems: Problems, verdict: str, other: bool) -> None:
    """Only who signs, and is not the supervisor named, says why."""
    if verdict != "signed" or not other:
        values["instead_reason"] = ""
        problems.pop("instead_reason", None)
    elif not values["instead_reason"]:
        problems.setdefault("instead_reason", ["Say why you sign in place of the supervisor named"])


def set_aside(fields: Fields, context: dict[str, Any], shell: Shell) -> dict[str, Any]:
    """{"doc": the set_aside v1, "problems": {name: [words]}}. `context`: id, entry {id, rev, hash}, account, name, now,
    tz."""
    values, problems = read_form("set_aside", fields, shell)
    entry = context["entry"]
    doc = {"typ": "set_aside", "v": 1, "id": context["id"], "reason": values["reason"]}
    doc |= {"entry": entry["id"], "entry_rev": entry["rev"], "entry_hash": entry["hash"]}
    doc |= {"by": context["account"], "by_name": context["name"]}
    return {"doc": doc | {"at": context["now"], "tz": context["tz"]}, "problems": problems}


def withdrawal(fields: Fields, context: dict[str, Any], shell: Shell) -> dict[str, Any]:
    """{"doc": the withdrawal v1, "problems": {name: [words]}}. `context`: id, of {kind, id}, of_hash, account, now."""
    values, problems = read_form("withdrawal", fields, shell)
    doc = {
        "typ": "withdrawal",
        "v": 1,
        "id": context["id"],
        "reason": values["reason"],
        "by": context["account"],
    }
    doc |= {"of": {"kind": context["of"]["kind"], "id": context["of"]["id"]}, "of_hash": context["of_hash"]}
    return {"doc": doc | {"at": context["now"]}, "problems": problems}
