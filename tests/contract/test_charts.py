"""Charts are drawn alike in both languages, from reports of any build and with cases that only this phone has."""

import random

import pytest

from logbook.eligibility import report, requirements
from logbook.vocabulary import codes
from tests.contract import phones, twins
from tests.contract.world import HOSTILE
from tests.support.cast import people
from tests.support.documents.cases import a_case

TODAY = twins.NOW[:10]
STARTER = requirements.sets()["generic-starter"]
CHARTS = ("weeks", "curve", "spread", "doses", "ratings", "corrections", "limits", "ready_on")


def a_report(seed, many, words="Too deep"):
    """A report of a logbook of any shape."""
    chance = random.Random(seed)
    cases = [_any_case(chance, words) for _ in range(many)]
    return report(people.ANA.id, people.NORTH, STARTER, cases, TODAY)


def _any_case(chance, words):
    areas = tuple(chance.sample(codes("areas"), chance.randint(1, 3)))
    return a_case(
        performed_on=f"2026-{chance.randint(5, 11):02}-{chance.randint(1, 20):02}",
        state=chance.choice(("signed", "signed", "signed", "sent", "returned", "withdrawn")),
        part=chance.choice(("supervised_direct", "supervised_direct", "observed")),
        product=chance.choice(("botox", "azzalure", "")),
        skin_type=chance.choice(codes("skin_types")),
        areas=areas,
        doses=tuple((area, 5 * chance.randint(1, 100)) for area in areas),
        rating=chance.choice((None, 1, 2, 3, 4, 5)),
        own_rating=chance.choice((None, 1, 2, 3, 4, 5)),
        harmed=chance.random() < 0.1,
        answered=True,
        seen=tuple((f"{words} {chance.randint(1, 9)}", words) for _ in range(chance.randint(0, 2))),
    )


def drawn(found, *unsent):
    """/progress on Ana's phone with this report and these unsent cases; fails where the languages differ."""
    snapshot = phones.phone(people.ANA, [])
    [record] = snapshot["records"]["report"]
    snapshot["records"]["report"] = [record | {"doc": found}]
    snapshot["outbox"] = [phones.row(doc, n) for n, doc in enumerate(unsent, 1)]
    request = twins.asked("/progress")
    here, there = twins.here("progress", snapshot, request), twins.there("progress", snapshot, request)
    assert not twins.differences(here.page, there.page)
    assert here.html == there.html
    return here


@pytest.mark.parametrize("many", [0, 1, 2, 3, 12, 40, 300])
def test_charts_of_logbooks_of_any_size(many):
    for seed in range(4):
        drawn(a_report(seed, many))


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_supervisor_wrote(words):
    assert "<script>alert" not in drawn(a_report(7, 20, HOSTILE[words])).html


@pytest.mark.parametrize("missing", [*CHARTS, None])
def test_a_report_of_an_older_build_shows_what_it_has(missing):
    left_out = CHARTS if missing is None else (missing,)
    page = drawn({key: value for key, value in a_report(1, 30).items() if key not in left_out})
    assert "Requirements" in page.html


def test_a_case_on_this_phone_stands_on_its_week():
    weeks = {line["from"]: line for line in a_report(3, 0)["weeks"]}
    assert "2026-11-16" in weeks
    unsent = [
        phones.entry(phones.id_(place), performed_on=day) for place, day in ((1, TODAY), (2, "2026-11-15"))
    ]
    bars = drawn(a_report(3, 0), *unsent).page["sections"][0]["weeks"]["bars"]
    assert [bar["local"] for bar in bars[-2:]] == [1, 1]
    assert bars[-1]["local_reach"] == 100 and bars[-1]["waiting_reach"] == 0
