"""What looks unusual in a case: warnings never block, and are stored with the entry. Twin of twins/warnings.js.

A code is a rule, or "rule:area" where it is about one area. Figures come from `clinical`, confirmed ones only; what a
label does not say is never warned of. Units of one product are never compared with those of another.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from logbook import expiry, moments
from logbook.alike import is_alike
from logbook.shapes.loose import Doc

_YEARS = re.compile(r"[0-9]{2}")


def codes(doc: Mapping[str, Any], around: Doc) -> list[str]:
    """The warnings of an entry as codes, always in the same order. The entry may be half filled in.

    `around` is what `around_of` gives: {clinical, limits: {reconstituted_hours}, earlier: [{on, product}], lead,
    joined, twice}.
    """
    product = doc["product"] or {}
    found = {
        "dated_ahead": around.get("lead", 0) >= moments.TOLD,
        "before_joining": bool(around.get("joined") and doc["performed_on"])
        and doc["performed_on"] < around["joined"],
        "twice": around.get("twice", False),
        "product_expired": expiry.has_passed(product, doc["performed_on"]),
        "made_up_later": (minutes_kept(doc) or 0) < 0,
        "made_up_long_ago": (minutes_kept(doc) or 0) > hours_allowed(around) * 60,
        "contraindication_found": bool(doc["assessment"]["contraindications"]) and bool(doc["points"]),
    }
    label = label_of(doc, around)
    if label is not None:
        found["age_over_label"] = _is_older(doc["model"]["age_band"], label["age"])
        found["interval_short"] = _is_early(doc, around, label["interval"])
        found |= _of_areas(doc, label)
        found["over_label_session"] = _is_over(session_of(doc, label), sum(units_by_area(doc).values()))
    return [code for code, holds in found.items() if holds]


def around_of(
    doc: Mapping[str, Any], snapshot: Doc | None, clinical: Mapping[str, Any], now: str | None = None
) -> Doc:
    """What an entry is looked at beside: the labels, its programme's limits, earlier treatments of the same model.

    `lead` are the minutes by which the treatment lies ahead of `now`, where that is given; `joined` the day on which
    its trainee joined its programme. Without a snapshot nothing else is known but the labels.
    """
    alone: Doc = {
        "clinical": clinical,
        "limits": {"reconstituted_hours": None},
        "earlier": [],
        "joined": None,
        "twice": False,
    }
    alone["lead"] = moments.treatment_lead(doc, now) if now else 0
    if snapshot is None:
        return alone
    newest = {record["id"]: record["doc"] for record in snapshot["records"]["entry"]}
    newest |= {row["doc"]["id"]: row["doc"] for row in snapshot["outbox"] if row["doc"]["typ"] == "entry"}
    taken_back = [record["doc"] for record in snapshot["records"]["withdrawal"]]
    taken_back += [row["doc"] for row in snapshot["outbox"] if row["doc"]["typ"] == "withdrawal"]
    gone = {withdrawal["of"]["id"] for withdrawal in taken_back} | {doc["id"]}
    earlier = [
        {"on": other["performed_on"], "product": other["product"]["code"]}
        for other in newest.values()
        if other["id"] not in gone and _is_treatment(other) and _is_same_model(other, doc)
    ]
    ordered = sorted(earlier, key=lambda one: (one["on"], one["product"]))
    twice = any(is_alike(doc, other) for other in newest.values() if other["id"] not in gone)
    limits = alone["limits"] | _limits_of(snapshot, doc["programme"])
    return alone | {"limits": limits, "earlier": ordered, "joined": _joined(doc, snapshot), "twice": twice}


def label_of(doc: Mapping[str, Any], around: Doc) -> Doc | None:
    """What the label of the case's product says, where somebody was injected with it; None without one."""
    product = doc["product"] or {}
    if doc["setting"] != "live_model" or not doc["points"]:
        return None
    label: Doc | None = around["clinical"]["products"].get(product.get("code") or "")
    return label


def units_by_area(doc: Mapping[str, Any]) -> dict[str, int]:
    """The tenths of units in each area, in the order of the points."""
    units: dict[str, int] = {}
    for point in doc["points"]:
        if point["area"] and point["units_tenths"]:
            units[point["area"]] = units.get(point["area"], 0) + point["units_tenths"]
    return units


