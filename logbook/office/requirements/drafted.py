"""A draft as its page shows it: every rule as a sentence, with what keeps it from being published beside it."""

from collections.abc import Sequence
from typing import Any

from logbook import filters
from logbook.eligibility import sentences
from logbook.eligibility.grammar import rules_of
from logbook.eligibility.objections import Fault
from logbook.models.engine import AnyRow
from logbook.office.requirements import editing, publishing, sets, spoken
from logbook.pages.clock import Clock
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.requirements import DraftGate, DraftLine, DraftRule
from logbook.shapes.words import Vocabulary
from logbook.vocabulary import LISTS


def page(draft: AnyRow, doc: Doc, seen: Published, words: Vocabulary, clock: Clock) -> dict[str, Any]:
    """All that is shown of a draft; `seen` is what it would be as a version."""
    found = publishing.faults(doc)
    return {
        "edition": draft.edition,
        "programme": draft.programme,
        "programme_id": draft.programme_id,
        "set": sets.facts(seen, words, is_draft=True),
        "by": draft.changer or "",
        "at": clock.local(draft.changed_at),
        "gates": [_gate(gate, seen.whole, found) for gate in seen.whole["gates"]],
        "faults": [fault.words for fault in found if fault.rule not in editing.ids(doc)],
        "wrong": len(found),
        "new_gates": [
            {"code": code, "label": label}
            for code, label in LISTS["gates"].items()
            if code not in {gate["id"] for gate in doc["gates"]}
        ],
    }


def line(draft: AnyRow, doc: Doc, clock: Clock) -> DraftLine:
    """A draft in a list."""
    return {
        "href": f"{sets.PATH}/drafts/{draft.id}",
        "title": doc["title"],
        "by": draft.changer or "",
        "at": clock.local(draft.changed_at),
    }


def changed(draft: AnyRow, clock: Clock) -> str:
    """Who changed a draft last, and when: told to whoever saves over it."""
    at = clock.local(draft.changed_at)
    when = at[11:16] if at[:10] == clock.today else filters.stamp(at)
    return f"{draft.changer or 'Somebody'} changed this draft at {when}; look again."


def wrong(doc: Doc) -> list[str]:
    """All that keeps a draft from being published, each with the rule or gate that it is about."""
    names = {gate["id"]: sentences.gate_name(gate) for gate in doc["gates"]}
    names |= {rule["id"]: rule.get("label") or rule["id"] for rule in rules_of(doc)}
    return [
        f"{names[fault.rule]}: {fault.words}" if fault.rule in names else fault.words
        for fault in publishing.faults(doc)
    ]


def of(found: Sequence[Fault], id: str) -> list[str]:
    """The sentences about a rule or a gate."""
    return [fault.words for fault in found if fault.rule == id]


def _gate(gate: Doc, whole: Doc, found: Sequence[Fault]) -> DraftGate:
    names = {one["id"]: sentences.gate_name(one) for one in whole["gates"]}
    return {
        "id": gate["id"],
        "label": names[gate["id"]],
        "needs": [names.get(id, id) for id in gate["needs"]],
        "rules": [_rule(rule, found) for rule in gate["rules"]],
        "faults": of(found, gate["id"]),
    }


def _rule(rule: Doc, found: Sequence[Fault]) -> DraftRule:
    parts = rule["any"] or []
    return {
        **spoken.rule_said(rule),
        "asked": f"{rule['least']} of {len(parts)} ways" if rule["any"] is not None else _asked(rule),
        "is_choice": rule["any"] is not None,
        "parts": [
            {
                "id": part["id"],
                "label": sentences.rule_name(part),
                "asked": "; ".join(
                    filter(
                        None,
                        (_asked(part), spoken.rule_said(part)["about"], spoken.rule_said(part)["limits"]),
                    )
                ),
                "faults": of(found, part["id"]),
            }
            for part in parts
        ],
        "faults": of(found, rule["id"]),
    }


def _asked(rule: Doc) -> str:
    return spoken.rule_said(rule)["asked"]
