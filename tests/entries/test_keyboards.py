"""What a keyboard may do to an answer, and what happens to one that is too long; scripts off."""

import pytest

from tests.support.cast.clinic import ORIGIN, told
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.reader import check, read


@pytest.fixture
def hers(phone_of):
    """Ana's browser."""
    return phone_of(ANA)


@pytest.mark.finding("field.F20")
@pytest.mark.parametrize(
    ("path", "name"),
    [("/entries/new", "model.code"), ("/entries/new", "product.batch"), ("/me/details", "licence_number")],
)
def test_keyboards_write_identifiers_in_capitals_and_mend_nothing(hers, app, path, name):
    field = read(hers, path).soup.select_one(f"input[name='{name}']")
    assert (field["autocapitalize"], field["autocorrect"], field["spellcheck"]) == (
        "characters",
        "off",
        "false",
    )


@pytest.mark.finding("field.F15")
def test_what_is_too_long_stays_whole_and_the_form_says_by_how_much(hers, app):
    entry = told(app, an_entry())
    page = read(hers, f"/entries/{entry['id']}/edit")
    assert not page.soup.select("textarea[maxlength]")
    fields = page.form(f"/entries/{entry['id']}/edit") | {"reflection": "x" * 2520}
    answer = hers.post(f"/entries/{entry['id']}/edit", data=fields, headers=ORIGIN)
    again = check(answer, "the form", 422)
    assert "Write at most 2000 characters: these are 520 too many." in again.text
    assert again.form(f"/entries/{entry['id']}/edit")["reflection"] == "x" * 2520
