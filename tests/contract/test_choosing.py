"""Two versions made into the next one, alike in both languages: one of them whole, or each answer from either."""

from typing import Any

import pytest

from logbook import shell
from logbook.statements import chosen, closing, entry, mixed, on_top
from logbook.statements.choosing import decision
from tests.contract import engine, phones
from tests.contract.test_versions import ID, MINE, second
from tests.support.cast import people
from tests.support.documents.statements import a_point


def alike(name: str, *arguments: Any) -> Any:
    """One function of the statements twin in JavaScript."""
    script = (
        f"(m, {', '.join(f'a{place}' for place in range(len(arguments)))}) => m['twins/statements.js'].{name}"
    )
    call = ", ".join(f"a{place}" for place in range(len(arguments)))
    return engine.apply(["twins/statements.js"], f"{script}({call})", *arguments)


def test_one_version_whole_follows_the_other_without_losing_a_word() -> None:
    place = {"rev": 3, "prev": "a" * 64, "mutation": MINE, "amends": None}
    made = on_top(second() | {"amends": "b" * 64}, second(place="x"), place)
    assert made == alike("on_top", second() | {"amends": "b" * 64}, second(place="x"), place)
    assert "amends" not in made and made["points"] == second()["points"]
    assert on_top(second(), second(), place | {"amends": "c" * 64})["amends"] == "c" * 64


@pytest.mark.parametrize("picked", [[], ["place"], ["points", "events"], ["product.batch", "place"]])
def test_each_answer_comes_from_the_version_it_was_picked_from(picked: list[str]) -> None:
    mine, other = (
        second(product={"batch": "C1"}),
        second(place="", points=[a_point("left", "corrugator")], events=[]),
    )
    fields = mixed(mine, other, picked, shell.data())
    there = engine.apply(
        ["twins/statements.js"],
        "(m, mine, other, picked, shell) => m['twins/statements.js'].mixed(mine, other, picked, shell)",
        mine,
        other,
        picked,
        shell.data(),
    )
    assert there == fields
    context = {
        "id": ID,
        "rev": 3,
        "prev": "a" * 64,
        "mutation": MINE,
        "account": people.ANA.id,
        "now": phones.AT,
    }
    made = entry(fields, context | {"tz": "Europe/London", "base": other, "snapshot": None}, shell.data())
    assert not made["problems"]
    for name in ("place", "points", "events"):
        assert made["doc"][name] == (mine if name in picked else other)[name]
    assert (
        made["doc"]["product"]["batch"] == (mine if "product.batch" in picked else other)["product"]["batch"]
    )


RIVAL = {"mutation": phones.id_(41), "doc": second(place="Room 9", product={"batch": "C1"})}
HEAD = {"rev": 2, "hash": "a" * 64, "doc": second()}
FORM = {"mutation": [phones.id_(42)], "base_hash": ["a" * 64], "of": [RIVAL["mutation"]], "amends": [""]}
PICKS = {"pick.place": ["mine"], "pick.product.batch": ["other"]}
CONTEXT = {"account": people.ANA.id, "now": phones.AT, "tz": "Europe/London", "snapshot": None}


def decided(fields: dict[str, list[str]], rival: Any = RIVAL, head: Any = HEAD) -> Any:
    """What both languages make of the form of two versions."""
    here = chosen(fields, rival, head, CONTEXT, shell.data())
    assert here == alike("chosen", fields, rival, head, CONTEXT, shell.data())
    return here


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ({"keep": ["this"]}, "keep"),
        ({"keep": ["other"]}, "give_up"),
        ({"keep": ["each"]} | PICKS, "keep"),
        ({"keep": ["each"], "pick.place": ["mine"]}, "keep"),
        ({"keep": ["each"], "pick.place": ["other"]}, "give_up"),
        ({"keep": ["each"]}, "give_up"),
        ({"keep": ["this"], "amends": ["b" * 64]}, "keep"),
        ({"keep": ["this"], "base_hash": ["c" * 64]}, "choose"),
        ({"keep": ["sideways"]}, "choose"),
        ({}, "choose"),
    ],
)
def test_both_doors_read_the_form_of_two_versions_alike(said: dict[str, list[str]], act: str) -> None:
    made = decided(FORM | said)
    assert made["act"] == act and (made["doc"] is not None) == (act == "keep")
    if act == "keep":
        assert (made["doc"]["rev"], made["doc"]["prev"], made["doc"]["place"]) == (3, "a" * 64, "Room 9")
        assert made["doc"].get("amends") == ((said.get("amends") or [None])[0])
        assert (
            made["doc"]["product"]["batch"]
            == (second() if "pick.product.batch" in said else RIVAL["doc"])["product"]["batch"]
        )
    assert bool(made["problems"]) == (said.get("base_hash") is not None)
    call = "(m, fields) => m['twins/statements/choosing.js'].decision(fields)"
    assert decision(FORM | said) == engine.apply(["twins/statements/choosing.js"], call, FORM | said)


def test_a_version_without_a_case_to_follow_is_chosen_again() -> None:
    assert decided(FORM | {"keep": ["this"]}, head=None)["act"] == "choose"


def test_answers_that_do_not_go_together_are_mended_in_the_form_of_the_case() -> None:
    rival = RIVAL | {"doc": second(part="observed", product=None, points=[])}
    fields = FORM | {"keep": ["each"], "pick.part": ["other"], "pick.points": ["mine"]}
    made = decided(fields, rival=rival)
    assert made["act"] == "mend" and made["problems"]["points"] and made["doc"] is None
    assert made["fields"]["instead"] == [RIVAL["mutation"]]
    assert (made["fields"]["base_rev"], made["fields"]["base_hash"]) == (["2"], ["a" * 64])


def test_both_doors_put_a_version_away_in_the_same_words() -> None:
    kept, context = {"mutation": phones.id_(41), "hash": "d" * 64}, CONTEXT | {"id": phones.id_(43)}
    made = closing(kept, "Taken up", context, shell.data())
    assert made == alike("closing", kept, "Taken up", context, shell.data())
    assert made["of"] == {"kind": "proposal", "id": kept["mutation"]} and made["reason"] == "Taken up"
