"""How a licence stood on the day of a signature, and stands today: told alike on the phone and by the server."""

import pytest

from tests.contract import twins
from tests.contract.phones import entry, phone
from tests.contract.twins import asked
from tests.support.cast import people
from tests.support.documents.statements import a_signoff

CASE = "71000000-0000-4000-8000-000000000001"


def days(*spells):
    return [dict(zip(("first", "last", "state"), one, strict=True)) for one in spells]


SUSPENDED = days(
    (None, "2026-04-30", "active"), ("2026-05-01", "2026-08-01", "suspended"), ("2026-08-02", None, "active")
)


def until(day, after, state="active"):
    return days((None, day, state), (after, None, "ended"))


# The twins' clock says 20 November 2026.
TOLD = {
    "nothing is known": None,
    "looked up": ("2026-11-03", days((None, None, "active"))),
    "suspended then": (None, SUSPENDED),
    "with conditions": ("2026-11-03", days((None, None, "conditions"))),
    "had ended": ("2026-06-01", until("2026-05-01", "2026-05-02")),
    "without leave": (None, days((None, None, "not_practising"))),
    "not begun": (None, days((None, "2026-11-30", "not_begun"), ("2026-12-01", None, "active"))),
    "ends today": (None, until("2026-11-20", "2026-11-21")),
    "ends tomorrow": (None, until("2026-11-21", "2026-11-22")),
    "ends in 31 days": (None, until("2026-12-21", "2026-12-22")),
    "ends in 32 days": (None, until("2026-12-22", "2026-12-23")),
    "ends in 31 days, under conditions": (None, until("2026-12-21", "2026-12-22", "conditions")),
    "a word of a newer build": (None, days((None, None, "paused"))),
}


def snapshot(who, known, at, **doc):
    """Somebody's phone, on which Ben signed a case of June at an instant; `known` of every licence there."""
    case = entry(CASE, performed_on="2026-06-10", **doc)
    signed = a_signoff(case, id="7a" + CASE[2:], nonce="7b" + CASE[2:], signed_at=at)
    made = phone(who, [case], [signed])
    for record in made["records"]["membership"]:
        somebody = next(one for one in (people.ANA, people.BEN) if one.id == record["doc"]["person"])
        row = {"body": somebody.body, "number": somebody.number}
        if known:
            told = [row | {"checked_on": known[0], "days": known[1]}]
            record["doc"] = record["doc"] | {
                "licences": [row | {"number": "1", "checked_on": None, "days": []}, *told]
            }
    return made


@pytest.mark.parametrize("known", TOLD)
@pytest.mark.parametrize("who", [people.ANA, people.BEN], ids=lambda who: who.name)
def test_pages_say_alike_how_a_licence_stands(who, known):
    for at in ("2026-06-10T18:00:00Z", "2026-04-30T23:30:00Z", "2026-11-19T09:00:00Z"):
        held, drawn = snapshot(who, TOLD[known], at), 0
        for name, request in (
            ("todo", asked("/todo")),
            ("me", asked("/me")),
            ("signoffs_signed", asked("/signoffs/signed")),
            ("entry_show", asked(f"/entries/{CASE}", CASE)),
            ("signoff_sheet", asked(f"/entries/{CASE}/signoff", CASE)),
        ):
            here, there = (side(name, held, request) for side in (twins.here, twins.there))
            assert here.html == there.html, name
            drawn += here.html is not None
        assert drawn >= 3


def shown(name, path, who, known, at="2026-06-10T18:00:00Z", **doc):
    return twins.here(name, snapshot(who, TOLD[known], at, **doc), asked(path, CASE)).page


@pytest.mark.parametrize(
    ("known", "mark", "valid"),
    [
        ("nothing is known", "", True),
        ("suspended then", "licence suspended on that day", False),
        ("had ended", "licence had ended by that day", False),
        ("with conditions", "with conditions (see register)", True),
    ],
)
def test_l10_a_signature_is_marked_where_the_licence_was_not_valid_on_its_day(known, mark, valid):
    answer = shown("entry_show", f"/entries/{CASE}", people.ANA, known)["answer"]
    assert (answer["licence"]["mark"], answer["licence"]["valid"]) == (mark, valid)
    assert answer["verdict"] == "signed"


def test_the_day_of_a_signature_is_that_of_its_programme():
    # Half past midnight of the first of May in London.
    [at] = {
        shown("entry_show", "/", people.ANA, "suspended then", "2026-04-30T23:30:00Z")["answer"]["licence"][
            "mark"
        ]
    }
    assert at == "licence suspended on that day"


def test_l9_the_day_of_the_last_check_stands_under_a_signature():
    answer = shown("entry_show", f"/entries/{CASE}", people.ANA, "with conditions")["answer"]
    assert answer["licence"]["checked_on"] == "2026-11-03"


@pytest.mark.parametrize(
    ("doc", "is_told"),
    [
        ({}, True),
        ({"part": "observed", "product": None, "points": []}, False),
        ({"setting": "simulation"}, False),
    ],
)
def test_a_case_says_that_its_trainee_treated_while_suspended(doc, is_told):
    page = shown("entry_show", f"/entries/{CASE}", people.BEN, "suspended then", **doc)
    told = f"{people.ANA.name} treated on 10 June 2026: licence suspended on that day. The case stands."
    assert page["untreated"] == (told if is_told else "")


@pytest.mark.parametrize(
    ("known", "text", "bad"),
    [
        ("ends today", "ends today", False),
        ("ends tomorrow", "ends tomorrow", False),
        ("ends in 31 days", "ends in 31 days", False),
        ("ends in 32 days", None, None),
        ("suspended then", None, None),
        ("looked up", None, None),
        ("had ended", "has ended", True),
        ("not begun", "is not valid yet", True),
        ("with conditions", "with conditions (see register)", False),
    ],
)
def test_l8_what_ends_within_31_days_stands_on_me_and_to_do(known, text, bad):
    title = f"{people.ANA.body} {people.ANA.number}"
    expected = [{"title": title, "text": text, "bad": bad}] if text else []
    for name, path in (("me", "/me"), ("todo", "/todo")):
        assert shown(name, path, people.ANA, known)["licences"] == expected
