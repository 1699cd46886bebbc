"""What one version of a case says, as lines of labels and words, and its injections as rows."""

from logbook import expiry, filters
from logbook.export.paper.setting import isolated
from logbook.export.words import complication, corrections, labels, listed, sentence, unusual, warned
from logbook.filters import lowered
from logbook.shapes.statements import Assessment, Entry, Model
from logbook.vocabulary import label

Line = list[str]


def told(doc: Entry) -> list[Line]:
    """All that a version says, [[label, words]], to compare two of them by."""
    return [
        ["Treated", filters.stamp(f"{doc['performed_on']}T{doc['performed_at']}")],
        ["Areas", labels(doc["areas"], "areas")],
        *lines(doc),
        # The row of sums has no depth.
        *([f"Injected, {lowered(row[0])}", _injected(row)] for row in points(doc) if row[1]),
        *after(doc),
    ]


def _injected(row: Line) -> str:
    _, depth, *sides, units = row
    named = zip(("model’s right", "midline", "model’s left"), sides, strict=True)
    total = "1 unit" if units == "1" else f"{units} units"
    return listed(
        [
            total,
            *(f"{side} {doses}" for side, doses in named if doses),
            lowered(depth) if depth != "Not stated" else "",
        ]
    )


def points(doc: Entry) -> list[Line]:
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
            label(depth, "depths") if depth else "Not stated",
            *(" + ".join(filters.tenths(units) for units in row[side]) for side in ("right", "mid", "left")),
            filters.tenths(sum(sum(units) for units in row.values())),
        ]
        for (area, muscle, depth), row in rows.items()
    ]
    total = sum(point["units_tenths"] for point in doc["points"])
    return [*cells, ["All", "", "", "", "", filters.tenths(total)]] if len(cells) > 1 else cells


def lines(doc: Entry) -> list[Line]:
    """The lines [label, words] above the points: part, model, assessment and product."""
    return [
        [
            "Part",
            listed(
                [
                    label(doc["part"], "parts"),
                    lowered(label(doc["setting"], "settings")),
                    isolated(doc["place"]),
                ]
            ),
        ],
        ["Model", sentence(_model(doc["model"]))],
        ["Assessment", sentence(_assessment(doc["assessment"]))],
        ["Product", _product(doc)],
        ["Prescriber", isolated(doc["prescriber"])],
        ["Unusual", "; ".join(warned(code) for code in unusual(doc))],
    ]


def after(doc: Entry) -> list[Line]:
    """Complications, aftercare and what was thought of it: what stands below the points."""
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
        ["Answer", doc.get("answer", "")],
    ]


def _own_view(rating: int | None) -> str:
    return f"{rating} of 5, trainee: “{label(str(rating), 'self_ratings')}”" if rating else ""


def _model(model: Model) -> str:
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


def _assessment(assessment: Assessment) -> str:
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


def _product(doc: Entry) -> str:
    product = doc["product"]
    if not product:
        return ""
    vial, expires = product["vial_units"], expiry.printed(product)
    diluent = filters.hundredths(product["diluent_hundredths_ml"])
    return listed(
        [
            label(product["code"], "products"),
            f"batch {product['batch']}",
            f"expires {expiry.words(expires)}" if expires else "",
            " in ".join(
                part
                for part in (filters.units(vial * 10) if vial else "", f"{diluent} mL" if diluent else "")
                if part
            ),
            f"made up {filters.stamp(product['reconstituted_at'])}" if product["reconstituted_at"] else "",
            label(doc["needle"], "needles") if doc["needle"] else "",
        ]
    )
