"""What narrows a rule is written by the folds of its form: the same, byte for byte, as somebody would write by hand."""

import copy

import pytest
from sqlalchemy import update

from logbook import store
from logbook.models import SetDraft
from logbook.record.published import text_of
from logbook.vocabulary import codes
from tests.support.server.reader import read

# What is typed, and what the rule says then beside what it said.
WRITTEN = {
    "exclusive, a new group": ({"exclusive_new": "Upper face"}, {"exclusive": "upper-face"}),
    "exclusive, as its name is": ({"exclusive_new": "upper_face"}, {"exclusive": "upper_face"}),
    "after": ({"after": "observed"}, {"after": "observed"}),
    "max_share, supervisor": ({"max_share": "signer", "max_share_n": "80"}, {"max_share": {"signer": 80}}),
    "max_share, model": ({"max_share": "model", "max_share_n": "25"}, {"max_share": {"model": 25}}),
    "per": ({"per_years_n": "1", "per_times_n": "3"}, {"per": {"years": 1, "times": 3}}),
    "applies": (
        {"applies_profession": ["dentist", "registered_nurse"], "applies_region": "GB, US-NV"},
        {"applies": {"profession": ["registered_nurse", "dentist"], "region": ["GB", "US-NV"]}},
    ),
    "applies, before": (
        {"applies_specialty": "oral_surgery", "applies_prior": "optometrist"},
        {"applies": {"specialty": ["oral_surgery"], "prior": ["optometrist"]}},
    ),
    "unless": ({"unless_profession": ["physician"]}, {"unless": {"profession": ["physician"]}}),
}
# One after the other, with the button that leads to the form of a limit.
LIMITS = {
    "of some": (
        {"setting": ["simulation"], "count": "2"},
        {"where": {"setting": ["simulation"]}, "count": 2},
    ),
    "none of some": (
        {"part": ["observed"], "areas": ["glabella", "forehead"], "count": "0"},
        {"where": {"part": ["observed"], "areas": ["glabella", "forehead"]}, "count": 0},
    ),
    "not reviewed": ({"reviewed": "no", "count": "5"}, {"where": {"reviewed": False}, "count": 5}),
}


def written(dans, rule, more) -> str:
    """The draft as it would be if somebody had written this into a rule by hand."""
    doc = copy.deepcopy(dans.doc())
    next(one for gate in doc["gates"] for one in gate["rules"] if one["id"] == rule).update(more)
    return text_of(doc)


@pytest.mark.parametrize(("typed", "said"), WRITTEN.values(), ids=WRITTEN)
def test_each_is_written_as_by_hand_and_taken_away_again(dans, typed, said):
    before, [name] = text_of(dans.doc()), said
    by_hand = written(dans, "glabella", said)
    dans.fills("rules/glabella", **typed)
    assert text_of(dans.doc()) == by_hand
    dans.fills("rules/glabella")
    assert text_of(dans.doc()) == by_hand, "a form that is sent untouched changes nothing"
    page = dans.fills("rules/glabella", step=f"take:{name}")
    assert text_of(dans.doc()) == before
    assert page.heading == "Glabella" and f"take:{name}" not in page.html


@pytest.mark.parametrize(("typed", "limit"), LIMITS.values(), ids=LIMITS)
def test_a_limit_of_some_is_written_as_by_hand_and_taken_away_again(dans, typed, limit):
    before, by_hand = text_of(dans.doc()), written(dans, "glabella", {"at_most": [limit]})
    page = dans.fills("rules/glabella", step="limit:0")
    assert page.heading == "Glabella: at most so many"
    page = dans.fills("rules/glabella/limits/0", **typed)
    assert text_of(dans.doc()) == by_hand and page.heading == "Glabella"
    dans.fills("rules/glabella/limits/0")
    assert text_of(dans.doc()) == by_hand, "a form that is sent untouched changes nothing"
    dans.fills("rules/glabella", step="drop:0")
    assert text_of(dans.doc()) == before


