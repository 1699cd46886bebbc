"""The versions of a case on paper: all of them with moment and digest, and what a newer one would change."""

from itertools import pairwise

from logbook import filters
from logbook.export.paper import case
from logbook.export.versions import brought, waits
from logbook.export.words import sentence, stamped
from logbook.shapes import Entry
from logbook.shapes.bundle import Exported, NewerStated, RevisionStated

Line = list[str]


def versions(entry: Exported, tz: str) -> list[Line]:
    """Lines [label, words]: the newer version that waits, in what it says otherwise; every version there is; and what
    was brought by somebody else."""
    lines = _newer(entry, entry["newer"], tz) if entry["newer"] else []
    if len(entry["revisions"]) > 1:
        lines.append(["Versions", "; ".join(_version(kept, tz) for kept in entry["revisions"])])
        lines += _history(entry)
    return lines + [["Brought", sentence("; ".join(brought(entry)))]]


def _history(entry: Exported) -> list[Line]:
    """What each version up to the one printed says otherwise than the one before it."""
    told = [kept for kept in entry["revisions"] if kept["rev"] <= entry["rev"]]
    return [
        [f"Changed in {after['rev']}", words]
        for before, after in pairwise(told)
        for words in _differing(before["doc"], after["doc"], "before")
    ]


def _version(kept: RevisionStated, tz: str) -> str:
    return f"{kept['rev']} received {stamped(kept['received_at'], tz)}, {filters.short(kept['hash'])}"


def _newer(entry: Exported, newer: NewerStated, tz: str) -> list[Line]:
    """What the newer version says otherwise: "Reflection: Slower next time. (signed: Mark up first.)"."""
    at = stamped(newer["received_at"], tz)
    head = f"Version {newer['rev']} of {at}, {waits(newer)}. What is printed above is signed and counts."
    changes = _differing(entry["doc"], newer["doc"], "signed")
    return [["New version", head], *([f"In version {newer['rev']}", words] for words in changes)]


def _differing(before: Entry, after: Entry, word: str) -> list[str]:
    old, new = _by_label(before), _by_label(after)
    labels = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    changed = [
        f"{name}: {new.get(name) or 'nothing'} ({word}: {old.get(name) or 'nothing'})" for name in labels
    ]
    return changed or ["The same words; other details, such as places of points, differ."]


def _by_label(doc: Entry) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, words in case.told(doc):
        if words:
            found.setdefault(name, []).append(words)
    return {name: "; ".join(several) for name, several in found.items()}
