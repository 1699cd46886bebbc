"""What is unusual is said in sentences with the figure and its source, alike in both languages, and never blocks."""

import pytest

from logbook import pages, shell, vocabulary
from logbook.export import words
from logbook.pages.cautions import sentences
from logbook.pages.clock import Clock
from logbook.pages.dilution import measures
from tests.contract import engine, phones
from tests.contract.twins import NOW, TZ
from tests.support.cast.people import ANA
from tests.support.documents.statements import a_point
from tests.support.documents.warned import a_case, codes, figure

CLOCK = Clock(NOW, TZ)
_SAID = """(m, snapshot, doc, codes, shell) => {
  const view = m["twins/pages/cases.js"].read(snapshot, { now: "", local: () => "" }, shell);
  const [cautions, dilution] = ["cautions", "dilution"].map((name) => m[`twins/pages/${name}.js`]);
  return { said: cautions.sentences(view, doc, codes), measures: dilution.measures(view, doc) };
}"""
_MODULES = ["twins/pages/cases.js", "twins/pages/cautions.js", "twins/pages/dilution.js"]


def said(doc, *codes, beside=()):
    """The sentences of these codes on a phone that holds the case and those beside it."""
    return _told(doc, list(codes), list(beside))["said"]


def measured(doc):
    """What is said of strength and dose."""
    return [fact["value"] for fact in _told(doc, [], [])["measures"]]


def _told(doc, codes, beside):
    snapshot = phones.phone(ANA, [*beside, doc])
    view = pages.read(snapshot, CLOCK, shell.data())
    here = {"said": sentences(view, doc, codes), "measures": measures(view, doc)}
    assert engine.apply(_MODULES, _SAID, snapshot, doc, codes, shell.data()) == here
    return here


OLD = {"age_band": "70+"}
HELD = {"expires_on": "2026-01-31", "reconstituted_at": "2026-11-18T08:00"}
# Told by the clock, by a membership or by another case: see tests/time/test_cautioned_dates.py and
# tests/entries/test_twice.py.
OF_OTHERS = ("dated_ahead", "before_joining", "twice")
# rule → the case, and what is said of it
SAID = {
    "product_expired": (
        a_case(("glabella", 5), product=HELD),
        "The product expired on 31 January 2026, before the day of treatment.",
    ),
    "made_up_later": (
        a_case(("glabella", 5), product={"reconstituted_at": "2026-11-21T08:00"}),
        "The product was made up after the treatment.",
    ),
    "made_up_long_ago": (
        a_case(("glabella", 5), product=HELD),
        "Made up 2 days before the treatment; the limit is 24 hours (labels, as of November 2026).",
    ),
    "contraindication_found": (
        a_case(("glabella", 5), assessment={"contraindications": ["infection", "pregnancy"]}),
        "A contraindication or caution was recorded, and the model was injected: "
        "infection or inflammation at the site, pregnancy.",
    ),
    "age_over_label": (
        a_case(("glabella", 5), code="azzalure", model=OLD),
        "Age 70+; the label of Azzalure is for adults under 65 (UK label, as of November 2026).",
    ),
    "interval_short": (
        a_case(("glabella", 5), model={"days_since_last": 40}),
        "Last treated 40 days before, on 11 October 2026; the label of Botox Cosmetic says not more often than "
        "every 3 months (US label, as of October 2024).",
    ),
    "over_label_area": (
        a_case(("glabella", 28)),
        "28 units in the glabella; the label of Botox Cosmetic says 20 (US label, as of October 2024).",
    ),
    "off_label_area": (
        a_case(("dao", 4)),
        "Mouth corners: not on the label of Botox Cosmetic, which names glabella, forehead, crow’s feet and platysma "
        "(US label, as of October 2024).",
    ),
    "over_label_session": (
        a_case(("glabella", 20), ("forehead", 21)),
        "41 units in one session; the label of Botox Cosmetic says at most 40 for glabella and forehead "
        "(US label, as of October 2024).",
    ),
}


@pytest.mark.parametrize("rule", [code for code in vocabulary.codes("warnings") if code not in OF_OTHERS])
def test_every_rule_has_a_sentence_with_its_figure(rule):
    doc, sentence = SAID[rule]
    code = next(code for code in codes(doc) if code.partition(":")[0] == rule)
    assert said(doc, code) == [sentence]