def test_several_limits_stand_in_their_order_and_one_is_changed_or_taken_away_among_them(dans):
    for at, (typed, _) in enumerate(LIMITS.values()):
        dans.fills(f"rules/glabella/limits/{at}", **typed)
    limits = [limit for _, limit in LIMITS.values()]
    assert dans.rule("glabella")["at_most"] == limits
    dans.fills("rules/glabella/limits/1", count="4")
    limits[1] = limits[1] | {"count": 4}
    assert dans.rule("glabella")["at_most"] == limits
    page = dans.fills("rules/glabella", step="drop:0")
    assert dans.rule("glabella")["at_most"] == limits[1:]
    assert "At most 4 of them Observed; Forehead or Glabella" in page.text
    assert dans.client.get(f"{dans.draft}/rules/glabella/limits/3").status_code == 404
    dans.fills("rules/glabella", step="drop:7")
    assert dans.rule("glabella")["at_most"] == limits[1:]


def test_a_button_beside_a_limit_keeps_what_else_was_typed(dans):
    dans.fills("rules/glabella", step="limit:0", min="7", label="Between the brows")
    assert dans.rule("glabella")["min"] == 7 and dans.rule("glabella")["label"] == "Between the brows"
    assert "at_most" not in dans.rule("glabella")


def test_rules_of_one_group_are_picked_and_each_says_the_others(dans):
    dans.fills("rules/glabella", exclusive_new="Upper face")
    page = read(dans.client, f"{dans.draft}/rules/forehead")
    assert "upper-face: Glabella" in page.text
    dans.fills("rules/forehead", exclusive="upper-face")
    assert dans.rule("forehead")["exclusive"] == "upper-face"
    place = dans.page().soup.find(id="at-glabella").get_text(" ")
    assert "what counts here does not count for “Forehead” too" in place


def test_spans_of_years_take_the_place_of_a_window_and_keep_the_day_it_is_reckoned_from(app, dans):
    doc = dans.doc()
    doc["gates"][0]["rules"][3]["within"] = {"months": 12, "back_from": "sitting"}
    with app.app_context(), store.writing() as connection:
        connection.execute(update(SetDraft).values(text=text_of(doc)))
    dans.fills("rules/glabella", per_years_n="1", per_times_n="3")
    assert dans.rule("glabella")["within"] == {"back_from": "sitting"}
    assert "in each of the last 3 years before the examination" in dans.page().text
    assert "within 24 months, in each" not in dans.page().text


def test_a_way_of_a_choice_is_narrowed_too_and_the_choice_says_for_whom_it_is(dans):
    ways = dans.adds("hands_on", "one_of", "Ways")
    way = dans.adds(ways, "prior_cases", "Before", min="10")
    dans.adds(ways, "hours", "A course", min="24")
    dans.fills(f"rules/{way}", per_years_n="1", per_times_n="3", after="observed")
    dans.fills(f"rules/{ways}", applies_profession=["dentist"])
    rule = dans.rule(ways)
    assert rule["any"][0]["per"] == {"years": 1, "times": 3} and rule["any"][0]["after"] == "observed"
    assert rule["applies"] == {"profession": ["dentist"]}
    folds = read(dans.client, f"{dans.draft}/rules/{way}").form(f"{dans.draft}/rules/{way}")
    assert "after" in folds and "max_share" not in folds
    options = read(dans.client, f"{dans.draft}/rules/{way}").soup.select("#f-after option")
    assert not {ways, way} & {option["value"] for option in options}


