"""Sets of grammar 1 said in grammar 2. Pure."""

from logbook.shapes.loose import Doc

# Which words of the first grammar ask for different ones of what.
_DISTINCT = {"models": "model", "supervisors": "signer", "skin_types": "skin_type"}


def converted(asked: Doc) -> Doc:
    """A set as `requirements.read` gives it, in grammar 2: one gate, the same rules under the same ids."""
    made = {
        "grammar": 2,
        **{name: asked[name] for name in ("key", "version", "title", "authority", "source", "as_of")},
        "confidence": "unconfirmed",
        "gates": [{"id": "hands_on", "rules": [_rule(rule) for rule in asked["rules"]]}],
    }
    if asked["limits"]["reconstituted_hours"] is not None:
        made["limits"] = dict(asked["limits"])
    if asked["cusum"]:
        made["cusum"] = dict(asked["cusum"])
    return made


def _rule(rule: Doc) -> Doc:
    where: Doc = {name: sorted(words) for name, words in rule["filters"].items() if words}
    made = {"id": rule["id"], "label": rule["label"], "of": "cases", **_measure(rule), "where": where}
    if rule["maximum"] is not None:
        made["max"] = rule["maximum"]
    made["within"] = {"months": rule["window"]["months"]} if rule["window"]["months"] is not None else {}
    made["caps"] = {"model_area": most} if (most := rule["caps"]["per_model_area"]) is not None else {}
    return made


def _measure(rule: Doc) -> Doc:
    kind = rule["kind"]
    if kind in _DISTINCT:
        return {"count": f"distinct:{_DISTINCT[kind]}", "min": rule["required"]}
    if kind == "entries":
        return {"count": "items", "min": rule["required"]}
    that = {"signed_within": rule["days"]} if kind == "signed_within" else {_SAID[kind]: True}
    if rule["percent"] is not None:
        return {"count": "share", "min": rule["percent"], "that": that}
    return {"count": "items", "min": rule["required"], "that": that}


_SAID = {"reviews": "reviewed", "discussed": "discussed"}
