"""The clinical reference as a page: every figure in words, with where it is from and how sure it is. Flask's alone."""

from collections.abc import Callable
from typing import Any

from logbook import clinical, vocabulary
from logbook.filters import hundredths, lowered
from logbook.pages.cases import Doc
from logbook.pages.common import bare_frame
from logbook.pages.dilution import strength

# How a figure that was not read in a label, a maker's text or a paper is marked.
MARKS = {"confirmed": "", "secondary": "Second-hand", "unconfirmed": "Not confirmed"}
# What stands beside a figure of a kind; doses and sessions say their areas.
LABELS = {
    "vials": "Vials",
    "labelled": "On the label",
    "dilution": "Made up",
    "strength": "Strength",
    "keeps": "Keeps",
    "interval": "Interval",
    "age": "Age",
    "fact": "",
    "muscles": "Muscle",
    "mind": "Mind",
    "contraindicated": "Contraindicated",
    "caution": "Caution",
}


def reference(build: str) -> Doc:
    """The whole page. It says nothing of any person, so a worker may keep it for all."""
    known = clinical.everything()
    page = bare_frame("Clinical reference", build, [], {}, back="/me")
    return page | {
        "general": [_line(known, fact) for fact in known["general"]],
        "products": [_product(known, code) for code in known["products"]],
        "areas": _grouped(known, "areas", "area", vocabulary.LISTS["areas"]),
        "risks": [_line(known, fact) for fact in known["contraindications"]],
        "complications": _grouped(
            known, "complications", "code", vocabulary.LISTS["events"] | {"": "Others"}
        ),
        "scales": [_line(known, fact) | {"label": fact["name"]} for fact in known["scales"]],
        "sources": [
            source for key, source in known["sources"].items() if key != "taught" and _is_used(known, key)
        ],
    }


def _product(known: Doc, code: str) -> Doc:
    product = known["products"][code]
    names = {name: product[name] for name in ("name", "market", "inn", "form")}
    lines = [_line(known, fact) for fact in product["figures"]]
    # Most figures of a product are from its label: said once, above them.
    by = next(line["by"] for line in lines if line["by"])
    lines = [line | {"by": "" if line["by"] == by else line["by"]} for line in lines]
    labelled = [line for line in lines if line["label"]]
    return names | {
        "id": code,
        "by": by,
        "lines": labelled,
        "remarks": [one for one in lines if not one["label"]],
    }


def _grouped(known: Doc, name: str, key: str, titles: dict[str, str]) -> list[Doc]:
    groups = [
        {"title": title, "lines": [_line(known, fact) for fact in known[name] if fact[key] == code]}
        for code, title in titles.items()
    ]
    return [group for group in groups if group["lines"]]


def _line(known: Doc, fact: Doc) -> Doc:
    """{label, value, note, by, mark} of one figure."""
    kind = fact.get("kind", "fact")
    by = f"{known['sources'][fact['source']]['short']}, as of {clinical.when(fact['as_of'])}"
    label = _LABELLED[kind](fact) if kind in _LABELLED else LABELS[kind]
    facts: Doc = {
        "label": label,
        "value": _VALUES.get(kind, _text)(fact),
        "note": _capital(fact.get("note", "")),
    }
    # What no source says has none to name.
    return facts | {
        "by": "" if fact["source"] == "taught" else _capital(by),
        "mark": MARKS[fact["confidence"]],
    }


def _listed(areas: list[str]) -> str:
    labels = [lowered(vocabulary.label(area, "areas")) for area in areas]
    return " and ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part)


def _amount(fact: Doc) -> str:
    return f"{fact['least']} to {fact['units']} units" if "least" in fact else f"{fact['units']} units"


def _vials(fact: Doc) -> str:
    return f"{' and '.join(str(units) for units in fact['units'])} units"


def _made_up(fact: Doc) -> str:
    vial, diluent = fact["vial_units"], fact["diluent_hundredths_ml"]
    return f"{vial} units and {hundredths(diluent)} mL: {strength(vial, diluent)}"


def _apart(fact: Doc) -> str:
    return f"at least {fact['months']} months" if "months" in fact else f"at least {fact['weeks']} weeks"


def _muscles(fact: Doc) -> str:
    names = " and ".join(vocabulary.label(muscle, "muscles") for muscle in fact["muscles"])
    return f"{names}. {fact['text']}" if "text" in fact else names


def _text(fact: Doc) -> str:
    return str(fact["text"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_VALUES: dict[str, Callable[[Doc], Any]] = {
    "vials": _vials,
    "dose": _amount,
    "session": _amount,
    "labelled": lambda fact: _listed(fact["areas"]),
    "dilution": _made_up,
    "strength": lambda fact: f"{fact['units_per_ml']} units in 1 mL",
    "keeps": lambda fact: fact.get("text", f"{fact['hours']} hours once made up"),
    "interval": _apart,
    "age": lambda fact: f"adults under {fact['under']}",
    "muscles": _muscles,
}
_LABELLED: dict[str, Callable[[Doc], str]] = {
    "dose": lambda fact: vocabulary.label(fact["area"], "areas"),
    "session": lambda fact: f"{_capital(_listed(fact['areas']))}, in one session",
}


def _is_used(known: Doc, key: str) -> bool:
    return any(fact["source"] == key for _, fact in clinical.facts_of(known))
