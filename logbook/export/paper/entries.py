"""One entry as a block of lines: what was done, who answered, and the digest it can be found again by."""

from typing import Any

from logbook import filters
from logbook.export.paper.answers import answers
from logbook.export.paper.drawings import drawn
from logbook.export.paper.heights import fits
from logbook.export.words import (
    complication,
    corrections,
    days,
    labels,
    listed,
    lowered,
    sentence,
    stamped,
    warned,
)
from logbook.vocabulary import label

Doc = dict[str, Any]
Line = list[str]

TONES = {"signed": "signed", "sent": "waiting", "returned": "alert", "withdrawn": "idle"}
STATUS = {
    "signed": "Signed",
    "sent": "Not signed",
    "returned": "Changes asked, not signed",
    "withdrawn": "Withdrawn",
}


def block(entry: Doc, tz: str) -> Doc:
    """{title, status, tone, lines: [[label, words]], drawn, points: [[cell]], after: [[label, words]], foot, digest,
    whole}: `drawn` are its drawings (see `drawings.drawn`);

    `whole` says that it is short enough to be kept on one page.
    """
    doc = entry["doc"]
    when = filters.stamp(f"{doc['performed_on']}T{doc['performed_at']}")
    status = STATUS[entry["state"]]
    made = {
        "title": f"{entry['number']}. {when} · {labels(doc['areas'], 'areas')} · Model {doc['model']['code']}",
        "status": f"{status}, with a later change that is not" if entry["unsigned_change"] else status,
        "tone": TONES[entry["state"]],
        # Of a withdrawn entry it is enough to know that it was there, and why it went.
        "lines": _said([] if entry["state"] == "withdrawn" else _lines(doc)),
        "drawn": [] if entry["state"] == "withdrawn" else drawn(doc),
        "points": [] if entry["state"] == "withdrawn" else points(doc),
        "after": _said(([] if entry["state"] == "withdrawn" else _after(doc)) + answers(entry, tz)),
        "foot": _foot(entry, tz),
        "digest": filters.short(entry["hash"]),
    }
    return made | {"whole": fits(made)}


def _foot(entry: Doc, tz: str) -> str:
    """When the entry arrived, how long after the treatment, and the version printed here."""
    first = f"Received {stamped(entry['received_first'], tz)}, {days(entry['entry_delay'])}."
    later = f", received {stamped(entry['received_at'], tz)}" if entry["rev"] > 1 else ""
    return f"{first} Version {entry['rev']}{later}. Digest"


def points(doc: Doc) -> list[Line]:
    """One row per area, muscle and depth: [where, depth, model’s right, midline, model’s left, units]."""
    rows: dict[tuple[str, str, str], dict[str, list[int]]] = {}
    for point in doc["points"]:
        row = rows.setdefault(
            (point["area"], point["muscle"], point["depth"]), {"right": [], "mid": [], "left": []}
        )
        row[point["side"]].append(point["units_tenths"])
    cells = [
        [
            f"{label(area, 'areas')}, {lowered(label(muscle, 'muscles'))}",
            label(depth, "depths"),
            *(" + ".join(filters.tenths(units) for units in row[side]) for side in ("right", "mid", "left")),
            filters.tenths(sum(sum(units) for units in row.values())),
        ]
        for (area, muscle, depth), row in rows.items()
    ]
    total = sum(point["units_tenths"] for point in doc["points"])
    return [*cells, ["All", "", "", "", "", filters.tenths(total)]] if len(cells) > 1 else cells


def _lines(doc: Doc) -> list[Line]:
    return [
        [
            "Part",
            listed([label(doc["part"], "parts"), lowered(label(doc["setting"], "settings")), doc["place"]]),
        ],
        ["Model", sentence(_model(doc["model"]))],
        ["Assessment", sentence(_assessment(doc["assessment"]))],
        ["Product", _product(doc)],
        ["Prescriber", doc["prescriber"]],
        ["Warned of", "; ".join(warned(warning["code"]) for warning in doc["warnings"])],
    ]


def _after(doc: Doc) -> list[Line]:
    aftercare = doc["aftercare"]
    return [
        ["Complications", "; ".join(complication(event) for event in doc["events"]) or "None seen"],
        [
            "Aftercare",
            listed(
                [
                    "Advice given" if aftercare["advice"] else "",
                    "in writing" if aftercare["written"] else "",
                    f"review due {filters.date(aftercare['review_due_on'])}"
                    if aftercare["review_due_on"]
                    else "",
                ]
            ),
        ],
        ["Scenario", doc["scenario"]],
        *corrections(doc["corrections"]),
        ["Own view", _own_view(doc["self_rating"])],
        ["Reflection", doc["reflection"]],
    ]


def _own_view(rating: int | None) -> str:
    return f"{rating} of 5, trainee: “{label(str(rating), 'self_ratings')}”" if rating else ""


def _model(model: Doc) -> str:
    since = model["days_since_last"]
    first = {True: "first treatment", False: "treated before", None: ""}[model["first_treatment"]]
    return listed(
        [
            f"age {label(model['age_band'], 'age_bands')}",
            lowered(label(model["sex"], "sexes")) if model["sex"] else "",
            f"skin type {model['skin_type']}",
            first,
            f"{filters.count(since, 'day', 'days')} since the last" if since is not None else "",
            *(lowered(label(code, "anatomy")) for code in model["anatomy"]),
            f"goal: {labels(model['goals'], 'goals').lower()}" if model["goals"] else "",
        ]
    )


def _assessment(assessment: Doc) -> str:
    found = assessment["contraindications"]
    severity = (
        f"{lowered(label(area, 'areas'))} at rest {grades['rest']}, in movement {grades['dynamic']}"
        for area, grades in sorted(assessment["severity"].items())
    )
    return "; ".join(
        part
        for part in (
            listed(
                [
                    "history reviewed" if assessment["history_reviewed"] else "",
                    "consent given" if assessment["consent"] else "",
                    "consent to photographs" if assessment["photo_consent"] else "",
                ]
            ),
            f"found: {labels(found, 'contraindications').lower()}" if found else "",
            *severity,
        )
        if part
    )


def _product(doc: Doc) -> str:
    product = doc["product"]
    if not product:
        return ""
    vial = product["vial_units"]
    diluent = filters.hundredths(product["diluent_hundredths_ml"])
    return listed(
        [
            label(product["code"], "products"),
            f"batch {product['batch']}",
            f"expires {filters.date(product['expires_on'])}" if product["expires_on"] else "",
            " in ".join(
                part
                for part in (filters.units(vial * 10) if vial else "", f"{diluent} mL" if diluent else "")
                if part
            ),
            f"made up {filters.stamp(product['reconstituted_at'])}" if product["reconstituted_at"] else "",
            label(doc["needle"], "needles") if doc["needle"] else "",
        ]
    )


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line[1]]
