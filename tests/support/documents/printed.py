"""What an exported file says, read the way its receiver would."""

import csv
import io
import subprocess
from typing import Any

from logbook import export

DAYS = ("2026-11-01", "2026-11-30")
NOW = "2026-11-25T12:00:00Z"


def text_of(pdf: bytes) -> str:
    """All words of a PDF, the line breaks of its layout undone."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def rows_of(bundle: dict[str, Any]) -> list[dict[str, str]]:
    """The spreadsheet as dicts by its heads."""
    return list(csv.DictReader(io.StringIO("".join(export.lines(bundle)).removeprefix("\ufeff"))))


def kinds_of(node: Any, found: set[str] | None = None) -> set[str]:
    """The kinds of elements in a PDF's structure tree."""
    found = set() if found is None else found
    node = node.get_object()
    if isinstance(node, dict):
        if "/S" in node:
            found.add(node["/S"])
        inner = node.get("/K", [])
        for child in inner if isinstance(inner, list) else [inner]:
            if not isinstance(child, int):
                kinds_of(child, found)
    return found
