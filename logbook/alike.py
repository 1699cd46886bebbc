"""Whether two cases say the same: the same thing written down twice. Twin of static/js/twins/alike.js."""

from collections.abc import Mapping
from typing import Any


def is_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Same trainee, day, minute, product and points, whoever the models are said to be. Without points never."""
    at = ("trainee", "performed_on", "performed_at")
    return bool(one["points"]) and all(one[key] == other[key] for key in at) and _done(one) == _done(other)


def _done(doc: Mapping[str, Any]) -> list[str]:
    points = [
        f"{point['area']} {point['side']} {point['units_tenths']} {point['x']} {point['y']}"
        for point in doc["points"]
    ]
    return [(doc["product"] or {}).get("code") or "", *sorted(points)]
