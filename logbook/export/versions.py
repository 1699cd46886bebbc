"""The versions of an entry: which wait, and which were signed before."""

from logbook import filters
from logbook.shapes.bundle import Exported, NewerStated, SignoffStated, Stated


def waits(newer: NewerStated) -> str:
    """Where a newer version stands that does not count yet: "not signed yet"."""
    if not newer["doc"]["supervisor"]:
        return "not signed yet, no supervisor named"
    return "changes asked, not signed" if newer["state"] == "returned" else "not signed yet"


def brought(entry: Exported) -> list[str]:
    """What somebody else handed in in the trainee's stead: "version 1 by Dan Weiss from a saved copy"."""
    told: list[tuple[str, Stated]] = [(f"version {kept['rev']}", kept) for kept in entry["revisions"]]
    told += [(f"review of {filters.date(kept['doc']['seen_on'])}", kept) for kept in entry["reviews"]]
    told += [("a change beside it", kept) for kept in entry["proposals"]]
    return [f"{what} by {kept['brought_by']} from a saved copy" for what, kept in told if kept["brought_by"]]


def signed_before(entry: Exported) -> list[SignoffStated]:
    """The signatures that stand under older versions than the one that counts, oldest first."""
    counts = entry["signature"]["hash"] if entry["signature"] else None
    return [
        signoff
        for signoff in entry["signoffs"]
        if signoff["doc"]["verdict"] == "signed"
        and signoff["withdrawn_at"] is None
        and signoff["hash"] != counts
    ]
