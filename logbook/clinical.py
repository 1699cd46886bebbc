"""What labels and papers say of products, areas and risks: read from reference/*.toml, each figure with its source.

A figure is `confirmed` (read in a label, a maker's text or a paper), `secondary` (somebody else says so) or
`unconfirmed` (commonly held). Warnings rest on confirmed figures only; the others are shown, and marked.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from logbook import filters, vocabulary
from logbook.shapes.loose import Doc

FOLDER = Path(__file__).resolve().parent / "reference"
FILES = ("sources", "general", "products", "areas", "contraindications", "complications", "scales")
CONFIDENCES = ("confirmed", "secondary", "unconfirmed")
# What a figure of a kind must say, beside where it comes from.
KINDS: dict[str, dict[str, type]] = {
    "vials": {"units": list},
    "dose": {"area": str, "units": int},
    "session": {"areas": list, "units": int},
    "labelled": {"areas": list},
    "dilution": {"vial_units": int, "diluent_hundredths_ml": int},
    "strength": {"units_per_ml": int},
    "keeps": {"hours": int},
    "interval": {},
    "age": {"under": int},
    "fact": {"text": str},
    "muscles": {"area": str, "muscles": list},
    "mind": {"area": str, "text": str},
    "contraindicated": {"code": str, "text": str},
    "caution": {"code": str, "text": str},
}
_MAY_SAY = {"kind", "source", "as_of", "confidence", "note", "least", "months", "weeks", "text"}
# A field of a figure → the list its codes come from.
_LISTS = {"area": "areas", "areas": "areas", "muscles": "muscles"}
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class BadReference(ValueError):
    """A figure that may not be shown; `str(error)` names its file, its place and what to mend."""


@cache
def everything() -> Doc:
    """All there is: {sources, general: [fact], products: {code: {figures}}, areas: [fact], …}. Raises BadReference."""
    return read({name: (FOLDER / f"{name}.toml").read_text("utf-8") for name in FILES})


@cache
def as_json() -> Doc:
    """What warnings need, confirmed figures only, each with where it comes from in words (`by`).

    {keeps: {hours, by}, products: {code: {name, doses: {area: {units_tenths, by}}, sessions: [{areas, units_tenths,
    by}], labelled: {areas, by}, interval: {months, by}, age: {under, by}, strength: {units_per_ml, by}}}}; null for
    what no confirmed figure says.
    """
    known = everything()
    keeps = next(fact for fact in known["general"] if fact["kind"] == "keeps")
    return {
        "keeps": {"hours": keeps["hours"], "by": _by(known, keeps)},
        "products": {code: _limits(known, product) for code, product in known["products"].items()},
    }


def read(texts: dict[str, str]) -> Doc:
    """The files by name, checked. Raises BadReference."""
    raw = {name: tomllib.loads(text) for name, text in texts.items()}
    known = raw | {name: file["facts"] for name, file in raw.items() if "facts" in file}
    for where, fact in facts_of(known):
        _judge(where, fact, known["sources"])
    for code, product in known["products"].items():
        if code not in vocabulary.LISTS["products"] or not all(
            product.get(name) for name in ("name", "market", "inn", "form")
        ):
            raise BadReference(f"products: {code} is no product of ours, or lacks name, market, inn or form")
    return known


def facts_of(known: Doc) -> Iterator[tuple[str, Doc]]:
    """(where, figure) of every figure there is."""
    for name, part in known.items():
        if isinstance(part, list):
            yield from ((f"{name} {number}", fact) for number, fact in enumerate(part, 1))
    for code, product in known["products"].items():
        yield from ((f"{code} {number}", fact) for number, fact in enumerate(product["figures"], 1))


def when(as_of: str) -> str:
    """ "2024-10-18" → "October 2024", "2010" → "2010"."""
    year, _, rest = as_of.partition("-")
    return f"{filters.MONTHS[int(rest[:2]) - 1]} {year}" if rest else year


def _judge(where: str, fact: Doc, sources: Doc) -> None:
    if fact.get("source") not in sources:
        raise BadReference(f"{where}: {fact.get('source')!r} is no source")
    if not _DAY.fullmatch(str(fact.get("as_of"))):
        raise BadReference(f"{where}: as_of is a day, a month or a year, such as 2024-10-18")
    if fact.get("confidence") not in CONFIDENCES:
        raise BadReference(f"{where}: confidence is one of {', '.join(CONFIDENCES)}")
    if fact["source"] == "taught" and fact["confidence"] != "unconfirmed":
        raise BadReference(f"{where}: what no source says is unconfirmed")
    if "kind" in fact:
        _judge_kind(where, fact)
    for name, words in _LISTS.items():
        codes = fact.get(name, [])
        if unknown := set([codes] if isinstance(codes, str) else codes) - set(vocabulary.codes(words)):
            raise BadReference(f"{where}: {', '.join(sorted(unknown))} is not in the list of {words}")


def _judge_kind(where: str, fact: Doc) -> None:
    asked = KINDS.get(fact["kind"])
    if asked is None:
        raise BadReference(f"{where}: {fact['kind']} is no kind of figure")
    for name, kind in asked.items():
        if type(fact.get(name)) is not kind:
            raise BadReference(f"{where}: {name} is missing or not a {kind.__name__}")
    if unknown := fact.keys() - asked.keys() - _MAY_SAY:
        raise BadReference(f"{where}: {', '.join(sorted(unknown))} is not known here")
    if fact["kind"] == "interval" and ("months" in fact) == ("weeks" in fact):
        raise BadReference(f"{where}: an interval is in months or in weeks")


def _by(known: Doc, fact: Doc) -> str:
    return f"{known['sources'][fact['source']]['short']}, as of {when(fact['as_of'])}"


def _limits(known: Doc, product: Doc) -> Doc:
    sure = [fact for fact in product["figures"] if fact["confidence"] == "confirmed"]

    def each(kind: str, *names: str) -> list[Doc]:
        found = [fact for fact in sure if fact["kind"] == kind]
        return [{name: fact[name] for name in names} | {"by": _by(known, fact)} for fact in found]

    def tenths(fact: Doc) -> Doc:
        return {name: value for name, value in fact.items() if name not in ("area", "units")} | {
            "units_tenths": fact["units"] * 10
        }

    def only(found: list[Doc]) -> Doc | None:
        return found[0] if found else None

    return {
        "name": product["name"],
        "doses": {fact["area"]: tenths(fact) for fact in each("dose", "area", "units")},
        "sessions": [tenths(fact) for fact in each("session", "areas", "units")],
        "labelled": only(each("labelled", "areas")),
        "interval": only(each("interval", "months")),
        "age": only(each("age", "under")),
        "strength": only(each("strength", "units_per_ml")),
    }