def test_the_last_treatment_is_found_among_the_cases_of_the_same_model():
    before = a_case(("glabella", 20), performed_on="2026-10-03")
    others = [
        a_case(("glabella", 20), performed_on="2026-11-10", model={"code": "OTHR"}),
        a_case(("glabella", 20), performed_on="2026-11-11", setting="simulation"),
        a_case(performed_on="2026-11-12", part="observed"),
    ]
    now = a_case(("glabella", 20))
    assert said(now, "interval_short", beside=[before, *others])[0].startswith(
        "Last treated 48 days before, on 3 October 2026;"
    )


def test_what_another_build_stored_is_shown_in_plain_words():
    plain = a_case(("glabella", 5), code="alluzience")
    assert said(plain, "of_a_newer_build", "off_label_area:chin", "over_label_session") == [
        "of_a_newer_build",
        "An area that is not on the label: Chin.",
        "More units in one session than the label says.",
    ]


# vial, diluent in hundredths of a mL, dose → what is said
DILUTIONS = [
    (100, 250, (4, 4, 4, 4, 4), "4 units in 0.1 mL", "5 points of 4 units: 20 units in 0.5 mL"),
    (50, 125, (4,), "4 units in 0.1 mL", "1 point of 4 units: 4 units in 0.1 mL"),
    (100, 1000, (1,), "1 unit in 0.1 mL", "1 point of 1 unit: 1 unit in 0.1 mL"),
    (125, 63, (10,), "about 20 units in 0.1 mL", "1 point of 10 units: 10 units in about 0.05 mL"),
    (300, 150, (10, 10), "20 units in 0.1 mL", "2 points of 10 units: 20 units in 0.1 mL"),
    (100, 250, (2, 4), "4 units in 0.1 mL", "1 point of 4 units and 1 point of 2 units: 6 units in 0.15 mL"),
    (100, 250, (2.5,), "4 units in 0.1 mL", "1 point of 2.5 units: 2.5 units in about 0.06 mL"),
]  # fmt: skip


@pytest.mark.finding("use.T16")
@pytest.mark.parametrize(("vial", "diluent", "doses", "strength", "given"), DILUTIONS)
def test_dilution_and_volume_are_worked_out_exactly_or_said_to_be_rounded(
    vial, diluent, doses, strength, given
):
    product = {"vial_units": vial, "diluent_hundredths_ml": diluent}
    points = [a_point("mid", "procerus", round(dose * 10)) for dose in doses]
    doc = a_case(("glabella", 4), product=product) | {"points": points}
    assert measured(doc) == [strength, given]


def test_a_label_s_dilution_gives_the_label_s_strength():
    # 100 units and 2.5 mL: 4 units in 0.1 mL by the label of Botox Cosmetic.
    label = figure("botox", "dilution", vial_units=100)
    doc = a_case(
        ("glabella", 4), product={"vial_units": 100, "diluent_hundredths_ml": label["diluent_hundredths_ml"]}
    )
    assert measured(doc)[0] == "4 units in 0.1 mL"


def test_a_ready_made_liquid_has_the_strength_of_its_label():
    assert figure("relfydess", "strength")["units_per_ml"] == 100
    unmixed = {"vial_units": None, "diluent_hundredths_ml": None}
    doc = a_case(("glabella", 50), code="relfydess", product=unmixed)
    assert measured(doc) == ["10 units in 0.1 mL", "1 point of 50 units: 50 units in 0.5 mL"]


def test_without_a_dilution_only_the_dose_is_said():
    doc = a_case(("glabella", 20), product={"vial_units": 100, "diluent_hundredths_ml": None})
    assert measured(doc) == ["1 point of 20 units: 20 units"]
    assert measured(a_case(performed_on="2026-11-12", part="observed") | {"product": None}) == []


def test_on_paper_a_warning_names_its_area():
    assert words.warned("product_expired") == "The product had expired on the day of treatment"
    assert words.warned("off_label_area:dao") == "An area that is not on the label (mouth corners)"
    assert words.warned("of_a_newer_build") == "of_a_newer_build"
