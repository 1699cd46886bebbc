"""What was answered to an entry: signature, feedback, changes asked, reviews, and what was taken back."""

from logbook import filters, moments
from logbook.export import marks
from logbook.export.paper.setting import isolated
from logbook.export.words import complication, corrections, days, listed, registration, stamped
from logbook.filters import lowered
from logbook.shapes.bundle import (
    BelatedStated,
    Exported,
    Handed,
    LicenceOn,
    ProposalStated,
    Signature,
    SignoffStated,
    Stated,
)
from logbook.shapes.statements import Lines, Review, Signoff, Withdrawal
from logbook.vocabulary import label

Line = list[str]

# Why a change stands beside its entry, told to whoever reads the paper.
LATE = {
    "signed_meanwhile": "It came after the signature and is not part of what was signed.",
    "both_changed": "It was made on another device at the same time and is not part of what is printed here.",
    "gone": "It came after the entry was withdrawn.",
}


def answers(entry: Exported, tz: str) -> list[Line]:
    """Lines [label, words], in the order in which things happened, the standing signature last."""
    lines: list[Line] = [["Handed over", handed(one, tz)] for one in entry["handed"]]
    lines += [["Came late", belated(one, tz)] for one in entry["belated"]]
    lines += [["Set aside", words] for words in asides(entry, tz)]
    reasons = {kept["doc"]["of"]["id"]: kept["doc"] for kept in entry["withdrawals"]}
    for signoff in entry["signoffs"]:
        if entry["signature"] is None or signoff["hash"] != entry["signature"]["hash"]:
            lines += _earlier(entry, signoff, reasons.get(signoff["doc"]["id"]), tz)
    lines += [review(kept["doc"]) for kept in entry["reviews"]]
    if entry["signature"]:
        lines += _signature(entry, entry["signature"])
    elif entry["id"] in reasons:
        taken = reasons[entry["id"]]
        lines.append(["Withdrawn", f"{stamped(taken['at'], tz)}: {taken['reason']}"])
    else:
        lines.append(["Signature", _none(entry)])
    return lines + [_proposal(proposal, tz) for proposal in entry["proposals"] if not proposal["closed_at"]]


def handed(one: Handed, tz: str) -> str:
    """Whom it named then, to whom and by whom it was handed: "named A, handed to B by C, 12 Nov 2026: away"."""
    who = f"named {isolated(one['named'])}, handed to {isolated(one['to'])} by {isolated(one['by'])}"
    return f"{who}, {stamped(one['at'], tz)}: {one['reason']}"


def asides(entry: Exported, tz: str) -> list[str]:
    """By whom and why a case is set aside, and who took that back: it counts for no rule while one stands."""
    back = {kept["doc"]["of"]["id"]: kept["doc"] for kept in entry["withdrawals"]}
    told = []
    for kept in entry["set_asides"]:
        doc = kept["doc"]
        reason = lowered(label(doc["reason"], "aside_reasons"))
        words = f"{stamped(doc['at'], tz)} by {isolated(doc['by_name'])}: {reason}"
        gone = back.get(doc["id"])
        end = f"Taken back {stamped(gone['at'], tz)}: {gone['reason']}" if gone else "It counts for no rule."
        told.append(f"{words}. {end}")
    return told


def belated(one: BelatedStated, tz: str) -> str:
    """An answer that came after its signer had left, and what its coordinator decided."""
    doc = one["doc"]
    what = "signed" if doc["verdict"] == "signed" else f"asked for changes: {doc['feedback']}"
    said = f"{stamped(doc['signed_at'], tz)} by {isolated(doc['signer']['name'])}, {what}"
    return f"{said}. By somebody who has left: it came after their role had ended. {_decided(one, tz)}"


def _decided(one: BelatedStated, tz: str) -> str:
    if one["decided_at"] is None:
        return "The coordinator has not decided about it yet, and it counts for nothing."
    return f"Not accepted by {isolated(one['by'] or '')}, {stamped(one['decided_at'], tz)}."


def _admitted(one: Stated) -> str:
    return (
        f" By somebody who has left, accepted by {isolated(one['brought_by'])}." if one["brought_by"] else ""
    )


def _none(entry: Exported) -> str:
    """The line of a case without a signature: whether nobody is named, or whom it was sent to."""
    if not entry["doc"]["supervisor"]:
        return "None. The trainee has not named a supervisor yet"
    if entry["held_by"] != entry["supervisor_name"]:
        return f"None. Waits for {entry['held_by']}"
    return f"None. Sent to {entry['supervisor_name'] or 'the supervisor named'}"


