"""The versions of an entry: which wait, and which were signed before."""

from typing import Any

Doc = dict[str, Any]


def waits(newer: Doc) -> str:
    """Where a newer version stands that does not count yet: "not signed yet"."""
    return "changes asked, not signed" if newer["state"] == "returned" else "not signed yet"


def signed_before(entry: Doc) -> list[Doc]:
    """The signatures that stand under older versions than the one that counts, oldest first."""
    return [
        signoff
        for signoff in entry["signoffs"]
        if signoff["doc"]["verdict"] == "signed"
        and signoff["withdrawn_at"] is None
        and signoff["hash"] != (entry["signature"] or {}).get("hash")
    ]