def session_of(doc: Mapping[str, Any], label: Doc) -> Doc | None:
    """The label's figure for these areas together; None for one area alone, or where the label gives none.

    With an area off label among them, it is the most that the label gives for a session that holds the others.
    """
    treated = list(units_by_area(doc))
    named = label["labelled"]["areas"] if label["labelled"] else list(label["doses"])
    labelled = [area for area in treated if area in named]
    holding = [one for one in label["sessions"] if all(area in one["areas"] for area in labelled)]
    if len(treated) < 2 or not holding:
        return None
    ordered = sorted(holding, key=lambda one: (len(one["areas"]), one["units_tenths"]))
    figure: Doc = ordered[0] if labelled == treated else ordered[-1]
    return figure


def last_before(doc: Mapping[str, Any], around: Doc) -> str | None:
    """The day this model was last treated before, as far as is known."""
    on = doc["performed_on"]
    if not on:
        return None
    days = [one["on"] for one in around["earlier"] if one["on"] < on]
    if doc["model"]["days_since_last"]:
        days.append((date.fromisoformat(on) - timedelta(days=doc["model"]["days_since_last"])).isoformat())
    return max(days) if days else None


def minutes_kept(doc: Mapping[str, Any]) -> int | None:
    """Minutes from making up the product to the treatment: real ones, also where the clocks were changed between."""
    made = (doc["product"] or {}).get("reconstituted_at")
    if not made or not doc["performed_on"] or not doc["performed_at"]:
        return None
    treated = moments.minute_of(f"{doc['performed_on']}T{doc['performed_at']}", doc["tz"])
    return treated - moments.minute_of(made, doc["tz"])


def hours_allowed(around: Doc) -> int:
    """How long the made-up product may be kept: the programme's limit, or else the labels'."""
    own = around["limits"].get("reconstituted_hours")
    return int(around["clinical"]["keeps"]["hours"] if own is None else own)


def _of_areas(doc: Mapping[str, Any], label: Doc) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for area, units in units_by_area(doc).items():
        found[f"over_label_area:{area}"] = _is_over(label["doses"].get(area), units)
        found[f"off_label_area:{area}"] = bool(label["labelled"]) and area not in label["labelled"]["areas"]
    return found


def _is_over(figure: Doc | None, units: int) -> bool:
    return figure is not None and units > figure["units_tenths"]


def _is_older(band: str | None, figure: Doc | None) -> bool:
    """Whether all of an age band lies above the label's limit: 60–69 may still be under 65."""
    years = _YEARS.match(band or "")
    return figure is not None and years is not None and int(years[0]) >= figure["under"]


def _is_early(doc: Mapping[str, Any], around: Doc, figure: Doc | None) -> bool:
    last = last_before(doc, around)
    if figure is None or last is None:
        return False
    months = int(last[:4]) * 12 + int(last[5:7]) - 1 + figure["months"]
    # A 31 February needs no mending: as a text it lies where it should, before 1 March.
    return bool(doc["performed_on"] < f"{months // 12:04}-{months % 12 + 1:02}{last[7:]}")


def _limits_of(snapshot: Doc, programme: str | None) -> Doc:
    records = snapshot["records"]
    sets = [
        record["doc"].get("requirement_set") for record in records["programme"] if record["id"] == programme
    ]
    found = [record["doc"] for record in records["requirements"] if record["id"] in sets]
    # Sets of older builds have no limits.
    return (found[0].get("limits") or {}) if found else {}


def _joined(doc: Mapping[str, Any], snapshot: Doc) -> str | None:
    docs = [record["doc"] for record in snapshot["records"]["membership"]]
    key = (doc["trainee"], doc["programme"], "trainee")
    return min(
        (one["since"] for one in docs if (one["person"], one["programme"], one["role"]) == key), default=None
    )


def _is_treatment(doc: Mapping[str, Any]) -> bool:
    return doc["setting"] == "live_model" and bool(doc["points"]) and doc["product"] is not None


def _is_same_model(doc: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(doc["trainee"] == other["trainee"] and doc["model"]["code"] == other["model"]["code"])
