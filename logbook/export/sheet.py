"""The entries as a spreadsheet: one line each, with every cell a spreadsheet could run as a formula disarmed."""

import csv
import re
from collections.abc import Iterator
from typing import Any

from logbook import expiry, filters
from logbook.export.versions import brought, signed_before, waits
from logbook.export.words import complication, confirmation, corrections, labels, lowered, registration
from logbook.vocabulary import label

Bundle = dict[str, Any]
Cell = str | int

# A cell that begins with one of these is a formula to Excel, LibreOffice and Google Sheets; the wide ones in Japan.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Opened with another separator than ours, as a European Excel does, a cell begins after each of these.
_AFTER_SEPARATOR = re.compile("([;,|\t] *)([=+\\-@＝＋－＠])")
HEADS = (
    "Number",
    "Entry",
    "Version",
    "Digest",
    "Status",
    "Treated on",
    "Treated at",
    "Received first (UTC)",
    "Days to arrival",
    "Part",
    "Setting",
    "Areas",
    "Model",
    "Age",
    "Sex",
    "Skin type",
    "Product",
    "Batch",
    "Expires on",
    "Units",
    "Points",
    "Needle",
    "Complications",
    "Corrections",
    "Scenario",
    "Own view",
    "Reflection",
    "Supervisor named",
    "Signed by",
    "Registration",
    "Signed at (UTC)",
    "Days to signature",
    "Grade",
    "Help needed",
    "Feedback",
    "Reviews",
    "Versions (UTC)",
    "Newer version",
    "Signed before by",
    "Brought by somebody else",
    "Signer confirmed",
)


def lines(bundle: Bundle) -> Iterator[str]:
    """The file in pieces, a line each: UTF-8 with a byte order mark, without which Excel misreads every name."""
    line = csv.writer(_Echo()).writerow
    yield "\ufeff" + line(HEADS)
    for entry in bundle["entries"]:
        yield line([guarded(cell) for cell in _cells(entry)])


def guarded(cell: Cell) -> Cell:
    """A text that would be run as a formula gets an apostrophe, which spreadsheets take for "this is text"."""
    if not isinstance(cell, str):
        return cell
    inside = _AFTER_SEPARATOR.sub(r"\1'\2", cell)
    return f"'{inside}" if cell.startswith(_FORMULA) else inside


class _Echo:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _cells(entry: Bundle) -> list[Cell]:
    doc, model = entry["doc"], entry["doc"]["model"]
    return [
        *(entry[name] for name in ("number", "id", "rev", "hash")),
        label(entry["state"], "states"),
        doc["performed_on"],
        doc["performed_at"],
        entry["received_first"],
        entry["entry_delay"],
        label(doc["part"], "parts"),
        label(doc["setting"], "settings"),
        labels(doc["areas"], "areas"),
        *(model["code"], model["age_band"], label(model["sex"], "sexes"), model["skin_type"]),
        *_product(doc),
        "; ".join(complication(event) for event in doc["events"]) or "None seen",
        "; ".join(words for _, words in corrections(doc["corrections"])),
        *(doc["scenario"], doc["self_rating"] or "", doc["reflection"]),
        entry["supervisor_name"],
        *_signature(entry),
        "; ".join(_review(review["doc"]) for review in entry["reviews"]),
        "; ".join(f"{kept['rev']}: {kept['received_at']}, {kept['hash']}" for kept in entry["revisions"]),
        _newer(entry["newer"]),
        "; ".join(_before(kept["doc"]) for kept in signed_before(entry)),
        "; ".join(brought(entry)),
        confirmation(entry["confirmed"]) if entry["signature"] else "",
    ]


def _newer(newer: Bundle | None) -> str:
    """A newer version that waits, and what it says otherwise than the signed one."""
    return f"{newer['rev']}: {newer['received_at']}, {waits(newer)}" if newer else ""


def _before(doc: Bundle) -> str:
    signer = doc["signer"]
    return f"{signer['name']}, {registration(signer)}, version {doc['entry_rev']}, {doc['signed_at']}"


def _product(doc: Bundle) -> list[Cell]:
    product = doc["product"] or {"code": "", "batch": "", "expires_on": None}
    return [
        label(product["code"], "products"),
        product["batch"],
        expiry.printed(product) or "",
        filters.tenths(sum(point["units_tenths"] for point in doc["points"]) or None),
        "; ".join(_point(point) for point in doc["points"]),
        label(doc["needle"], "needles"),
    ]


def _review(doc: Bundle) -> str:
    return f"{doc['seen_on']} {label(doc['result'], 'results')}"


def _point(point: Bundle) -> str:
    words = [
        label(point["muscle"], "muscles"),
        label(point["side"], "sides"),
        filters.units(point["units_tenths"]),
        label(point["depth"], "depths"),
    ]
    return ", ".join([label(point["area"], "areas"), *map(lowered, words)])


def _signature(entry: Bundle) -> list[Cell]:
    if entry["signature"] is None:
        return [""] * 7
    doc = entry["signature"]["doc"]
    return [
        doc["signer"]["name"],
        registration(doc["signer"]),
        doc["signed_at"],
        entry["signoff_delay"],
        label(entry["signature"]["grade"] or "", "grades"),
        doc["rating"],
        doc["feedback"],
    ]
