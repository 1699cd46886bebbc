"""What a password manager needs to know whose password a sheet asks for."""

import pytest

from tests.support.cast.clinic import told
from tests.support.cast.people import BEN
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read


@pytest.mark.finding("field.D4")
def test_the_password_that_signs_has_its_user_name_beside_it(phone_of, app):
    form = read(phone_of(BEN), f"/entries/{told(app, an_entry())['id']}/signoff").soup.select_one(
        "form#sheet"
    )
    inputs = form.select("input:not([type=hidden]):not([type=radio]):not([type=checkbox])")
    [place] = [at for at, one in enumerate(inputs) if one["type"] == "password"]
    owner = inputs[place - 1]
    assert owner["autocomplete"] == "username" and owner["value"] == BEN.email and "name" not in owner.attrs
    assert owner.has_attr("readonly") and inputs[place]["autocomplete"] == "current-password"
