"""What a supervisor asked stands in the form that mends it, with a field to answer; a depth is told only if said."""

import pytest

from logbook import statements, store
from logbook.export.paper import case
from logbook.export.paper.versions import versions
from tests.contract import engine
from tests.support.cast.clinic import ORIGIN, answers, held, joined, told
from tests.support.cast.people import ANA, BEN, SOUTH
from tests.support.documents.forms import CONTEXT, SHELL
from tests.support.documents.statements import NOW, a_point, a_signoff, an_entry, revised
from tests.support.server.reader import check, read


def mended(client, entry, **changes):
    address = f"/entries/{entry['id']}/edit"
    answer = client.post(address, data=read(client, address).form(address) | changes, headers=ORIGIN)
    assert answer.status_code == 303, answer.text[:600]
    [record] = [record for record in held(client.application, "entry") if record["id"] == entry["id"]]
    return record["doc"]


@pytest.fixture
def returned(app):
    """A case of Ana's that Ben sent back."""
    entry = told(app, an_entry())
    told(app, a_signoff(entry, verdict="returned", feedback="Why so close to the brow?"), by=BEN)
    return entry


@pytest.mark.finding("use.T6")
def test_the_message_is_shown_while_it_is_mended_and_the_answer_reaches_who_asked(hers, phone_of, returned):
    page = read(hers, f"/entries/{returned['id']}/edit")
    assert "Why so close to the brow?" in page.text and BEN.name in page.text
    doc = mended(hers, returned, answer="The model asked for it; I marked it before.")
    assert doc["answer"] == "The model asked for it; I marked it before."
    for somebody, address in ((BEN, "/signoff"), (BEN, ""), (ANA, "")):
        assert (
            "The model asked for it" in read(phone_of(somebody), f"/entries/{returned['id']}{address}").text
        )


@pytest.mark.finding("use.T6")
def test_an_answer_stays_through_another_change_and_a_new_question_starts_empty(hers, app, returned):
    doc = mended(hers, returned, answer="I marked it before.")
    doc = mended(hers, returned, place="Room 4")
    assert doc["answer"] == "I marked it before."
    told(
        app, a_signoff(doc, verdict="returned", feedback="And the dose?"), by=BEN, now="2026-11-21T18:00:00Z"
    )
    address = f"/entries/{returned['id']}/edit"
    assert read(hers, address).form(address)["answer"] == ""


@pytest.mark.finding("use.T6")
def test_nobody_is_asked_for_an_answer_where_nothing_was_asked(hers, app):
    entry = told(app, an_entry())
    page = read(hers, f"/entries/{entry['id']}/edit")
    assert "Answer to what was asked" not in page.text
    assert mended(hers, entry, place="Room 4")["answer"] == ""


@pytest.mark.finding("use.T6")
def test_an_answer_that_is_too_long_is_said_beside_its_field_and_stays(hers, returned):
    address = f"/entries/{returned['id']}/edit"
    fields = read(hers, address).form(address) | {"answer": "x" * 2001}
    page = check(hers.post(address, data=fields, headers=ORIGIN), address, 422)
    [field] = page.soup.select("textarea[name=answer][aria-invalid=true]")
    assert field.get_text().strip() == "x" * 2001


@pytest.mark.finding("use.T2")
def test_a_depth_that_nobody_said_is_not_stated_anywhere(hers, app):
    fields = answers() | {"points.0.depth": [""], "points.1.depth": [""]}
    where = hers.post("/entries/new", data=fields, headers=ORIGIN).headers["Location"]
    [record] = held(app, "entry")
    assert {point["depth"] for point in record["doc"]["points"]} == {""}
    page = read(hers, where).text
    assert "depth not stated" in page and "ntramuscular" not in page


@pytest.mark.finding("use.T2")
def test_the_form_begins_without_a_depth(hers):
    page = read(hers, "/entries/new")
    chosen = [select.select("option[selected]") for select in page.soup.select("select[name$='.depth']")]
    assert chosen and not any(chosen)


@pytest.mark.finding("use.T2")
def test_on_paper_it_reads_not_stated():
    doc = an_entry(points=[a_point("mid", "procerus") | {"depth": ""}])
    assert [row[1] for row in case.points(doc)] == ["Not stated"]
    assert "ntramuscular" not in str(case.told(doc))


@pytest.mark.finding("use.T8")
def test_a_supervisor_is_named_for_a_programme_of_theirs(hers, app):
    joined(app, ANA, SOUTH, "trainee")
    page = check(
        hers.post("/entries/new", data=answers(programme=SOUTH), headers=ORIGIN), "/entries/new", 422
    )
    assert "Choose a supervisor of the programme chosen" in page.text
    assert held(app, "entry") == []


@pytest.mark.finding("use.T8")
def test_a_wrong_pair_is_not_saved_on_a_phone_either(hers, app):
    joined(app, ANA, SOUTH, "trainee")
    with app.app_context():
        snapshot = store.snapshot(ANA.id)
    context = CONTEXT | {"account": ANA.id, "snapshot": snapshot}
    fields = answers(programme=SOUTH)
    there = engine.run("twins/statements.js", "entry", fields, context, SHELL)
    assert there == statements.entry(fields, context, SHELL)
    assert there["problems"] == {"supervisor": ["Choose a supervisor of the programme chosen"]}


@pytest.mark.finding("use.S3")
def test_on_paper_each_version_says_what_changed():
    first = an_entry()
    second = revised(first, place="Room 4", reflection="Slower next time.")
    kept = [
        {"rev": doc["rev"], "doc": doc, "received_at": NOW, "hash": "0" * 64, "brought_by": None}
        for doc in (first, second)
    ]
    entry = {"rev": 2, "newer": None, "revisions": kept, "reviews": [], "proposals": []}
    told_ = [line for line in versions(entry, "Europe/London") if line[0] == "Changed in 2"]
    assert any("Room 4" in words for _, words in told_)
    assert ["Changed in 2", "Reflection: Slower next time. (before: nothing)"] in told_
