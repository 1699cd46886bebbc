"""What is said of a treatment that lies ahead, or before its trainee joined. Twin of pages/dating.js."""

from logbook import moments
from logbook.filters import date
from logbook.pages.cases import Doc, View
from logbook.pages.days import plus_days


def ahead(view: View, doc: Doc, around: Doc) -> str | None:
    """What is said beside a date of treatment that lies ahead; None where it does not, or is not written now."""
    on, minutes = doc["performed_on"], around["lead"]
    if minutes < moments.TOLD:
        return None
    guess = date(moments.meant(on, minutes, view.today))
    if on == view.today:
        return f"This is {moments.far(minutes)} ahead. Did you mean yesterday, {guess}?"
    if minutes < moments.REFUSED and on == plus_days(view.today, 1):
        return f"This is tomorrow. Did you mean today, {guess}?"
    return f"{date(on)} is {moments.far(minutes)} ahead. Did you mean {guess}?"


def early(view: View, doc: Doc, around: Doc) -> str | None:
    """What is said beside one from before its trainee joined."""
    on, joined = doc["performed_on"], around["joined"]
    if not joined or on >= joined:
        return None
    return f"{date(on)} is before the trainee joined the programme, on {date(joined)}."


def dated_after(case: Doc) -> str:
    """What is said of a case that is dated after the server received it; "" where it is not."""
    record = case["record"]
    if not record or not record["received_at"]:
        return ""
    minutes = moments.treatment_lead(record["doc"], record["received_at"])
    if minutes < moments.TOLD:
        return ""
    words = f"Dated {moments.far(minutes)} after it was received."
    return words if minutes < moments.REFUSED else f"{words} It does not count until its date is put right."
