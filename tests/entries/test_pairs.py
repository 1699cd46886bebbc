"""Who trains in two programmes chooses supervisor and programme as one answer: no wrong pair is offered."""

import pytest

from logbook import statements
from logbook.models import db
from logbook.models.engine import writing
from logbook.office import roles
from logbook.store import snapshot
from tests.contract import engine, twins
from tests.contract.twins import asked
from tests.support.cast.clinic import answers, held, joined, post, told
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, SOUTH, membership_of
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read

PAIRED = "Supervisor and programme"
BENS, FEMIS = f"{BEN.id} {NORTH}", f"{FEMI.id} {SOUTH}"


@pytest.fixture
def both(hers, app):
    """Ana's browser; she trains in both programmes, Femi supervises the other."""
    joined(app, ANA, SOUTH, "trainee")
    return hers


def offered(page):
    """{code: words} of the one control, without its blank; whether anything else asks for the programme."""
    [control] = page.soup.select("[name=supervisor]")
    assert page.soup.select_one(f"label[for={control['id']}]").get_text().split("(")[0].strip() == PAIRED
    assert not page.soup.select("[name=programme]")
    return {one["value"]: one.get_text() for one in control.select("option") if one["value"]}


def chosen(page):
    found = page.soup.select_one("[name=supervisor] option[selected]")
    return found["value"] if found else ""


def by_itself(name, fields):
    return {key: value for key, value in fields.items() if key != name}


@pytest.mark.finding("use.T8")
def test_each_supervisor_is_offered_in_their_programme_and_nowhere_else(both, app):
    assert offered(read(both, "/entries/new")) == {
        BENS: "Dr Ben Okafor, North Skin School",
        FEMIS: "Dr Femi Adeyemi, South Dental Aesthetics",
        f"none {NORTH}": "Not named yet, North Skin School",
        f"none {SOUTH}": "Not named yet, South Dental Aesthetics",
    }
    joined(app, BEN, SOUTH, "supervisor")
    assert f"{BEN.id} {SOUTH}" in offered(read(both, "/entries/new"))


@pytest.mark.finding("use.T8")
def test_every_pair_that_is_offered_is_taken(both, app):
    pairs = offered(read(both, "/entries/new"))
    for pair in pairs:
        form = read(both, "/entries/new").form("/entries/new")
        fields = by_itself("programme", answers()) | {"supervisor": [pair]}
        post(both, "/entries/new", fields | {name: [form[name]] for name in ("id", "mutation", "model.code")})
    sent = {(record["doc"]["supervisor"], record["doc"]["programme"]) for record in held(app, "entry")}
    assert sent == {(BEN.id, NORTH), (FEMI.id, SOUTH), ("", NORTH), ("", SOUTH)}


def test_silence_is_asked_about_once_and_nothing_typed_is_lost(both, app):
    fields = by_itself("programme", answers()) | {"supervisor": [""], "place": ["Room 7"]}
    page = post(both, "/entries/new", fields, 422)
    asks = [link.get_text() for link in page.soup.select("[data-problems] a")]
    assert asks == ["Choose a supervisor"] and page.soup.select_one("[name=place]")["value"] == "Room 7"
    again = post(both, "/entries/new", fields | {"supervisor": [FEMIS], "part": [""]}, 422)
    assert chosen(again) == FEMIS
    assert held(app, "entry") == []


def test_what_was_sent_stays_in_its_programme(both, app):
    entry = told(app, an_entry())
    page = read(both, f"/entries/{entry['id']}/edit")
    assert page.soup.select_one("[name=programme][type=hidden]")["value"] == NORTH
    assert [one["value"] for one in page.soup.select("[name=supervisor] option")] == ["", BEN.id, "none"]


def test_a_repeated_case_names_its_pair_again(both, app):
    joined(app, BEN, SOUTH, "supervisor")
    post(both, "/entries/new", by_itself("programme", answers()) | {"supervisor": [f"{BEN.id} {SOUTH}"]})
    page = read(both, "/entries/new?from=last")
    assert chosen(page) == f"{BEN.id} {SOUTH}"
    assert (
        "Dr Ben Okafor, South Dental Aesthetics" in page.soup.select_one("#s-supervisor summary").get_text()
    )


def test_who_left_one_programme_is_named_there_for_the_days_before(both, app):
    joined(app, BEN, SOUTH, "supervisor")
    told(app, an_entry())
    with app.app_context(), writing(db) as connection:
        roles.end(connection, membership_of(BEN), "2026-11-21T09:00:00Z")
    fields = by_itself("programme", answers()) | {"supervisor": [BENS], "part": [""]}
    page = post(both, "/entries/new", fields, 422)
    assert offered(page)[BENS] == "Dr Ben Okafor, left on 21 November 2026, North Skin School"
    assert chosen(page) == BENS and f"{BEN.id} {SOUTH}" in offered(page)


@pytest.mark.parametrize("pair", ["", " ", BEN.id, BENS, f"none {SOUTH}", "a b c", f" {BENS}", "x y"])
def test_both_languages_read_and_show_a_pair_alike(both, app, pair):
    fields = a_filled_form(supervisor=pair, programme="")
    made = statements.entry(fields, CONTEXT, SHELL)
    assert engine.run("twins/statements.js", "entry", fields, CONTEXT, SHELL) == made
    with app.app_context():
        phone = snapshot(ANA.id)
    draft = {"entry": CONTEXT["id"], "kind": "entry", "saved_at": "2026-11-20T10:30:30Z", "fields": fields}
    for request in (
        asked("/entries/new", query={"draft": CONTEXT["id"]}),
        asked("/entries/new", fields=fields, problems=made["problems"]),
    ):
        here, there = (
            side("entry_form", phone | {"drafts": [draft]}, request) for side in (twins.here, twins.there)
        )
        assert here.html == there.html
        assert (f'value="{pair}" selected' in here.html) == (pair in (BENS, f"none {SOUTH}"))
