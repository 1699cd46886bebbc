"""One entry as a block of lines: what was done, who answered, and the digest it can be found again by."""

from logbook import filters, moments
from logbook.export.figures import counts, counts_nothing
from logbook.export.marks import printed
from logbook.export.paper import case
from logbook.export.paper.answers import answers
from logbook.export.paper.drawings import drawn
from logbook.export.paper.heights import fits
from logbook.export.paper.requirements import REPEAT
from logbook.export.paper.versions import versions
from logbook.export.words import days, labels, listed, sentence, stamped
from logbook.shapes.bundle import Exported, LicenceOn
from logbook.shapes.loose import Doc

Line = list[str]

TONES = {"signed": "signed", "sent": "waiting", "returned": "alert", "withdrawn": "idle"}
STATUS = {
    "signed": "Signed",
    "sent": "Not signed",
    "returned": "Changes asked, not signed",
    "withdrawn": "Withdrawn",
}


def block(entry: Exported, tz: str, *, repeats: bool = False) -> Doc:
    """{title, status, tone, lines: [[label, words]], drawn, points: [[cell]], after: [[label, words]], foot, digest,
    whole}: `drawn` are its drawings (see `drawings.drawn`);

    `whole` says that it is short enough to be kept on one page; `repeats`: that it says as much as the one before.
    """
    doc = entry["doc"]
    when = filters.stamp(f"{doc['performed_on']}T{doc['performed_at']}")
    waits = entry["state"] == "signed" and not counts(entry) and not counts_nothing(entry)
    status = "Signed by somebody not confirmed yet" if waits else STATUS[entry["state"]]
    made = {
        "title": f"{entry['number']}. {when} · {labels(doc['areas'], 'areas')} · Model {doc['model']['code']}",
        "status": f"{status}, with a later change that is not"
        if entry["unsigned_change"] or entry["newer"]
        else status,
        "tone": TONES["sent" if waits else entry["state"]],
        # Of a withdrawn entry it is enough to know that it was there, and why it went.
        "lines": _said(
            []
            if entry["state"] == "withdrawn"
            else case.lines(doc) + _treated(entry["treated_under"]) + _repeat(repeats)
        ),
        "drawn": [] if entry["state"] == "withdrawn" else drawn(doc),
        "points": [] if entry["state"] == "withdrawn" else case.points(doc),
        "after": _said(
            ([] if entry["state"] == "withdrawn" else case.after(doc))
            + answers(entry, tz)
            + versions(entry, tz)
        ),
        "foot": _foot(entry, tz),
        "digest": filters.short(entry["hash"]),
    }
    return made | {"whole": fits(made)}


def _treated(licence: LicenceOn | None) -> list[Line]:
    # Of a day like any other nothing is said.
    marked = licence is not None and not licence["valid"]
    return [["Trainee’s licence", sentence(listed(printed(licence)))]] if marked else []


def _repeat(repeats: bool) -> list[Line]:
    return [["Repeat", REPEAT]] if repeats else []


def _foot(entry: Exported, tz: str) -> str:
    """When the entry arrived, how long after the treatment, and the version printed here."""
    ahead = entry["ahead"] >= moments.TOLD
    soon = f"{moments.far(entry['ahead'])} before its own date" if ahead else days(entry["entry_delay"])
    nothing = " It does not count." if counts_nothing(entry) else ""
    first = f"Received {stamped(entry['received_first'], tz)}, {soon}.{nothing}"
    later = f", received {stamped(entry['received_at'], tz)}" if entry["rev"] > 1 else ""
    return f"{first} Version {entry['rev']}{later}. Digest"


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line[1]]
