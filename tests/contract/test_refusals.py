"""What was not accepted, in both languages: every reason has its words and its way out."""

import pytest

from logbook import vocabulary
from tests.contract import phones, twins
from tests.contract.test_versions import ID, KEPT, drawn, first, parked, second, signature
from tests.support.cast import people
from tests.support.documents.statements import a_review, a_withdrawal


def test_every_refusal_has_words_and_a_way_out() -> None:
    answers = {
        "entry": second(),
        "signoff": signature(first(), verdict="returned"),
        "review": a_review(first(), id=phones.id_(52)),
        "withdrawal": a_withdrawal(first(), id=phones.id_(53)),
    }
    for code in [*vocabulary.codes("refusals"), "of_a_newer_build"]:
        for typ, doc in answers.items():
            phone = phones.phone(people.ANA, [first()])
            phone = phone | {"parked": [parked(doc, code)]}
            for name, path in (("me", "/me"), ("todo", "/todo"), ("entry_show", f"/entries/{ID}")):
                page = drawn(name, phone, twins.asked(path, ID))
                [row] = page["parked" if name != "entry_show" else "refusals"]
                assert row["words"], code
                assert typ != "entry" or row["way"] or row["again"] or code in ("own_entry", "locked"), code


@pytest.mark.parametrize(
    "code, way", [("field_invalid", "edit"), ("both_changed", "choice"), ("no_access", None)]
)
def test_what_was_blocked_leads_to_what_it_was_built_on(code: str, way: str | None) -> None:
    phone = phones.phone(people.ANA, [first()])
    review = a_review(first(), id=phones.id_(52))
    phone = phone | {"parked": [parked(second(), code), parked(review, "blocked", n=2, mutation=KEPT)]}
    rows = drawn("me", phone, twins.asked("/me"))["parked"]
    assert rows[0]["way"]["href"].startswith(f"/entries/{ID}" + (f"/{way}" if way else ""))
    phone = phone | {"parked": phone["parked"][1:]}
    [row] = drawn("me", phone, twins.asked("/me"))["parked"]
    assert row["again"] and row["way"] is None
