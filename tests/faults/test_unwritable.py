"""The database can be read and nothing can be written: it is said in words, phones keep what they have, reads go on."""

from types import SimpleNamespace

import pytest

from logbook import instants, shell
from logbook.auth import pace, sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.faults.unwritable import WAYS
from tests.support.cast.clinic import ORIGIN, answers, held, told
from tests.support.cast.people import ANA, BEN, DAN, PASSWORD
from tests.support.cast.phone import envelope, post, refusal
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.reader import check, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.both_databases,
    pytest.mark.finding("attack.L8"),
    pytest.mark.fault(65),
]

WORDS = "You can go on reading. Nothing was changed. Try again in a few minutes"
PAGES = {
    ANA: ("/entries", "/entries/new", "/entries/{}", "/todo", "/progress", "/me", "/export", "/me/devices"),
    BEN: ("/signoffs", "/entries/{}/signoff", "/signoffs/signed", "/me"),
    DAN: ("/cohort", "/people", "/export", "/me"),
}


# A few bytes may find room in a file that is full; a phone's batch does not.
ALL = pytest.mark.parametrize("stuck", ["read-only", "full"], indirect=True)
READ_ONLY = pytest.mark.parametrize("stuck", ["read-only"], indirect=True)


@pytest.fixture
def stuck(request, database, database_url):
    """{app, case, browser(somebody)} of a database with a case and sessions an hour and a half old in it."""
    early = instants.plus(instants.now(), minutes=-90)
    for app in application(database_url):
        case = told(app, an_entry())
        with app.app_context(), writing(db) as connection:
            begun = {who: sessions.begin(connection, who.id, "a test", early) for who in PAGES}
    with WAYS[database][request.param](database_url) as app:

        def browser(who):
            client = app.test_client()
            client.set_cookie(app.config["LOGIN_COOKIE"], begun[who])
            return client

        yield SimpleNamespace(app=app, url=database_url, case=case, browser=browser)


@ALL
@pytest.mark.parametrize("who", PAGES, ids=lambda who: who.name)
def test_pages_files_and_pulls_go_on(stuck, who, monkeypatch):
    monkeypatch.setattr(pace, "is_counted", lambda **_: True)
    browser = stuck.browser(who)
    for path in PAGES[who]:
        read(browser, path.format(stuck.case["id"]))
    answer = post(browser, envelope(who)).get_json()
    assert "error" not in answer["pull"] and answer["pull"]["docs"] and answer["results"] == []
    if who is not BEN:
        assert browser.get(f"/export/logbook.json?trainee={ANA.id}").status_code == 200


@ALL
def test_a_phone_is_asked_to_come_again_and_keeps_what_it_has(stuck):
    answer = post(stuck.browser(ANA), envelope(ANA, *(an_entry() for _ in range(50))))
    assert refusal(answer) == (503, "not_writable")
    assert set(answer.get_json()) >= {"error", "title", "detail"} and answer.headers["Retry-After"] == "60"
    assert len(held(stuck.app, "entry")) == 1


@READ_ONLY
def test_a_case_that_cannot_be_saved_comes_back_as_it_was_typed(stuck):
    typed = answers(place="Room 2", reflection="Less next time <b>")
    answer = stuck.browser(ANA).post("/entries/new", data=typed, headers=ORIGIN)
    page = check(answer, "/entries/new", 503)
    assert f"Not saved Nothing can be saved just now. {WORDS}" in page.text
    assert page.headers["Retry-After"] == "60"
    kept = page.form("/entries/new")
    assert (kept["place"], kept["reflection"]) == ("Room 2", "Less next time <b>")
    # Nobody knows whether what failed was kept after all: what is sent again bears the same names.
    assert (kept["id"], kept["mutation"]) == (typed["id"][0], typed["mutation"][0])


@READ_ONLY
@pytest.mark.parametrize("answer", ["signature", "signoff"])
def test_an_answer_that_cannot_be_kept_stays_on_the_sheet(stuck, answer):
    browser, sheet = stuck.browser(BEN), f"/entries/{stuck.case['id']}/signoff"
    path = f"/entries/{stuck.case['id']}/{answer}"
    fields = read(browser, sheet).form(sheet) | {
        "rating": "4",
        "feedback": "Good depth.",
        "password": PASSWORD,
    }
    page = check(browser.post(path, data=fields, headers=ORIGIN), path, 503)
    assert WORDS in page.text and PASSWORD not in page.html
    kept = page.form(sheet)
    assert {name: kept[name] for name in ("feedback", "id", "mutation", "nonce")} == {
        name: fields[name] for name in ("feedback", "id", "mutation", "nonce")
    }


@READ_ONLY
@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("withdrawal", {"reason": "Logged twice."}),
        ("review", {"result": "as_planned", "asymmetry": "none", "top_up": "none", "events.any": "none"}),
    ],
)
def test_what_else_is_said_of_a_case_stays_as_it_was_typed(stuck, what, typed):
    browser, path = stuck.browser(ANA), f"/entries/{stuck.case['id']}/{what}"
    fields = read(browser, path).form(path) | typed
    page = check(browser.post(path, data=fields, headers=ORIGIN), path, 503)
    kept = page.form(path)
    assert WORDS in page.text
    assert {name: kept[name] for name in ("mutation", *typed)} == {
        name: fields[name] for name in ("mutation", *typed)
    }


@READ_ONLY
@pytest.mark.parametrize("path", ["/sign-in", "/people/invitations"])
def test_other_forms_are_answered_in_words(stuck, path):
    browser = stuck.app.test_client() if path == "/sign-in" else stuck.browser(DAN)
    email = ANA.email if path == "/sign-in" else "gina@example.org"
    fields = {"name": "Gina", "email": email, "password": PASSWORD, "role": "trainee"}
    form = read(browser, path).form(path)
    page = check(browser.post(path, data=form | fields, headers=ORIGIN), path, 503)
    assert page.heading == "Nothing can be saved just now" and WORDS in page.text


@ALL
def test_health_says_that_nothing_can_be_written(stuck, caplog):
    answer = stuck.app.test_client().get("/healthz")
    assert answer.status_code == 503
    told = {"ok": False, "build": shell.build(), "database": True, "writable": False, "forwarded": 0}
    assert answer.json == told
    assert any("] health: " in record.getMessage() for record in caplog.records)
    assert not any(record.exc_info for record in caplog.records)
