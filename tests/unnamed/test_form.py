"""The form offers that nobody is named yet: chosen by itself only where there is nobody to choose."""

import pytest

from logbook import statements
from tests.contract import engine
from tests.support.cast.clinic import answers, held, joined, post, told
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read

MODULE = "twins/statements.js"


def chosen(page):
    """(value of what is chosen, the hint beside it)."""
    found = page.soup.select_one("#f-supervisor option[selected]")
    hint = page.soup.select_one("#f-supervisor-h")
    return found["value"] if found else "", hint.get_text() if hint else ""


@pytest.mark.finding("use.T1")
def test_where_nobody_supervises_the_form_says_so_and_the_case_can_be_sent(phone_of, nobody_supervises):
    client = phone_of(ANA)
    value, hint = chosen(read(client, "/entries/new"))
    assert value == "none" and hint.startswith("Nobody supervises in your programme yet. The case is sent")
    post(client, "/entries/new", answers(supervisor="none"))
    [record] = held(client.application, "entry")
    assert record["doc"]["supervisor"] == ""


def test_the_one_supervisor_there_is_stays_chosen(phone_of):
    assert chosen(read(phone_of(ANA), "/entries/new")) == (BEN.id, "")


def test_of_two_nobody_is_chosen_and_silence_is_asked_about(app, phone_of):
    joined(app, FEMI, NORTH, "supervisor")
    client = phone_of(ANA)
    assert chosen(read(client, "/entries/new"))[0] == ""
    assert "Choose a supervisor" in post(client, "/entries/new", answers(supervisor=""), 422).text
    post(client, "/entries/new", answers(supervisor="none"))


@pytest.mark.parametrize("supervisor", ["none", " none ", "", "None", BEN.id])
def test_both_languages_read_the_answer_alike(supervisor):
    fields = a_filled_form(supervisor=supervisor)
    here = statements.entry(fields, CONTEXT, SHELL)
    assert engine.run(MODULE, "entry", fields, CONTEXT, SHELL) == here
    assert (here["doc"]["supervisor"] == "") == (supervisor.strip() == "none")
    assert ("supervisor" in here["problems"]) == (supervisor == "")


def test_a_case_that_names_nobody_makes_the_same_case_again_out_of_its_form():
    doc = statements.entry(a_filled_form(supervisor="none"), CONTEXT, SHELL)["doc"]
    fields = statements.fields_of(doc, SHELL)
    assert fields["supervisor"] == ["none"] == engine.run(MODULE, "fields_of", doc, SHELL)["supervisor"]
    assert statements.entry(fields, CONTEXT, SHELL) == {"doc": doc, "problems": {}}


def test_repeating_such_a_case_asks_anew_whom_to_name(app, phone_of):
    doc = statements.entry(a_filled_form(supervisor="none"), CONTEXT, SHELL)["doc"]
    carried = statements.repeat_of(doc, SHELL)
    assert "supervisor" not in carried and carried == engine.run(MODULE, "repeat_of", doc, SHELL)
    told(app, an_entry(supervisor=""))
    assert chosen(read(phone_of(ANA), "/entries/new?from=last"))[0] == BEN.id


def test_whom_to_name_stands_open_in_a_case_that_is_changed(app, phone_of):
    case = told(app, an_entry(supervisor=""))
    page = read(phone_of(ANA), f"/entries/{case['id']}/edit")
    assert chosen(page)[0] == "none"
    assert page.soup.select_one("#s-supervisor").name == "section"
    other = told(app, an_entry(model={"code": "ABCD"}))
    folded = read(phone_of(ANA), f"/entries/{other['id']}/edit").soup.select_one("#s-supervisor")
    assert folded.name == "details" or folded.select_one("details") is not None


def test_what_is_not_a_name_is_no_name_to_the_screening(phone_of):
    page = read(phone_of(ANA), "/entries/new")
    names = page.soup.select("[name=supervisor] option:not([value='']):not([value=none])")
    assert [option.get_text() for option in names] == [BEN.name]
