"""Where the demo's cases happen: its models, what is in the fridge, and how each area is treated there."""

from datetime import date, timedelta
from typing import Any

from logbook import expiry, facemap

# code, age band, sex, skin type, by the letter of the plan. Codes are random, as the form makes them.
MODELS = {
    "A": ("K7QF", "30-39", "female", "II"),
    "B": ("M3TX", "40-49", "female", "IV"),
    "C": ("P8WD", "30-39", "female", "III"),
    "D": ("R2HJ", "50-59", "female", "II"),
    "E": ("T9CN", "30-39", "male", "V"),
    "F": ("V4LB", "50-59", "female", "III"),
    "G": ("X6GK", "40-49", "male", "II"),
    "H": ("Z5SP", "40-49", "female", "VI"),
    "I": ("B7RM", "30-39", "female", "I"),
    "J": ("D3YF", "18-29", "female", "III"),
    "K": ("F8ET", "50-59", "female", "II"),
    "L": ("H2QV", "30-39", "other", "IV"),
    "M": ("J9XW", "40-49", "female", "III"),
    "N": ("L4KC", "50-59", "male", "II"),
    "O": ("N6BH", "40-49", "female", "V"),
    "P": ("Q5DZ", "60-69", "female", "II"),
    "Q": ("S8FA", "30-39", "", "II"),
    "R": ("U3GP", "40-49", "female", "III"),
    "S": ("W7JT", "30-39", "female", "VI"),
    "T": ("Y2MN", "40-49", "male", "IV"),
    "U": ("A9VR", "50-59", "female", "I"),
    "V": ("C4XL", "40-49", "female", "II"),
    "W": ("E6ZQ", "60-69", "female", "III"),
    "X": ("G5KS", "50-59", "female", "II"),
    "Y": ("H8TD", "40-49", "female", "IV"),
    "Z": ("K3WB", "30-39", "male", "III"),
}
# product → batches in the order they were bought, vial, diluent
FRIDGE: dict[str, tuple[tuple[str, ...], int, int]] = {
    "botox": (("C8107C3", "C8344C4", "C8561C3"), 50, 125),
    "bocouture": (("233417", "241902"), 100, 250),
    "azzalure": (("A21834", "A22571"), 125, 63),
}
BATCH_DAYS = 70
# area → (muscle, sides, tenths of a unit a point). Products count in units of their own: no row is made from another.
_SMALL: dict[str, tuple[tuple[str, str, int], ...]] = {
    "glabella": (("corrugator", "right,right,left,left", 40), ("procerus", "mid", 40)),
    "forehead": (("frontalis", "right,right,mid,left,left", 20),),
    "crows_feet": (("orbicularis_oculi", "right,right,right,left,left,left", 40),),
    "brow_lift": (("orbicularis_oculi", "right,left", 20),),
    "chin": (("mentalis", "right,left", 30),),
    "masseter": (("masseter", "right,right,right,left,left,left", 50),),
}
_LARGE: dict[str, tuple[tuple[str, str, int], ...]] = {
    "glabella": (("corrugator", "right,right,left,left", 100), ("procerus", "mid", 100)),
    "crows_feet": (("orbicularis_oculi", "right,right,right,left,left,left", 100),),
}
DOSES = {"botox": _SMALL, "bocouture": _SMALL, "azzalure": _LARGE}
# Where these injections usually go, on the model's right and in the middle; the left is their mirror image. A brow
# lift is no area of the drawing. The masseter is marked on the views of the side.
PLACES: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {
    "glabella": {"right": ((452, 340), (396, 325)), "mid": ((500, 386),)},
    "forehead": {"right": ((345, 268), (420, 250)), "mid": ((500, 240),)},
    "crows_feet": {"right": ((292, 390), (278, 432), (298, 472))},
    "chin": {"right": ((470, 764),)},
    "masseter": {"right": ((488, 570), (448, 630), (496, 662))},
}


def product(code: str, on: date, begun: date) -> dict[str, Any]:
    """What was in the fridge that day; a batch is used for ten weeks and lasts to the end of a month half a year on."""
    batches, vial, diluent = FRIDGE[code]
    used = max(0, (on - begun).days) // BATCH_DAYS % len(batches)
    return {
        "code": code,
        "batch": batches[used],
        "expires_on": expiry.last_day(
            (begun + timedelta(days=BATCH_DAYS * (used + 1) + 182)).isoformat()[:7]
        ),
        "expires_as": "month",
        "vial_units": vial,
        "diluent_hundredths_ml": diluent,
        "reconstituted_at": f"{on.isoformat()}T09:10",
    }


def points(code: str, areas: list[str]) -> list[dict[str, Any]]:
    """The injections into these areas, as the list of points enters them."""
    return [
        {
            "map": facemap.NAME,
            "area": area,
            "muscle": muscle,
            "side": side,
            "units_tenths": tenths,
            "depth": "intramuscular" if muscle not in ("orbicularis_oculi", "frontalis") else "intradermal",
        }
        | _place(area, side, sides.split(",")[:turn].count(side))
        for area in areas
        for muscle, sides, tenths in DOSES[code][area]
        for turn, side in enumerate(sides.split(","))
    ]


def _place(area: str, side: str, turn: int) -> dict[str, Any]:
    """Where the next injection of an area goes on that side: {view, x, y}."""
    if area not in PLACES:
        return {"view": "front", "x": None, "y": None}
    x, y = PLACES[area]["mid" if side == "mid" else "right"][turn]
    view = side if area == "masseter" else "front"
    return {"view": view, "x": 2 * facemap.MIDLINE - x if side == "left" else x, "y": y}


def product_for(areas: list[str], turn: int) -> str:
    """Which product is taken: in turns, as far as the clinic uses it for all these areas."""
    fitting = [code for code in FRIDGE if all(area in DOSES[code] for area in areas)] or ["botox"]
    return fitting[turn % len(fitting)]
