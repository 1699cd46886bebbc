"""How strong a product was made up and how much was given: arithmetic within one product. Twin of pages/dilution.js."""

from logbook.filters import count, hundredths, units
from logbook.pages.cases import Doc, View


def measures(view: View, doc: Doc) -> list[Doc]:
    """Up to two facts: the strength, "4 units in 0.1 mL"; what was given, "5 points of 4 units: 20 units in 0.5 mL"."""
    vial, diluent = _mixed(view, doc)
    doses = [point["units_tenths"] for point in doc["points"] if point["units_tenths"]]
    said = [_fact("Strength", strength(vial, diluent))] if vial else []
    if doses:
        parts = [
            f"{count(doses.count(dose), 'point', 'points')} of {units(dose)}"
            for dose in sorted(set(doses), reverse=True)
        ]
        volume = f" in {_about(sum(doses) * diluent, 1000 * vial)} mL" if vial else ""
        said.append(_fact("Given", f"{' and '.join(parts)}: {units(sum(doses))}{volume}"))
    return said


def _fact(label: str, value: str) -> Doc:
    return {"label": label, "kind": "words", "value": value}


def _mixed(view: View, doc: Doc) -> tuple[int, int]:
    """Units and hundredths of a mL of the product as injected; (0, 0) where it is not known."""
    product = doc["product"] or {}
    vial, diluent = product.get("vial_units"), product.get("diluent_hundredths_ml")
    if vial and diluent:
        return vial, diluent
    known = view.shell["clinical"]["products"].get(product.get("code") or "")
    strength = known["strength"] if known else None
    return (strength["units_per_ml"], 100) if strength and not diluent else (0, 0)


def strength(vial: int, diluent: int) -> str:
    """Units in a vial and hundredths of a mL: "4 units in 0.1 mL"."""
    amount = _about(vial * 10, diluent)
    return f"{amount} {'unit' if amount == '1' else 'units'} in 0.1 mL"


def _about(part: int, whole: int) -> str:
    """A share with at most two decimals; what has more is told to two figures, and said to be rounded.

    By whole numbers, alike in both languages.
    """
    if part * 100 % whole == 0:
        return hundredths(part * 100 // whole)
    step = 1 if part < whole else 10 if part < whole * 10 else 100
    return f"about {hundredths((part * 200 + whole * step) // (whole * 2 * step) * step)}"
