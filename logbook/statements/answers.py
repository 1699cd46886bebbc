"""The answers to a case read from their forms: sign-off and withdrawal. Twin of twins/statements/answers.js."""

from typing import Any

from logbook.statements.forms import Fields, read_form


def signoff(fields: Fields, context: dict[str, Any], shell: dict[str, Any]) -> dict[str, Any]:
    """{"doc": the sign-off v1, "problems": {name: [words]}}.

    `context`: id, nonce, verdict (signed | returned), entry {id, rev, hash}, signer {id, name, body, number}, now, tz.
    """
    values, problems = read_form("signoff", fields, shell)
    verdict = context["verdict"]
    if verdict == "signed" and values["rating"] is None:
        problems["rating"] = ["Choose how much help was needed"]
    if verdict == "returned":
        values["rating"] = None
        problems.pop("rating", None)
        if not values["feedback"]:
            problems.setdefault("feedback", ["Write what needs changing"])
    entry, vocabulary = context["entry"], shell["vocabulary"]
    meaning = vocabulary["meaning_of_verdict"][verdict]
    doc = {"typ": "signoff", "v": 1, "id": context["id"], "nonce": context["nonce"], "verdict": verdict}
    doc |= {"entry": entry["id"], "entry_rev": entry["rev"], "entry_hash": entry["hash"]}
    doc |= {"rating": values["rating"], "feedback": values["feedback"]}
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


def withdrawal(fields: Fields, context: dict[str, Any], shell: dict[str, Any]) -> dict[str, Any]:
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