def test_a_stepper_counts_years_and_keeps_the_rest(dans):
    dans.fills("rules/glabella", per_years_n="1", per_times_n="3")
    dans.fills("rules/glabella", step="per_times_n+")
    dans.fills("rules/glabella", step="per_years_n+")
    assert dans.rule("glabella")["per"] == {"years": 2, "times": 4}
    dans.fills("rules/glabella", max_share="signer", max_share_n="80")
    dans.fills("rules/glabella", step="max_share_n-")
    assert dans.rule("glabella")["max_share"] == {"signer": 79}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"exclusive_new": "9 lives"}, "Use letters, figures and spaces, at most 40, a letter first"),
        ({"exclusive": "nobody"}, "Choose one of these"),
        ({"after": "nothing"}, "Choose one of these"),
        ({"max_share": "signer", "max_share_n": "100"}, "Enter a percentage from 1 to 99"),
        ({"max_share": "signer", "max_share_n": ""}, "Enter a percentage from 1 to 99"),
        ({"per_years_n": "1", "per_times_n": ""}, "Enter how many, from 1 on"),
        ({"per_years_n": "0", "per_times_n": "2"}, "Enter how many, from 1 on"),
        ({"applies_region": "x" * 101}, "Use at most 30 words"),
    ],
)
def test_what_is_no_answer_is_said_beside_it_with_its_fold_open(dans, answers, words):
    before = dans.doc()
    page = dans.fills("rules/glabella", 422, **answers)
    place = page.soup.select_one("details[open] .field.bad")
    assert words in place.get_text(" ") and words in page.soup.select_one("[data-problems]").get_text(" ")
    assert dans.doc() == before


def test_a_limit_says_which_are_meant(dans):
    before = dans.doc()
    page = dans.fills("rules/glabella/limits/0", 422, count="2")
    assert "Say which of them are meant" in page.soup.select_one(".field.bad").get_text(" ")
    page = dans.fills("rules/glabella/limits/0", 422, setting=["simulation"], count="few")
    assert "Enter a whole number from 0 to 100,000" in page.text
    assert dans.doc() == before


def test_a_circle_and_a_group_that_nobody_could_be_given_stand_beside_their_rules(dans):
    dans.fills("rules/glabella", after="forehead")
    dans.fills("rules/forehead", after="glabella")
    page = dans.page()
    for id in ("glabella", "forehead"):
        assert "It counts only after itself." in page.soup.find(id=f"at-{id}").get_text(" ")
    assert "It counts only after itself." in read(dans.client, f"{dans.draft}/rules/glabella").text
    dans.fills("rules/glabella", step="take:after")
    dans.fills("rules/glabella", exclusive_new="brow", per_years_n="1", per_times_n="2")
    words = "Only a rule that counts items as they are can have them for itself alone."
    assert words in dans.page().soup.find(id="at-glabella").get_text(" ")


def test_what_comes_after_a_rule_that_was_removed_stands_beside_it_and_can_be_taken_away(dans):
    dans.fills("rules/glabella", after="observed")
    dans.presses("remove:observed")
    words = "It counts after the rule observed, which the set has not."
    assert words in dans.page().soup.find(id="at-glabella").get_text(" ")
    dans.fills("rules/glabella", min="6")
    assert dans.rule("glabella")["after"] == "observed"
    dans.fills("rules/glabella", step="take:after")
    assert words not in dans.page().text


def test_a_form_of_a_build_that_asked_none_of_it_takes_nothing_away(dans):
    start = dans.opens("rules/glabella")
    dans.fills("rules/glabella", after="observed", per_years_n="1", per_times_n="2")
    old = {
        name: value for name, value in start.items() if not name.startswith(("after", "per_", "exclusive"))
    }
    fresh = dans.opens("rules/glabella")["edition"]
    dans.fills("rules/glabella", start=old | {"edition": fresh, "min": "9"})
    rule = dans.rule("glabella")
    assert rule["min"] == 9 and rule["after"] == "observed" and rule["per"] == {"years": 1, "times": 2}


def test_specialties_are_picked_from_a_list_and_one_that_is_listed_no_more_stays(dans):
    dans.fills("rules/glabella", applies_specialty=["dermatology", "phrenology"])
    page = read(dans.client, f"{dans.draft}/rules/glabella")
    boxes = {box["value"]: box.has_attr("checked") for box in page.soup.select("[name=applies_specialty]")}
    assert set(codes("specialties")) < boxes.keys()
    assert {word for word, is_chosen in boxes.items() if is_chosen} == {"dermatology", "phrenology"}
    dans.fills("rules/glabella", applies_specialty=["phrenology"])
    assert dans.rule("glabella")["applies"] == {"specialty": ["phrenology"]}
