"""Requirement sets in words, as a coordinator reads and compares them. Pure."""

from logbook.eligibility import grammar, sentences
from logbook.eligibility.older import SURE
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.programmes import GateSaid, RuleSaid, SetSaid
from logbook.shapes.words import Vocabulary


def said(asked: Published, words: Vocabulary) -> SetSaid:
    """A set with its rules; what counts for no rule is how long a product keeps, and where the learning curve has
    lines."""
    whole = asked.whole
    return {
        "key": asked.key,
        "title": whole["title"],
        "source": asked.told["source"],
        "as_of": whole["as_of"],
        "version": asked.version,
        "authority": words["authorities"][whole["authority"]],
        "rules": [rule_said(rule) for gate in whole["gates"] for rule in gate["rules"]],
        "also": also(whole),
    }


def gates(whole: Doc) -> list[GateSaid]:
    """The gates of a set (as `grammar.read` gives it) in their order, each with its rules."""
    names = {gate["id"]: sentences.gate_name(gate) for gate in whole["gates"]}
    return [
        {
            "id": gate["id"],
            "label": names[gate["id"]],
            "needs": [names.get(id, id) for id in gate["needs"]],
            "rules": [rule_said(rule) for rule in gate["rules"]],
        }
        for gate in whole["gates"]
    ]


def rule_said(rule: Doc) -> RuleSaid:
    """A rule, as `grammar.read` gives it, in words."""
    about = sentences.about(rule["where"]) if rule["any"] is None else ""
    return {
        "id": rule["id"],
        "label": sentences.rule_name(rule),
        "asked": sentences.asked(rule),
        "about": "; ".join(filter(None, (about, rule["note"]))),
        "limits": sentences.limits(rule),
    }


def read(rule: Doc, doc: Doc) -> Doc:
    """A rule of a draft, or a part of one, as `grammar.read` gives it."""
    return next(one for one in grammar.rules_of(grammar.read(doc)) if one["id"] == rule["id"])


def whom(whole: Doc) -> str:
    """Whom a set is about: "for dentist; US-NV"; "" where that is everybody."""
    return sentences.limits({"any": [], "applies": whole.get("applies"), "unless": None})


def sure(whole: Doc) -> str:
    """How sure its numbers are; "" where the source itself was read."""
    return SURE[whole["confidence"]]


def also(whole: Doc) -> list[str]:
    """What counts for no rule."""
    hours, levels = whole.get("limits", {}).get("reconstituted_hours"), whole.get("cusum")
    found = [] if hours is None else [f"A product that was made up is used within {hours} hours."]
    if levels:
        acceptable, unacceptable = levels["acceptable_percent"], levels["unacceptable_percent"]
        found.append(
            f"Learning curve: {acceptable}% of cases falling short is acceptable, {unacceptable}% is not."
        )
    return found
