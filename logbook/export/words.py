"""Small words for paper and spreadsheet: local times, lists, names of codes."""

from collections.abc import Iterable, Mapping
from typing import Any

from logbook import clinical, filters, instants, vocabulary, warnings
from logbook.filters import lowered
from logbook.shapes.bundle import Confirmation, SetAnew, SignerLine
from logbook.shapes.statements import Complication, Correction, Entry


def stamped(instant: str, tz: str) -> str:
    """An instant on the wall of a zone, in words: "20 November 2026, 10:31am"."""
    return filters.stamp(instants.local(instant, tz))


def listed(parts: Iterable[str]) -> str:
    """The parts that say something, with commas between them."""
    return ", ".join(part for part in parts if part)


def labels(codes: Iterable[str], name: str) -> str:
    """The words for several codes of a list, the first one as a sentence begins."""
    words = [vocabulary.label(code, name) for code in codes]
    return ", ".join(words[:1] + [lowered(word) for word in words[1:]])


def sentence(words: str) -> str:
    """Words with a capital in front, as a sentence begins."""
    return words[:1].upper() + words[1:]


def corrections(rows: Iterable[Correction]) -> list[list[str]]:
    """What was seen and how it was corrected, a line [label, words] for each."""
    return [
        [
            "Correction",
            f"{row['seen']}; corrected: {row['correction']}{' (seen before)' if row['repeat'] else ''}",
        ]
        for row in rows
    ]


def warned(code: str) -> str:
    """A warning that was overridden; "rule:area" says its area: "An area that is not on the label (chin)"."""
    rule, _, area = code.partition(":")
    words = vocabulary.label(rule, "warnings").removesuffix(".")
    return f"{words} ({lowered(vocabulary.label(area, 'areas'))})" if area else words


def days(number: int) -> str:
    """A delay: "the same day", "1 day later", "4 days later"."""
    return "the same day" if number == 0 else filters.count(number, "day later", "days later")


def unusual(doc: Entry) -> list[str]:
    """What looks unusual in a case as codes, reckoned here, then what only its writer's device knew."""
    codes = warnings.codes(doc, warnings.around_of(doc, None, clinical.as_json()))
    said = [warning["code"] for warning in doc["warnings"]]
    return codes + [code for code in said if code not in codes]


def set_anew(times: Iterable[SetAnew], tz: str) -> str:
    """With whose links a password was set anew: "password set anew by Dan Weiss on 20 November 2026, 10:31am"."""
    said = [f"by {one['by'] or 'the host'} on {stamped(one['at'], tz)}" for one in times]
    return f"password set anew {', '.join(said)}" if said else ""


def registration(person: Mapping[str, Any]) -> str:
    """Body and number of a signer or a person: "GMC 7012345"."""
    body, number = (
        person.get("body", person.get("licence_body")),
        person.get("number", person.get("licence_number")),
    )
    return f"{body} {number}".strip()


def signed_as(line: SignerLine) -> str:
    """The present name of a signer, and the one they signed under where that differs."""
    present, said = line["present"], line["name"]
    return said if present == said else f"{present} (signed as {said})"


def confirmation(found: Confirmation | None) -> str:
    """Whether a coordinator confirmed who a signer is: "confirmed by Dan Weiss on 3 November 2026"."""
    if found is None:
        return "not confirmed yet: does not count until then"
    if found["how"] == "before":
        return "not confirmed"
    how = lowered(vocabulary.label(found["how"], "confirmations"))
    return f"confirmed by {found['by'] or 'the host'} on {filters.date(found['at'][:10])} ({how})"


def complication(event: Complication) -> str:
    """ "Bruising, mild, on day 0, advice given, gone on 3 November 2026"."""
    return listed(
        [
            vocabulary.label(event["kind"], "events"),
            lowered(vocabulary.label(event["severity"], "severities")),
            f"on day {event['onset_day']}" if event["onset_day"] is not None else "",
            lowered(vocabulary.label(event["action"], "actions")),
            {True: "supervisor told", False: "supervisor not told yet", None: ""}[
                event.get("supervisor_told")
            ],
            _reported(event.get("reported_to", "")),
            f"gone on {filters.date(event['resolved_on'])}" if event["resolved_on"] else "",
        ]
    )


def _reported(code: str) -> str:
    # Statements made before this was asked do not say.
    if not code:
        return ""
    words = vocabulary.label(code, "reported_to")
    return f"reported to {lowered(words) if code == 'none' else words}"
