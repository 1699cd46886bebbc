"""What the spreadsheets say of each entry, a cell each, and of each point: the CSV and the workbook hold the same."""

from logbook import expiry, filters
from logbook.export import marks
from logbook.export.paper import answers, case
from logbook.export.versions import brought, signed_before, waits
from logbook.export.words import complication, confirmation, corrections, labels, registration
from logbook.filters import lowered
from logbook.shapes.bundle import Bundle, Exported, NewerStated
from logbook.shapes.statements import Entry, Point, Signoff, Withdrawal
from logbook.vocabulary import label

Cell = str | int | float | None

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
    "Trainee",
    "Trainee’s registration",
    "Programme",
    "Provider",
    "Place",
    "Prescriber",
    "Vial (units)",
    "Diluent (mL)",
    "Made up at",
    "Model said",
    "Assessment",
    "Contraindications",
    "Warnings",
    "Aftercare",
    "Supervisor’s corrections",
    "Withdrawn because",
    "Signed in place of",
    "Rated",
    "Handed over",
    "Came after its signer had left",
    "Licence under the signature",
    "Trainee’s licence",
)


def cells(bundle: Bundle, entry: Exported) -> list[Cell]:
    """One entry, a cell for each of HEADS; codes are texts, counts and doses numbers."""
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
        model["code"],
        model["age_band"],
        label(model["sex"], "sexes"),
        model["skin_type"],
        *_product(doc),
        "; ".join(complication(event) for event in doc["events"]) or "None seen",
        "; ".join(words for _, words in corrections(doc["corrections"])),
        doc["scenario"],
        doc["self_rating"] or "",
        doc["reflection"],
        entry["supervisor_name"],
        *_signature(entry),
        " | ".join(answers.review(review["doc"])[1] for review in entry["reviews"]),
        "; ".join(f"{kept['rev']}: {kept['received_at']}, {kept['hash']}" for kept in entry["revisions"]),
        _newer(entry["newer"]),
        "; ".join(_before(kept["doc"]) for kept in signed_before(entry)),
        "; ".join(brought(entry)),
        confirmation(entry["confirmed"]) if entry["signature"] else "",
        *_of_whom(bundle),
        *_more(entry, bundle),
    ]


def units(tenths: int) -> Cell:
    """A dose as a number: 25 → 2.5, 120 → 12."""
    return tenths / 10 if tenths % 10 else tenths // 10


def _of_whom(bundle: Bundle) -> list[Cell]:
    trainee, programme = bundle["trainee"], bundle["programme"]
    return [trainee["name"], registration(trainee), programme["name"], programme["provider"]]


def _more(entry: Exported, bundle: Bundle) -> list[Cell]:
    doc = entry["doc"]
    product = doc["product"] or {"vial_units": None, "diluent_hundredths_ml": None, "reconstituted_at": None}
    diluent, told = product["diluent_hundredths_ml"], dict(case.lines(doc) + case.after(doc))
    signed = entry["signature"]["doc"]["corrections"] if entry["signature"] else []
    return [
        doc["place"],
        doc["prescriber"],
        product["vial_units"] or "",
        diluent / 100 if diluent else "",
        product["reconstituted_at"] or "",
        told["Model"],
        told["Assessment"],
        labels(doc["assessment"]["contraindications"], "contraindications"),
        told["Unusual"],
        told["Aftercare"],
        "; ".join(words for _, words in corrections(signed)),
        "; ".join(_taken_back(entry, kept["doc"]) for kept in entry["withdrawals"]),
        *_how_signed(entry),
        "; ".join(answers.handed(one, bundle["programme"]["tz"]) for one in entry["handed"]),
        "; ".join(answers.belated(one, bundle["programme"]["tz"]) for one in entry["belated"]),
        marks.celled(answers.under(entry, entry["signature"]["doc"]) if entry["signature"] else None),
        entry["treated_under"]["mark"] if entry["treated_under"] else "",
    ]


def _how_signed(entry: Exported) -> list[Cell]:
    if entry["signature"] is None:
        return ["", ""]
    doc = entry["signature"]["doc"]
    in_place_of = "; ".join(words for _, words in answers.instead(entry, doc))
    return [in_place_of, ", ".join(answers.rated(doc))]


def _taken_back(entry: Exported, doc: Withdrawal) -> str:
    what = {"entry": "", "set_aside": "set aside: "}.get(doc["of"]["kind"], "signature: ")
    return f"{what}{doc['reason']}"


def _newer(newer: NewerStated | None) -> str:
    """A newer version that waits, and what it says otherwise than the signed one."""
    return f"{newer['rev']}: {newer['received_at']}, {waits(newer)}" if newer else ""


def _before(doc: Signoff) -> str:
    signer = doc["signer"]
    return f"{signer['name']}, {registration(signer)}, version {doc['entry_rev']}, {doc['signed_at']}"


def _product(doc: Entry) -> list[Cell]:
    product = doc["product"]
    return [
        label(product["code"], "products") if product else "",
        product["batch"] if product else "",
        expiry.printed(product) or "",
        units(total) if (total := sum(point["units_tenths"] for point in doc["points"])) else "",
        "; ".join(_point(point) for point in doc["points"]),
        label(doc["needle"], "needles"),
    ]


def _point(point: Point) -> str:
    words = [
        label(point["muscle"], "muscles"),
        label(point["side"], "sides"),
        filters.units(point["units_tenths"]),
        label(point["depth"], "depths"),
    ]
    return ", ".join([label(point["area"], "areas"), *map(lowered, words)])


def _signature(entry: Exported) -> list[Cell]:
    if entry["signature"] is None:
        return [""] * 7
    doc = entry["signature"]["doc"]
    return [
        doc["signer"]["name"],
        registration(doc["signer"]),
        doc["signed_at"],
        entry["signoff_delay"],
        label(entry["signature"]["grade"] or "", "grades"),
        "Not rated: was present" if doc["rating"] is None else doc["rating"],
        doc["feedback"],
    ]