def _signature(entry: Exported, signature: Signature) -> list[Line]:
    doc, grade = signature["doc"], signature["grade"]
    words = [
        f"{filters.stamp(entry['signed_at'])}, {_when_signed(entry)}",
        f"by {isolated(doc['signer']['name'])}",
        registration(doc["signer"]),
        *marks.printed(under(entry, doc)),
        label(grade, "grade_short") if grade else "",
        _admitted(signature).strip(" ."),
    ]
    help = f"{doc['rating']} of 5, supervisor: “{label(str(doc['rating']), 'ratings')}”"
    return [
        ["Signed", listed(words)],
        *instead(entry, doc),
        ["Help needed", help if doc["rating"] is not None else "Not rated: signed as having been present"],
        ["Rated", listed(rated(doc))],
        ["Feedback", doc["feedback"]],
        *corrections(doc["corrections"]),
    ]


def rated(doc: Signoff) -> list[str]:
    """What a signature says of each part of the work: "aseptic technique 4"."""
    return [
        f"{lowered(label(name, 'domains'))} {rating}"
        for name, rating in doc["domains"].items()
        if rating is not None
    ]


def instead(entry: Exported, doc: Signoff) -> list[Line]:
    """Both names where somebody else signed than the supervisor named, with the reason where one was asked."""
    named = entry["supervisor_name"]
    if not named or entry["doc"]["supervisor"] in ("", None, doc["signer"]["id"]):
        return []
    reason = doc.get("instead_reason")
    return [["In place of", f"{named}, who is named in the case{': ' + reason if reason else ''}"]]


def under(entry: Exported, signoff: Signoff) -> LicenceOn | None:
    """How the licence stood under which a signature was given."""
    return next((one for one in entry["signed_under"] if one["signoff"] == signoff["id"]), None)


def _earlier(entry: Exported, signoff: SignoffStated, taken: Withdrawal | None, tz: str) -> list[Line]:
    doc, printed = signoff["doc"], entry["rev"]
    name, at = isolated(doc["signer"]["name"]), stamped(doc["signed_at"], tz)
    if doc["verdict"] == "returned":
        about = f" about version {doc['entry_rev']}" if doc["entry_rev"] > printed else ""
        return [
            ["Changes asked", f"{at} by {name}{about}: {doc['feedback']}{_admitted(signoff)}"],
            *corrections(doc["corrections"]),
        ]
    if taken:
        return [
            [
                "Taken back",
                f"{at} by {name}, taken back {stamped(taken['at'], tz)}: {taken['reason']}",
            ]
        ]
    said = [f"{at} by {name}", registration(doc["signer"]), *marks.printed(under(entry, doc))]
    who = listed([*said, f"under version {doc['entry_rev']}"])
    return [["Signed before", who]]


def review(doc: Review) -> Line:
    if doc["result"] == "not_seen":
        words = f"{filters.date(doc['seen_on'])}: {lowered(label(doc['result'], 'results'))}"
        return ["Review", f"{words}. {doc['reflection']}".removesuffix(". ")]
    events = "; ".join(lowered(complication(event)) for event in doc["events"])
    words = listed(
        [
            f"{filters.date(doc['seen_on'])}: {lowered(label(doc['result'], 'results'))}",
            f"asymmetry {lowered(label(doc['asymmetry'], 'asymmetries'))}",
            _top_up(doc),
            _lines(doc.get("severity_after") or {}),
            f"complications: {events or 'none seen'}",
        ]
    )
    return ["Review", f"{words}. {doc['reflection']}".removesuffix(". ")]


def _top_up(doc: Review) -> str:
    # Statements of older builds do not say how much.
    dose, areas = doc.get("top_up_units_tenths"), doc.get("top_up_areas") or []
    more = [filters.units(dose)] if dose else []
    more += [lowered(label(area, "areas")) for area in areas]
    said = f"top-up {lowered(label(doc['top_up'], 'top_ups'))}"
    return f"{said} ({', '.join(more)})" if more else said


def _lines(graded: dict[str, Lines]) -> str:
    """ "lines now: glabella none at rest, mild in movement"."""
    found = [
        f"{lowered(label(area, 'areas'))} {lowered(label(str(ways['rest']), 'severity_grades'))} at rest, "
        f"{lowered(label(str(ways['dynamic']), 'severity_grades'))} in movement"
        for area, ways in graded.items()
    ]
    return f"lines now: {'; '.join(found)}" if found else ""


def _proposal(proposal: ProposalStated, tz: str) -> Line:
    reason = LATE.get(proposal["code"], "It is not part of what is printed here.")
    return ["Beside it", f"A change received {stamped(proposal['received_at'], tz)}. {reason}"]


def _when_signed(entry: Exported) -> str:
    return "before its own date" if entry["ahead"] >= moments.TOLD else days(entry["signoff_delay"] or 0)
