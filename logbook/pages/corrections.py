"""What supervisors corrected in a trainee's cases, offered again with each new one. Twin of pages/corrections.js."""

from logbook.pages.cases import Doc, View
from logbook.pages.drawing import Fields
from logbook.state import came

# A list that is read in a second; older corrections have had their turn, and /progress counts them all.
OFFERED = 5


def heard_before(view: View, case: Doc | None) -> Fields:
    """The fields of "Seen again?": the newest distinct corrections of the viewer's cases, not yet named in this one."""
    named = {pair["seen"] for pair in case["doc"]["corrections"]} if case else set()
    found: dict[str, str] = {}
    for pair in _received(view):
        if pair["seen"] not in named:
            found.setdefault(pair["seen"], pair["correction"])
    fields: Fields = {}
    for number, (seen, correction) in enumerate(list(found.items())[:OFFERED]):
        fields |= {f"again.{number}.seen": [seen], f"again.{number}.correction": [correction]}
    return fields


def _received(view: View) -> list[Doc]:
    """All pairs that stand in answers to the viewer's cases, newest first."""
    answers = [answer for case in view.cases if case["mine"] for answer in case["answers"]]
    answers.sort(key=came, reverse=True)
    return [pair for answer in answers for pair in answer["doc"]["corrections"]]
