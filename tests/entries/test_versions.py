"""Two versions of a case, with scripts off: both stand side by side, one goes on, and nothing of either is lost."""

from uuid import uuid4

import pytest

from tests.support.cast.clinic import held, post, told
from tests.support.cast.people import BEN
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, hash_of, revised
from tests.support.server.reader import read


@pytest.fixture
def signed_late(hers, app):
    """A case that was signed while a change of it was under way: {entry, signature, change, path}."""
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}"
    form = read(hers, f"{path}/edit").form(f"{path}/edit")
    signature = told(app, a_signoff(entry), BEN, "C")
    late = post(hers, f"{path}/edit", form | {"place": "Room 2", "product.batch": "C99"}, 422)
    assert "The signed version stands; your change is kept" in late.text
    return {"entry": entry, "signature": signature, "path": path}


def chosen(hers, signed, keep, **changes):
    path = f"{signed['path']}/choice"
    return post(hers, path, read(hers, path).form(path) | {"keep": keep} | changes)


def test_a_signed_case_is_amended_and_the_signed_version_stays(hers, app):
    entry = told(app, an_entry())
    signature = told(app, a_signoff(entry), BEN, "C")
    path = f"/entries/{entry['id']}/edit"
    assert path in read(hers, f"/entries/{entry['id']}").links()
    page = read(hers, path)
    assert "Version 1, signed by Dr Ben Okafor, stays as it is and counts" in page.text
    post(hers, path, page.form(path) | {"place": "Room 2"})
    record = held(app, "entry")[0]
    assert record["doc"]["amends"] == hash_of(signature) and record["rev"] == 2
    assert [one["hash"] for one in record["earlier"]] == [hash_of(entry)]
    assert "New version, not signed" in read(hers, f"/entries/{entry['id']}").text


@pytest.mark.fault(47)
def test_a_change_that_came_after_the_signature_stands_beside_it(hers, signed_late):
    assert f"{signed_late['path']}/choice" in " ".join(read(hers, "/todo").links())
    page = read(hers, f"{signed_late['path']}/choice")
    assert "Signed by Dr Ben Okafor" in page.text and "Room 2" in page.text and "C99" in page.text
    assert "put away, not erased" in page.text


def test_keeping_this_makes_it_a_new_version_of_the_signed_one(hers, app, signed_late):
    chosen(hers, signed_late, "this")
    record = held(app, "entry")[0]
    assert (record["rev"], record["doc"]["place"]) == (2, "Room 2")
    assert record["doc"]["amends"] == hash_of(signed_late["signature"])
    assert record["proposals"] == [] and record["earlier"][0]["hash"] == hash_of(signed_late["entry"])


def test_keeping_the_other_leaves_the_case_as_it_was_signed(hers, app, signed_late):
    chosen(hers, signed_late, "other")
    record = held(app, "entry")[0]
    assert record["proposals"] == [] and record["hash"] == hash_of(signed_late["entry"])
    page = read(hers, f"{signed_late['path']}/choice")
    assert "nothing to choose" in page.text


def test_each_answer_may_come_from_either_version(hers, app, signed_late):
    chosen(hers, signed_late, "each", **{"pick.place": "mine", "pick.product.batch": "other"})
    record = held(app, "entry")[0]
    assert record["doc"]["place"] == "Room 2" and record["proposals"] == []
    assert record["doc"]["product"]["batch"] == signed_late["entry"]["product"]["batch"]


def test_a_choice_is_made_again_where_the_case_changed_meanwhile(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}"
    form = read(hers, f"{path}/edit").form(f"{path}/edit")
    newer = told(app, revised(entry, place="Elsewhere"))
    post(hers, f"{path}/edit", form | {"place": "Room 2"}, 422)
    choice = read(hers, f"{path}/choice").form(f"{path}/choice")
    newest = told(app, revised(newer, place="Nowhere"))
    page = post(hers, f"{path}/choice", choice | {"keep": "this"}, 422)
    assert "changed meanwhile" in page.text
    again = page.form(f"{path}/choice")
    assert again["base_hash"] == hash_of(newest) and again["mutation"] != choice["mutation"]
    post(hers, f"{path}/choice", again | {"keep": "this"})
    assert held(app, "entry")[0]["doc"]["place"] == "Room 2"


def test_a_doubled_tap_decides_once(hers, app, signed_late):
    path = f"{signed_late['path']}/choice"
    form = read(hers, path).form(path) | {"keep": "this"}
    post(hers, path, form)
    post(hers, path, form)
    assert held(app, "entry")[0]["rev"] == 2


def test_a_change_of_a_withdrawn_case_goes_on_as_a_new_one(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}"
    form = read(hers, f"{path}/edit").form(f"{path}/edit")
    told(app, a_withdrawal(entry))
    post(hers, f"{path}/edit", form | {"place": "Room 2"}, 422)
    page = read(hers, f"{path}/choice")
    [again] = [link for link in page.links() if "again=" in link]
    fresh = read(hers, again).form("/entries/new")
    assert fresh["place"] == "Room 2" and fresh["id"] != entry["id"]
    post(hers, "/entries/new", fresh)
    records = {record["id"]: record for record in held(app, "entry")}
    assert records[fresh["id"]]["doc"]["place"] == "Room 2"
    assert records[entry["id"]]["proposals"] == []


def test_all_versions_say_what_changed_and_who_signed(hers, app, signed_late, phone_of):
    path = f"{signed_late['path']}/versions"
    assert path in read(hers, signed_late["path"]).links()
    assert "Kept beside" in read(hers, path).text
    chosen(hers, signed_late, "this")
    page = read(hers, path)
    assert page.text.index("Version 2") < page.text.index("Version 1")
    assert "Signed by Dr Ben Okafor" in page.text and "Room 2" in page.text
    his = phone_of(BEN)
    assert "Room 2" in read(his, path).text
    assert "Changed since version 1" in read(his, f"{signed_late['path']}/signoff").text


def test_nobody_else_chooses(app, signed_late, phone_of):
    read(phone_of(BEN), f"{signed_late['path']}/choice", 404)


def test_a_form_shown_before_the_signature_never_amends_it_unseen(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    told(app, a_signoff(entry), BEN, "C")
    page = post(hers, path, form | {"place": "Room 2", "mutation": str(uuid4())}, 422)
    assert "stays as it is and counts" in page.text
    post(hers, path, page.form(path))
    record = held(app, "entry")[0]
    assert record["doc"]["place"] == "Room 2" and record["proposals"] == []
