"""Two grammars say the same of a set, and phones that know the first read the second."""

import subprocess
import sys

import pytest

from logbook import canonical
from logbook.eligibility import grammar, objections, older, requirements, sentences
from logbook.eligibility.report import report, ruled
from logbook.record import published
from tests.support.documents.cases import TODAY, a_case

FIRST = """
version = 3
title = "As it was written before"
authority = "provider"
source = "Handbook, page 4"
as_of = "2026-01-05"
window = { months = 12 }
caps = { per_model_area = 2 }
[limits]
reconstituted_hours = 10
[cusum]
acceptable_percent = 10
unacceptable_percent = 30
[[rules]]
id = "treated"
label = "Treated"
kind = "entries"
required = 10
maximum = 20
filters = { part = ["assisted", "supervised_direct"], areas = ["glabella"] }
[[rules]]
id = "different-models"
label = "Different models"
kind = "models"
required = 5
[[rules]]
id = "different-signers"
label = "Different supervisors"
kind = "supervisors"
required = 2
caps = {}
[[rules]]
id = "types"
label = "Skin types"
kind = "skin_types"
required = 3
window = {}
[[rules]]
id = "reviewed"
label = "Reviewed"
kind = "reviews"
percent = 80
[[rules]]
id = "discussed"
label = "Discussed"
kind = "discussed"
required = 2
[[rules]]
id = "in-time"
label = "In time"
kind = "signed_within"
days = 14
percent = 90
"""


def test_a_set_of_the_first_grammar_is_the_same_after_it_was_said_in_the_second():
    first = requirements.read("before", FIRST)
    second = older.converted(first)
    assert objections.faults(second) == []
    said = older.told(grammar.read(second | {"confidence": "read"}))
    assert said == first


# Who is enrolled is told a set by its number: another text under the same number could not be told apart.
TEXTS = {
    ("generic-starter", 1): "f42245f957b3af14",
    ("generic-whole", 1): "23442cbb21a724ea",
    ("uk-hee-10-10", 1): "9db2ab3d866eebe2",
    ("uk-l7-experienced", 1): "8b7099483f663d0d",
    ("us-cans", 2): "9c60c680345d623b",
    ("us-nv-dentist", 2): "0ef2776b70fc20d6",
}


@pytest.mark.parametrize("key", requirements.keys())
class TestShipped:
    def test_whoever_changes_its_text_gives_it_another_version(self, key):
        found = published.shipped(key)
        assert TEXTS[key, found.version] == found.hash[:16]

    def test_it_can_be_published(self, key):
        raw = requirements.raw(key)
        del raw["key"]
        assert raw["grammar"] == 2 and objections.faults(raw) == []

    def test_it_says_where_it_comes_from_and_how_sure_it_is(self, key):
        whole, told = requirements.whole(key), requirements.sets()[key]
        assert whole["source"] in told["source"]
        assert told["source"].startswith(older.SURE[whole["confidence"]]) or whole["authority"] == "ours"

    def test_it_is_told_to_phones_that_know_the_first_grammar(self, key):
        told = requirements.sets()[key]
        assert canonical.loads(canonical.dumps({"typ": "requirements", "id": key, **told}))["key"] == key
        for rule in told["rules"]:
            assert rule["kind"] in requirements.KINDS
            assert (rule["required"] is None) != (rule["percent"] is None)

    def test_each_of_its_rules_reads_as_words(self, key):
        for gate in requirements.whole(key)["gates"]:
            for rule in gate["rules"]:
                said = sentences.asked(rule)
                assert said and "_" not in said + sentences.limits(rule)

    def test_nothing_is_met_by_an_empty_logbook(self, key):
        lines, _ = ruled(requirements.sets()[key], [], TODAY, requirements.whole(key))
        assert not any(line["met"] for line in lines)


def test_no_process_that_starts_compiles_the_schema():
    asks = (
        "import sys; from logbook.eligibility import requirements; requirements.sets(); print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert "logbook.eligibility.grammar" in told.stdout and "fastjsonschema" not in told.stdout


def test_a_rule_about_what_is_not_kept_is_open_and_says_so():
    raw = requirements.raw("us-cans")
    asked = {"id": "written", "label": "Written examination", "of": "papers", "min": 1}
    whole = grammar.read(raw | {"gates": [{"id": "examination", "label": "Examination", "rules": [asked]}]})
    [line] = ruled(older.told(whole), [a_case()], TODAY, whole)[0]
    assert line["label"].endswith("(not recorded here yet)")
    assert (line["counted"], line["required"], line["missing"], line["met"]) == (0, 1, 1, False)


def test_a_number_that_is_our_reading_says_that_nobody_confirmed_it():
    labels = [rule["label"] for rule in requirements.sets()["uk-hee-10-10"]["rules"]]
    assert "Glabella (not confirmed)" in labels and "Observed" in labels


def starter(cases, today=TODAY):
    key = requirements.STARTER
    return report("ana", "p", requirements.sets()[key], cases, today, requirements.whole(key))


class TestMended:
    """What reports of earlier builds said wrongly."""

    def test_a_case_of_a_day_to_come_counts_only_from_then_on(self):
        case = a_case(performed_on="2026-11-21")
        for today, counted in (("2026-11-20", 0), ("2026-11-21", 1)):
            line = next(line for line in starter([case], today)["rules"] if line["id"] == "supervised")
            assert line["counted"] == counted

    def test_different_models_that_are_missing_are_cases_to_go(self):
        # Twenty cases of eight models: "20 done" is met, and two further models are asked.
        treated = [a_case(model=f"M{number % 8}", areas=(area,)) for number, area in enumerate(AREAS)]
        seen = [a_case(part="observed") for _ in range(10)]
        found = starter([*treated, *seen])
        lines = {line["id"]: line for line in found["rules"]}
        assert lines["supervised"]["met"] and lines["models"]["missing"] == 2
        assert found["totals"]["to_go"] == 2


AREAS = ["glabella"] * 8 + ["forehead"] * 8 + ["crows_feet"] * 6


def test_what_comes_before_another_set_leaves_its_rules_as_they_are_and_they_wait_for_it():
    whole, starter = requirements.whole("generic-whole"), requirements.whole("generic-starter")
    assert [gate["id"] for gate in whole["gates"]] == ["licence", "programme", "hands_on"]
    assert whole["gates"][-1]["rules"] == starter["gates"][0]["rules"]
    assert whole["gates"][-1]["needs"] == ["licence", "programme"]
    assert (whole["limits"], whole["defaults"]) == (starter["limits"], starter["defaults"])
    assert whole["title"] != starter["title"]
