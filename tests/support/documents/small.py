"""Statements no larger than a rule of sync needs them to be."""

from typing import Any

from tests.support.browser.lab import ACCOUNT, Doc, canonical, sha

ENTRY = "30000000-0000-4000-8000-000000000001"
OTHER = "30000000-0000-4000-8000-000000000002"


def an_entry(id: str = ENTRY, **changes: Any) -> Doc:
    doc = {"typ": "entry", "v": 1, "id": id, "rev": 1, "prev": None, "mutation": "m1", "trainee": ACCOUNT}
    doc |= {"warnings": [], "place": "Room 1", "reflection": "", "model": {"code": "K7PD", "sex": ""}}
    return doc | changes


def numbered(number: int) -> Doc:
    """One of many entries; its mutation is "m<number>"."""
    return an_entry(f"{ENTRY[:-3]}{number:03}", mutation=f"m{number}")


def a_change_of(base: Doc, mutation: str, **changes: Any) -> Doc:
    return base | {"rev": base["rev"] + 1, "prev": sha(canonical(base)), "mutation": mutation} | changes


def basis(doc: Doc) -> Doc:
    return {"rev": doc["rev"], "hash": sha(canonical(doc)), "stmt": canonical(doc)}


def conflict(code: str, head: Doc) -> Doc:
    return {"status": "conflict", "code": code, "head": basis(head)}
