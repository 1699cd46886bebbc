"""Two versions made into the next one, alike in both languages: one of them whole, or each answer from either."""

from typing import Any

import pytest

from logbook import shell
from logbook.statements import entry, mixed, on_top
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
