"""Sets of grammar 1 said in grammar 2, and the other way round for phones and pages that know no other. Pure."""

from logbook.eligibility.given import RECORDED
from logbook.eligibility.grammar import VOCABULARIES
from logbook.eligibility.sentences import asked as in_words
from logbook.eligibility.sentences import limits as limits_in_words
from logbook.shapes.loose import Doc

# How sure the numbers of a set or rule are, as people read it beside the source.
SURE = {
    "read": "",
    "second_hand": "Told by others; the text itself was not read.",
    "unconfirmed": "Not confirmed.",
}
NOT_KEPT = "not recorded here yet"

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


def told(asked: Doc) -> Doc:
    """A set of grammar 2, in full, as the first grammar's documents have it: every rule of its gates, in order. Of what
    that grammar cannot say it asks for one, by a label that says the rest."""
    sure = SURE[asked["confidence"]] if asked["authority"] != "ours" else ""
    return {
        **{name: asked[name] for name in ("key", "version", "title", "authority", "as_of")},
        "source": f"{sure} {asked['source']}".strip(),
        "limits": {"reconstituted_hours": asked.get("limits", {}).get("reconstituted_hours")},
        "cusum": asked.get("cusum"),
        "rules": [_told(rule) for gate in asked["gates"] for rule in gate["rules"]],
    }


def is_sayable(rule: Doc) -> bool:
    """Whether the first grammar has a kind for a rule; of others its figures are one of one, or none."""
    return rule["any"] is None and _kind(rule) is not None


def _kind(rule: Doc) -> str | None:
    """The kind of the first grammar that counts the same."""
    is_plain = rule["of"] == "cases" and rule["min"] is not None and rule["per"] is None
    if not is_plain or rule["exclusive"] or rule["at_most"] or rule["max_share"]:
        return None
    if rule["count"] == "items" and rule["that"] is None:
        return "entries"
    if rule["count"] in ("items", "share"):
        said = {"signed_within": "signed_within"} | {field: kind for kind, field in _SAID.items()}
        return said.get(next(iter(rule["that"]))) if len(rule["that"]) == 1 else None
    kinds = {f"distinct:{field}": kind for kind, field in _DISTINCT.items()}
    return kinds.get(rule["count"])


def _told(rule: Doc) -> Doc:
    plain = {"id": rule["id"], "maximum": None, "days": None, "percent": None}
    if not is_sayable(rule):
        return plain | {
            "label": f"{rule['label']}: {_rest(rule)}",
            # A kind of which no number of further cases is reckoned, so that no page promises one.
            "kind": "discussed",
            "required": 1,
            "filters": {name: [] for name in VOCABULARIES},
            "window": {"months": None},
            "caps": {"per_model_area": None},
        }
    is_share = rule["count"] == "share"
    return plain | {
        "label": f"{rule['label']} (not confirmed)" if rule["confidence"] == "unconfirmed" else rule["label"],
        "kind": _kind(rule),
        "required": None if is_share else rule["min"],
        "percent": rule["min"] if is_share else None,
        "maximum": rule["max"],
        "days": (rule["that"] or {}).get("signed_within"),
        "filters": {name: list(rule["where"].get(name, ())) for name in VOCABULARIES},
        "window": {"months": rule["within"].get("months")},
        "caps": {"per_model_area": rule["caps"]},
    }


def _rest(rule: Doc) -> str:
    said = ", ".join(filter(None, (in_words(rule), limits_in_words(rule))))
    kinds = {part["of"] for part in ([rule] if rule["any"] is None else rule["any"])}
    return said if kinds.issubset(RECORDED) else f"{said} ({NOT_KEPT})"
