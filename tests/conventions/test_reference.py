"""Every clinical figure says where it comes from, of when it is and how sure it is; none without may be shown."""

import re
import tomllib

import pytest

from logbook import clinical, vocabulary

TEXTS = {name: (clinical.FOLDER / f"{name}.toml").read_text() for name in clinical.FILES}
FACTS = list(clinical.facts_of(clinical.everything()))
# "20 U", "4.0", "2.50".
UNITS_LETTER = re.compile(r"\d\s?[UuI]{1,2}\b|\d\.0\b|\b\d+\.\d*0\b")


@pytest.mark.parametrize(("where", "fact"), FACTS, ids=[where for where, _ in FACTS])
def test_a_figure_has_a_source_a_day_and_a_confidence(where, fact):
    assert fact["source"] in clinical.everything()["sources"]
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", fact["as_of"])
    assert fact["confidence"] in ("confirmed", "secondary", "unconfirmed")


def test_nothing_with_a_number_in_it_escapes_that_check():
    """Every table of the files is a figure, a product or a source: none else could carry a number past the check."""
    counted = 0
    for name, text in TEXTS.items():
        raw = tomllib.loads(text)
        if name == "sources":
            continue
        if name == "products":
            assert all(
                product.keys() == {"name", "market", "inn", "form", "figures"} for product in raw.values()
            )
            counted += sum(len(product["figures"]) for product in raw.values())
        else:
            assert raw.keys() == {"facts"}
            counted += len(raw["facts"])
    assert counted == len(FACTS) > 100


def test_a_source_has_a_title_and_says_where_it_is():
    used = {fact["source"] for _, fact in FACTS}
    for key, source in clinical.everything()["sources"].items():
        assert key in used, f"{key} is the source of nothing"
        assert source.keys() == {"title", "short", "at"} and source["title"] and source["short"]
        assert source["at"] or key == "taught"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('source = "nowhere"', "'nowhere' is no source"),
        ("", "None is no source"),
        ('source = "aao", as_of = "soon"', "as_of is a day"),
        ('source = "aao"', "as_of is a day"),
        ('source = "aao", as_of = "2026-13-01"', "as_of is a day"),
        ('source = "aao", as_of = "2026-11-21"', "confidence is one of"),
        ('source = "aao", as_of = "2026-11-21", confidence = "sure"', "confidence is one of"),
        (
            'source = "taught", as_of = "2026-11-21", confidence = "confirmed"',
            "no source says is unconfirmed",
        ),
    ],
)
def test_a_figure_without_a_source_is_refused(change, words):
    fact = 'facts = [{ kind = "mind", area = "chin", text = "x"' + (f", {change}" if change else "") + " }]"
    with pytest.raises(clinical.BadReference, match=re.escape(words)):
        clinical.read(TEXTS | {"areas": fact})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('kind = "guess"', "no kind of figure"),
        ('kind = "mind", area = "chin"', "text is missing"),
        ('kind = "mind", area = "knee", text = "x"', "knee is not in the list"),
        ('kind = "mind", area = "chin", text = "x", converted = 3', "converted is not known here"),
        ('kind = "interval"', "in months or in weeks"),
    ],
)
def test_a_figure_that_says_too_little_or_too_much_is_refused(change, words):
    rest = 'source = "aao", as_of = "2026-11-21", confidence = "confirmed"'
    with pytest.raises(clinical.BadReference, match=re.escape(words)):
        clinical.read(TEXTS | {"areas": f"facts = [{{ {change}, {rest} }}]"})


def test_every_product_and_area_of_the_form_is_described():
    known = clinical.everything()
    assert list(known["products"]) == vocabulary.codes("products")
    assert {fact["area"] for fact in known["areas"]} == set(vocabulary.codes("areas"))
    found = {fact["code"] for fact in known["contraindications"]} - {""}
    assert found == set(vocabulary.codes("contraindications"))
    assert {fact["code"] for fact in known["complications"]} - {""} <= set(vocabulary.codes("events"))


def test_the_muscles_of_the_reference_are_those_of_the_form():
    for fact in clinical.everything()["areas"]:
        if fact["kind"] == "muscles":
            assert fact["muscles"] == vocabulary.LISTS["area_muscles"][fact["area"]]


def test_only_confirmed_figures_reach_a_warning():
    sure = 0
    for code, product in clinical.as_json()["products"].items():
        figures = clinical.everything()["products"][code]["figures"]
        confirmed = [fact for fact in figures if fact["confidence"] == "confirmed"]
        doses = {fact["area"]: fact["units"] * 10 for fact in confirmed if fact["kind"] == "dose"}
        assert {area: dose["units_tenths"] for area, dose in product["doses"].items()} == doses
        assert len(product["sessions"]) == len([fact for fact in confirmed if fact["kind"] == "session"])
        for kind in ("labelled", "interval", "age", "strength"):
            assert (product[kind] is not None) == any(fact["kind"] == kind for fact in confirmed), (
                code,
                kind,
            )
        sure += len(doses)
    assert sure > 10


@pytest.mark.parametrize(("where", "fact"), FACTS, ids=[where for where, _ in FACTS])
def test_units_are_spelled_out_and_nothing_ends_in_a_zero(where, fact):
    for words in (fact.get("text", ""), fact.get("note", "")):
        assert not UNITS_LETTER.search(words), words
