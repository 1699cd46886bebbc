"""The days on which a licence was valid, and the items that rules count of them; rows of A4."""

import pytest

from logbook.eligibility import grammar, judging
from logbook.record.spells import EVER, Spell, Under, is_valid, items, spells, under, worse
from logbook.validity import Check, Licence, Period, Version

ID = "11111111-1111-4111-8111-111111111111"
TODAY = "2026-11-28"


def licence(*periods, checks=(), **said):
    usual = {"region": "GB", "body": "GMC", "type": "full", "number": "7012345", "prescriber": None}
    first = Version(**(usual | said), is_primary=True, recorded_on="2026-01-05")
    return Licence(ID, "ben", (first,), periods, checks)


def period(act, status, from_on=None, to_on=None, recorded_on="2026-01-05", found=True, of=None):
    return Period(act, status, from_on, to_on, recorded_on, found, of)


def check(on="2026-11-03", number="7012345"):
    return Check("check", on, None, "GMC", number, "", on)


def told(*found):
    return [(one.first, one.last, one.state) for one in found]


def test_a_number_without_more_is_valid_on_every_day():
    assert spells(licence()) == [Spell(EVER, None, "active")]


def test_l6_a_licence_that_ends_is_valid_on_its_last_day_and_ended_the_day_after():
    assert told(*spells(licence(period("a", "active", to_on=TODAY)))) == [
        (EVER, TODAY, "active"),
        ("2026-11-29", None, "ended"),
    ]


def test_l10_a_suspension_is_days_in_between():
    suspended = period("a", "suspended", "2026-05-01", "2026-08-01")
    assert told(*spells(licence(suspended))) == [
        (EVER, "2026-04-30", "active"),
        ("2026-05-01", "2026-08-01", "suspended"),
        ("2026-08-02", None, "active"),
    ]


def test_l11_a_licence_is_as_it_was_known_on_a_day():
    found_out = period("a", "ended", "2026-05-02", recorded_on="2026-06-01")
    ended = licence(found_out)
    assert told(*spells(ended, "2026-05-31")) == [(EVER, None, "active")]
    assert told(*spells(ended)) == [(EVER, "2026-05-01", "active"), ("2026-05-02", None, "ended")]
    assert spells(ended, "2026-01-01") == []


def test_l9_conditions_are_a_spell_of_their_own_and_valid():
    since = period("a", "active", "2020-01-01"), period("b", "conditions", "2026-03-01")
    [one, other] = items([licence(*since, checks=[check()])])
    assert (one["status"], one["until"], other["status"], other["on"]) == (
        *("active", "2026-02-28"),
        *("conditions", "2026-03-01"),
    )
    assert (one["state"], other["state"], other["id"]) == ("counts", "counts", ID)
    assert one["id"] != ID


@pytest.mark.parametrize(
    ("checks", "state"),
    [([], "waits"), ([check()], "counts"), ([check(number="7999999")], "waits")],
    ids=["only said by its holder", "looked up", "looked up under another number"],
)
def test_a_licence_counts_once_the_school_has_looked_it_up(checks, state):
    assert [one["state"] for one in items([licence(checks=checks)])] == [state]


def rule(**where):
    asked = {"id": "licence", "label": "Licence", "of": "licences", "min": 1, "where": where}
    return grammar.read(
        {"key": "k", "version": 1, "title": "t", "authority": "ours", "source": "s", "as_of": TODAY}
        | {"gates": [{"id": "licence", "label": "Licence", "rules": [asked]}]}
    )


def stands(known, day=TODAY, **where):
    facts = judging.facts({"licences": items(known)})
    [gate] = judging.judge(rule(**where), facts, day)["gates"]
    [found] = gate["rules"]
    return found["state"], found["met_on"], found["holds_until"]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-04-30", "met"), ("2026-05-01", "ended"), ("2026-08-01", "ended"), ("2026-08-02", "met")],
)
def test_l10_the_gate_is_met_on_the_days_on_which_the_licence_is_valid(day, state):
    suspended = licence(period("a", "suspended", "2026-05-01", "2026-08-01"), checks=[check()])
    assert stands([suspended], day)[0] == state


def test_r33_a_licence_that_ends_holds_its_gate_until_that_day_and_it_has_ended_the_day_after():
    ends = licence(period("a", "active", to_on=TODAY), checks=[check()])
    assert stands([ends]) == ("met", None, TODAY)
    assert stands([ends], "2026-11-29")[0] == "ended"


def test_what_its_holder_says_alone_is_waited_for():
    assert stands([licence()])[0] == "waiting"


@pytest.mark.parametrize(
    ("region", "asked", "state"),
    [
        ("US-NV", "US-NV", "met"),
        ("US-NV", "US", "met"),
        ("US-NV", "US-AZ", "open"),
        ("GB", "GB", "met"),
        ("", "GB", "open"),
    ],
)
def test_l14_a_licence_is_one_for_its_own_state_and_country(region, asked, state):
    assert stands([licence(region=region, checks=[check()])], region=[asked])[0] == state


def test_l13_each_number_that_somebody_signed_with_has_the_days_of_its_own_licence():
    gmc = licence(period("a", "suspended", "2026-05-01", "2026-08-01"))
    gdc = licence(body="GDC", number="281234")._replace(id=ID.replace("1", "2"))
    known = under([gmc, gdc])
    assert not is_valid(known, Under("ben", "GMC", "7012345"), "2026-06-10")
    assert is_valid(known, Under("ben", "GDC", "281234"), "2026-06-10")
    assert not is_valid(known, Under("ben", "", ""), "2026-06-10")


def test_a_number_that_was_put_right_has_the_same_days():
    was = licence(period("a", "suspended", "2026-05-01", "2026-08-01"))
    now = was.versions[0]._replace(number="7012346", recorded_on="2026-09-01")
    known = under([was._replace(versions=(*was.versions, now))])
    assert {one.number for one in known} == {"7012345", "7012346"}
    assert not is_valid(known, Under("ben", "GMC", "7012345"), "2026-06-10")


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(
            licence(period("a", "active", to_on="2026-12-29")),
            [("2026-11-28", "soon"), ("2026-12-30", "ended")],
            id="L15 31 days before, and the day after its last",
        ),
        pytest.param(
            licence(
                period("a", "active", to_on="2026-12-29"),
                period("b", "active", to_on="2027-12-29", recorded_on="2026-12-20", of="a"),
            ),
            [("2027-11-28", "soon"), ("2027-12-30", "ended")],
            id="L15 renewed: only what is to come",
        ),
        pytest.param(
            licence(
                period("a", "active"), period("b", "active", to_on="2026-05-01", recorded_on="2026-06-01")
            ),
            [("2026-06-02", "ended")],
            id="L11 found out later: told on the next day, and nothing of its last 31 days",
        ),
        pytest.param(
            licence(
                period("a", "active"), period("b", "suspended", "2026-05-01", "2026-08-01", "2026-05-02")
            ),
            [("2026-05-03", "suspended")],
            id="L10 a suspension comes without notice, and passes",
        ),
        pytest.param(licence(period("a", "active")), [], id="nothing ends"),
    ],
)
def test_it_gets_worse_on_the_days_of_the_row(held, expected):
    assert [(turn.day, turn.state) for turn in worse(held)] == expected
