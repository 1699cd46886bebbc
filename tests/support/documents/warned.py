"""Cases to be warned of, the codes they get in both languages, and the figure of the label behind each."""

from typing import Any

from logbook import clinical, warnings
from tests.contract import engine
from tests.support.documents.statements import a_point, an_entry

KNOWN = clinical.as_json()
Doc = dict[str, Any]


def codes(doc: Doc, limits: Doc | None = None, earlier: Any = ()) -> list[str]:
    """The codes in both languages, which must agree."""
    around = {"clinical": KNOWN, "limits": limits or {"reconstituted_hours": None}, "earlier": list(earlier)}
    here = warnings.codes(doc, around)
    assert engine.run("twins/warnings.js", "codes", doc, around) == here
    return here


def a_case(*doses: tuple[str, int], code: str = "botox", **changes: Any) -> Doc:
    """A case of Ana's with these doses: ("glabella", units)…, one point each."""
    points = [a_point("mid", "procerus", units * 10) | {"area": area} for area, units in doses]
    product = {"code": code} | changes.pop("product", {})
    return an_entry(points=points, areas=[area for area, _ in doses], product=product, **changes)


def figure(code: str, kind: str, **about: Any) -> Doc:
    """The label's figure, to hold against the one of the test: {units, …, source, as_of, confidence}."""
    found = [
        fact
        for fact in clinical.everything()["products"][code]["figures"]
        if fact["kind"] == kind and about.items() <= fact.items()
    ]
    assert len(found) == 1 and found[0]["confidence"] == "confirmed" and found[0]["source"] != "taught"
    return found[0]
