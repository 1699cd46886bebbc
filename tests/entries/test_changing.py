"""Changing a case and taking it back, with scripts off: every version stays."""

from uuid import uuid4

from tests.support.cast.clinic import held, post, told
from tests.support.documents.statements import an_entry, hash_of, revised
from tests.support.server.reader import read


def test_a_change_adds_a_version(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    assert form["base_hash"] == hash_of(entry)
    post(hers, path, form | {"place": "Room 2", "mutation": str(uuid4())})
    record = held(app, "entry")[0]
    assert (record["rev"], record["doc"]["place"]) == (2, "Room 2")
    assert record["doc"] | {"rev": 1, "prev": None, "place": "", "mutation": entry["mutation"]} == entry


def test_a_change_of_an_older_version_is_shown_again_on_top_of_the_newer_one(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    newer = told(app, revised(entry, place="Elsewhere"))
    page = post(hers, path, form | {"place": "Room 2"}, 422)
    assert "Both versions are kept" in page.text
    again = page.form(path)
    assert again["place"] == "Room 2"
    assert again["base_hash"] == hash_of(newer)
    assert again["mutation"] != form["mutation"]
    post(hers, path, again)
    record = held(app, "entry")[0]
    # What the server kept of the first try was taken up by the second.
    assert record["doc"]["place"] == "Room 2" and record["proposals"] == []


def test_a_case_is_withdrawn_with_a_reason_and_stays_on_record(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/withdrawal"
    assert path in read(hers, f"/entries/{entry['id']}").links()
    form = read(hers, path).form(path)
    assert "Write why" in post(hers, path, form, 422).text
    post(hers, path, form | {"reason": "Logged twice"})
    page = read(hers, f"/entries/{entry['id']}")
    assert "Withdrawn by Ana Silva" in page.text
    assert "“Logged twice”" in page.text
    assert f"/entries/{entry['id']}/edit" not in page.links()
    assert "can’t be withdrawn" in read(hers, path).text
