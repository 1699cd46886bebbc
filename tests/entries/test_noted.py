"""The code of a model belongs into the clinic's own notes: said while it is new, until the model was seen again."""

import pytest

from tests.entries.test_reviewing import AS_PLANNED, day, save, treated
from tests.support.cast.clinic import told
from tests.support.cast.people import BEN
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read

NOTES = "the clinic’s own notes"


@pytest.mark.finding("use.T15")
def test_the_form_says_where_the_code_of_a_new_model_belongs(hers):
    page = read(hers, "/entries/new")
    [said] = page.soup.select("#entry-form [data-when=treated]:has([data-code])")
    code = page.form("/entries/new")["model.code"]
    assert f"Write {code} into {NOTES}: it is the only way back" in " ".join(said.get_text().split())


@pytest.mark.parametrize("way", ["/entries/new?from=last", "/entries/new"])
def test_a_model_seen_before_and_a_change_are_asked_for_no_note(hers, app, way):
    entry = told(app, an_entry())
    form = read(hers, way).form("/entries/new")
    answer = hers.post(
        "/entries/new", data=form | {"action": "seen K7QF"}, headers={"Origin": "http://localhost"}
    )
    assert "Seen 1 time" in answer.text and NOTES not in answer.text
    assert NOTES not in read(hers, f"/entries/{entry['id']}/edit").text


@pytest.mark.finding("use.T15")
def test_a_case_asks_for_the_note_until_its_model_was_seen_again(hers, phone_of, app):
    entry = treated(app, 3, aftercare={"review_due_on": day(11)})
    path = f"/entries/{entry['id']}"
    assert f"Keep K7QF in {NOTES}:" in read(hers, path).text
    assert NOTES not in read(phone_of(BEN), path).text
    due = treated(app, 14, aftercare={"review_due_on": day(0)})
    page = read(hers, f"/entries/{due['id']}").text
    assert "The clinic’s own notes say who K7QF is." in page and "Keep K7QF" not in page
    for one in (entry, due):
        save(hers, one, **AS_PLANNED)
        assert NOTES not in read(hers, f"/entries/{one['id']}").text


def test_what_was_watched_has_no_model_to_find_again(hers, app):
    watched = {"part": "observed", "points": [], "product": None}
    entry = told(app, an_entry(**watched))
    assert NOTES not in read(hers, f"/entries/{entry['id']}").text
