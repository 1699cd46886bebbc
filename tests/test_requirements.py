"""Requirement sets are data: each says where it comes from and how far it binds, or is refused with words."""

import pytest

from logbook import canonical
from logbook.eligibility import requirements
from logbook.eligibility.requirements import BadSet

GOOD = """
version = 1
title = "Ten of each"
authority = "provider"
source = "Handbook, page 4"
as_of = "2026-01-05"
[window]
months = 12
[[rules]]
id = "observed"
label = "Observed"
kind = "entries"
required = 10
filters = { part = ["observed"] }
"""


def a_cusum(acceptable, unacceptable):
    """Lines of a learning curve, in front of the window."""
    return f"[cusum]\nacceptable_percent = {acceptable}\nunacceptable_percent = {unacceptable}\n[window]"


def test_reads_a_set_and_fills_in_what_its_rules_leave_out():
    read = requirements.read("ten", GOOD)
    assert {name: read[name] for name in ("key", "version", "authority", "as_of")} == {
        "key": "ten",
        "version": 1,
        "authority": "provider",
        "as_of": "2026-01-05",
    }
    [rule] = read["rules"]
    assert rule["window"] == {"months": 12} and rule["caps"] == {"per_model_area": None}
    assert rule["filters"] == {
        "part": ["observed"],
        "areas": [],
        "product": [],
        "skin_type": [],
        "setting": [],
    }
    assert rule["maximum"] is None and rule["percent"] is None and rule["days"] is None


def test_a_set_may_say_how_long_a_made_up_product_is_used_and_which_lines_a_learning_curve_has():
    said = "[limits]\nreconstituted_hours = 10\n" + a_cusum(10, 30)
    read = requirements.read("ten", GOOD.replace("[window]", said))
    assert read["limits"] == {"reconstituted_hours": 10}
    assert read["cusum"] == {"acceptable_percent": 10, "unacceptable_percent": 30}
    silent = requirements.read("ten", GOOD)
    assert silent["limits"] == {"reconstituted_hours": None} and silent["cusum"] is None


@pytest.mark.parametrize("name", ["version", "title", "authority", "source", "as_of"])
def test_refuses_a_set_that_does_not_say_where_it_comes_from(name):
    without = "\n".join(line for line in GOOD.splitlines() if not line.startswith(name))
    with pytest.raises(BadSet, match=f"ten: say its {name}"):
        requirements.read("ten", without)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('"provider"', '"god"', "authority is one of official, provider, ours"),
        ('"2026-01-05"', '"last year"', "as_of is a day"),
        ("as_of = ", "as_of", "not TOML"),
        ("version = 1", 'version = "1"', "version is a whole number"),
        ('title = "Ten of each"', "title = 10", "title is a text"),
        ("months = 12", "months = 1.5", "months is a whole number"),
        ("months = 12", "weeks = 12", "weeks is not known"),
        ("[window]", "[windows]", "windows is not known"),
        ('"entries"', '"vibes"', "rule 1 .observed.: kind is one of"),
        ("required = 10", "", "either required or percent"),
        ("required = 10", "required = 10\npercent = 80", "either required or percent"),
        ("required = 10", "percent = 80", "a percentage of entries means nothing"),
        ("required = 10", "required = 10\nmaximum = 9", "maximum belongs to entries"),
        ("required = 10", "required = 10\ndays = 14", "days belong to signed_within"),
        ("required = 10", "required = -1", "required is a whole number"),
        ("required = 10", "required = 10\nhours = 3", "hours is not known"),
        ('["observed"]', '["watched"]', "part is a list of words"),
        ('["observed"]', '"observed"', "part is a list of words"),
        ('id = "observed"', 'id = ""', "needs an id and a label"),
        (
            "[window]",
            "[limits]\nreconstituted_hours = 1.5\n[window]",
            "reconstituted_hours is a whole number",
        ),
        ("[window]", "[limits]\nunits = 20\n[window]", "units is not known"),
        ("[window]", "[cusum]\nacceptable_percent = 10\n[window]", "unacceptable_percent is a whole number"),
        ("[window]", "[cusum]\nalpha = 1\n[window]", "alpha is not known"),
        ("[window]", a_cusum(30, 10), "acceptable_percent < unacceptable_percent"),
        ("[window]", a_cusum(0, 10), "0 < acceptable_percent"),
        ("[window]", a_cusum(10, 100), "unacceptable_percent < 100"),
        (GOOD[GOOD.index("[[rules]]") :], "", "it has no rules"),
    ],
)
def test_refuses_what_it_could_only_misread(right, wrong, words):
    with pytest.raises(BadSet, match=words):
        requirements.read("ten", GOOD.replace(right, wrong, 1))


def test_refuses_two_rules_with_one_id():
    with pytest.raises(BadSet, match="two rules have one id"):
        requirements.read("ten", GOOD + GOOD[GOOD.index("[[rules]]") :])


def test_every_shipped_set_can_be_read_and_travels_as_a_document():
    sets = requirements.sets()
    assert "generic-starter" in sets
    for key, asked in sets.items():
        assert asked["key"] == key
        text = canonical.dumps({"typ": "requirements", "id": key, **asked})
        assert canonical.loads(text)["rules"] == asked["rules"]


def test_the_starter_set_says_that_it_has_no_authority():
    asked = requirements.sets()["generic-starter"]
    assert asked["authority"] == "ours" and asked["source"].startswith("Ours")
