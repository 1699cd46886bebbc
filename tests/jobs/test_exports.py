"""A file is wanted, made, said to be ready and fetched: by who wanted it, while they may, for a day."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlalchemy import update

from logbook import budgets, export, instants, store
from logbook.export import typeset
from logbook.jobs import exports, queue, results
from logbook.models import Job, JobResult, Membership
from logbook.models import Person as People
from logbook.problems import NotWritable, TooManyExports
from tests.support.cast.clinic import joined
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH
from tests.support.documents.statements import an_entry
from tests.support.server.application import sign_in
from tests.support.server.exported import press, take, token, work
from tests.support.server.reader import check, read

ASKED = f"/export/logbook.json?trainee={ANA.id}&programme={NORTH}&from=2026-11-01&to=2026-11-30"


@pytest.fixture
def entry(app):
    entry = an_entry(place="A place to find again")
    Desk(app).one(ANA, entry)
    return entry


@pytest.fixture
def wanted(app, phone_of, entry):
    """wanted(somebody): their browser, and the page of a file that they want."""

    def made(somebody, asked=ASKED):
        browser = phone_of(somebody)
        answer = press(browser, asked)
        assert answer.status_code == 303
        return browser, answer.headers["Location"]

    return made


def state(app):
    return [(row.state, row.tries) for row in Desk(app).rows(Job, kind="export")]


def test_the_page_says_what_is_made_how_far_it_is_and_then_leads_to_the_file(app, wanted, entry):
    browser, place = wanted(ANA)
    page = read(browser, place)
    assert page.heading == "Export" and "Making your file to check" in page.text
    assert page.soup.select_one("#said[role=status]").get_text() == "Making your file to check"
    assert place in page.links() and "Look again" in page.text
    poll = page.soup.select_one("[hx-get]")
    assert (poll["hx-get"], poll["hx-trigger"]) == (place, "every 2s")
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Job).values(state="working", progress=240, total=500))
    page = read(browser, place)
    assert page.soup.select_one("#making p").get_text() == "Making your file to check, 240 of 500 cases"
    assert (page.soup.progress["value"], page.soup.progress["max"]) == ("240", "500")
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Job).values(state="waiting"))
    work(browser)
    page = read(browser, place)
    assert page.soup.select_one("#said[role=status]").get_text() == "Your file to check is ready"
    assert not page.soup.select("[hx-get], progress")
    answer = browser.get(f"{place}/file")
    assert [one["id"] for one in answer.get_json()["entries"]] == [entry["id"]]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename=logbook-ana-silva-2026-11-01"
    )


def test_a_file_that_is_not_made_yet_leads_back_to_its_page(wanted):
    browser, place = wanted(ANA)
    answer = browser.get(f"{place}/file")
    assert (answer.status_code, answer.headers["Location"]) == (303, place)


def test_one_who_waits_long_is_told_that_it_has_not_begun(app, wanted):
    browser, place = wanted(ANA)
    assert "It has not begun yet" not in read(browser, place).text
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Job).values(wanted_at=instants.plus(instants.now(), minutes=-5)))
    assert "It has not begun yet" in read(browser, place).text


def test_what_was_made_within_a_day_stands_under_export_with_its_state(app, wanted, monkeypatch):
    browser, ready = wanted(ANA)
    work(browser)
    monkeypatch.setattr(typeset, "SECONDS", 0.001)
    failed = press(browser, ASKED.replace("json", "pdf")).headers["Location"]
    work(browser)
    waits = press(browser, ASKED.replace("json", "csv")).headers["Location"]
    rows = {row["href"]: row.get_text(" ") for row in read(browser, "/export").soup.select("a.row")}
    assert set(rows) == {ready, failed, waits}
    assert "Ready since" in rows[ready] and "KB" in rows[ready] and "1 November 2026 to 30" in rows[ready]
    assert "Could not be made" in rows[failed] and "Being made" in rows[waits]


def test_what_was_chosen_and_what_was_made_come_before_the_list_of_all_logbooks(app, wanted):
    """A coordinator of twelve programmes has a hundred and more."""
    joined(app, CLEO, NORTH, "trainee")
    browser, _ = wanted(DAN)

    def headings(path):
        return [heading.get_text() for heading in read(browser, path).soup.select("main h2")]

    lists = ["Made in the last 24 hours", "Another logbook"]
    assert headings(f"/export?trainee={ANA.id}&programme={NORTH}") == [ANA.name, *lists]
    assert headings("/export") == [lists[0], "Whose logbook"]


def test_two_taps_make_one_job_and_another_wish_another(app, wanted):
    browser, place = wanted(ANA)
    assert press(browser, ASKED).headers["Location"] == place
    work(browser)
    assert press(browser, ASKED).headers["Location"] == place, "a second tap may come after the file"
    assert press(browser, ASKED.replace("json", "csv")).headers["Location"] != place
    assert press(browser, ASKED.replace("-30", "-29")).headers["Location"] != place
    assert len(Desk(app).rows(Job, kind="export")) == 3


def test_a_file_wanted_later_holds_what_came_meanwhile(app, wanted, monkeypatch):
    browser, place = wanted(ANA)
    work(browser)
    Desk(app).one(ANA, an_entry())
    then = instants.plus(instants.now(), seconds=exports.ONE_WISH_S + 1)
    monkeypatch.setattr(instants, "now", lambda: then)
    assert press(browser, ASKED).headers["Location"] != place
    assert len(take(browser, ASKED).get_json()["entries"]) == 2


@pytest.mark.parametrize("somebody", [BEN, CLEO, DAN], ids=lambda one: one.name)
def test_nobody_else_sees_the_page_or_the_file(app, wanted, phone_of, somebody):
    """Not even who may take out the same logbook: they want their own."""
    browser, place = wanted(ANA)
    work(browser)
    assert browser.get(f"{place}/file").status_code == 200
    for path in (place, f"{place}/file"):
        check(phone_of(somebody).get(path), path, 404)
    signed_out = app.test_client().get(f"{place}/file")
    assert signed_out.status_code == 303 and signed_out.headers["Location"].startswith("/sign-in")


@pytest.mark.fault(71)
def test_the_right_is_asked_again_when_a_file_is_fetched(app, wanted):
    browser, place = wanted(DAN)
    work(browser)
    assert browser.get(f"{place}/file").status_code == 200
    with app.app_context(), store.writing() as connection:
        ended = update(Membership).where(Membership.person_id == DAN.id).values(ended_at=instants.now())
        connection.execute(ended)
    for path in (place, f"{place}/file"):
        check(browser.get(path), path, 404)


def test_a_trainee_who_left_fetches_what_they_wanted_before(app, wanted, entry):
    browser, place = wanted(ANA)
    with app.app_context(), store.writing() as connection:
        connection.execute(
            update(Membership).where(Membership.person_id == ANA.id).values(ended_at=instants.now())
        )
    work(browser)
    assert entry["id"] in browser.get(f"{place}/file").text


@pytest.mark.fault(71)
def test_after_a_day_a_file_is_gone_and_then_forgotten(app, wanted, monkeypatch):
    browser, place = wanted(ANA)
    work(browser)
    then = instants.plus(instants.now(), hours=24, seconds=1)
    monkeypatch.setattr(instants, "now", lambda: then)
    browser = sign_in(app.test_client(), ANA)
    check(browser.get(f"{place}/file"), place, 404)
    assert Desk(app).rows(JobResult) != []
    work(browser)  # the next day's pruning among it
    assert Desk(app).rows(JobResult) == Desk(app).rows(Job, kind="export") == []


def test_the_day_of_a_file_begins_when_it_is_ready(app, wanted):
    browser, place = wanted(ANA)
    work(browser)
    with app.app_context(), store.writing() as connection:
        early = instants.plus(instants.now(), hours=-30)
        connection.execute(update(Job).where(Job.kind == "export").values(wanted_at=early))
    assert browser.get(f"{place}/file").status_code == 200 and place in read(browser, "/export").links()


def test_a_wish_that_nobody_worked_on_for_a_day_stands_and_says_so(app, wanted, monkeypatch):
    """No worker ran: a tap must not lead to a page that is not found."""
    browser, place = wanted(ANA)
    then = instants.plus(instants.now(), hours=25)
    monkeypatch.setattr(instants, "now", lambda: then)
    browser = sign_in(app.test_client(), ANA)
    assert press(browser, ASKED).headers["Location"] == place
    assert "It has not begun yet" in read(browser, place).text
    assert place in read(browser, "/export").links()


def test_a_file_that_is_forgotten_while_it_is_fetched_arrives_whole(app, wanted, monkeypatch):
    monkeypatch.setattr(results, "PIECE", 500)
    browser, place = wanted(ANA)
    work(browser)
    made = b"".join(row.piece for row in sorted(Desk(app).rows(JobResult), key=lambda row: row.number))
    answer = browser.get(f"{place}/file", buffered=False)
    came = iter(answer.response)
    begun = next(came)
    with app.app_context(), store.writing() as connection:
        assert queue.prune(connection, instants.plus(instants.now(), hours=1))
    assert begun + b"".join(came) == made and len(made) > 1000
    assert answer.headers["Content-Length"] == str(len(made))


def test_a_job_holds_no_name_and_no_text(app, wanted):
    browser, _ = wanted(DAN)
    work(browser)
    [row] = Desk(app).rows(Job, kind="export")
    assert json.loads(row.payload) == {
        "trainee": ANA.id,
        "programme": NORTH,
        "first": "2026-11-01",
        "last": "2026-11-30",
        "file": "json",
    }
    assert row.wanted_by == DAN.id and not {ANA.name, DAN.name, ANA.email} & set(map(str, row))


def test_what_cannot_be_made_says_why_and_one_tap_tries_again(app, wanted, monkeypatch):
    monkeypatch.setattr(typeset, "SECONDS", 0.001)
    browser, place = wanted(ANA, ASKED.replace("json", "pdf"))
    work(browser)
    page = read(browser, place)
    assert "Your PDF could not be made" in page.text and "Choose a shorter range of days" in page.text
    monkeypatch.undo()
    again = browser.post("/export", data=page.form("/export"))
    assert again.status_code == 303 and again.headers["Location"] != place
    work(browser)
    assert browser.get(f"{again.headers['Location']}/file").data.startswith(b"%PDF-1.7")


def test_a_person_has_few_files_under_way_and_is_told_so_on_the_form(app, wanted):
    browser, _ = wanted(ANA, ASKED.replace("-30", "-10"))
    for day in range(11, 10 + budgets.EXPORTS_UNFINISHED):
        assert press(browser, ASKED.replace("-30", f"-{day}")).status_code == 303
    answer = press(browser, ASKED)
    page = check(answer, "/export", 429)
    assert "Wait until one of them is ready" in page.text and answer.headers["Retry-After"]
    assert page.form("/export")["to"] == "2026-11-30"
    assert len(Desk(app).rows(Job, kind="export")) == budgets.EXPORTS_UNFINISHED
    assert press(browser, ASKED.replace("-30", "-10")).status_code == 303, "the same again is no more"
    work(browser)
    assert press(browser, ASKED).status_code == 303


def test_wishes_that_come_at_one_moment_are_counted_too(both_databases):
    app, start = both_databases, Barrier(12)

    def press_at_once(day):
        wanted = exports.Wanted(ANA.id, NORTH, f"2026-11-{day}", "2026-11-30", "pdf")
        with app.app_context():
            start.wait()
            with suppress(TooManyExports):
                store.run(lambda connection: exports.want(connection, ANA.id, wanted, instants.now()))

    with ThreadPoolExecutor(12) as crowd:
        list(crowd.map(press_at_once, range(10, 22)))
    assert len(Desk(app).rows(Job, kind="export")) == budgets.EXPORTS_UNFINISHED


def test_of_many_files_the_oldest_is_forgotten_for_a_new_one(app, phone_of, entry, monkeypatch):
    monkeypatch.setattr(budgets, "EXPORTS_KEPT", 3)
    browser = phone_of(ANA)
    start = instants.now()
    places = []
    for day in range(10, 15):
        then = instants.plus(start, seconds=day)
        monkeypatch.setattr(instants, "now", lambda then=then: then)
        places.append(press(browser, ASKED.replace("-30", f"-{day}")).headers["Location"])
        work(browser)
    assert [browser.get(f"{place}/file").status_code for place in places] == [404, 404, 200, 200, 200]


def test_a_form_that_another_site_sent_wants_nothing(app, phone_of, entry):
    browser = phone_of(ANA)
    asked = {"trainee": ANA.id, "programme": NORTH, "file": "json"}
    assert browser.post("/export", data=asked).status_code == 400
    foreign = {"Origin": "https://elsewhere.example"}
    assert (
        browser.post("/export", data=asked | {"csrf_token": token(browser)}, headers=foreign).status_code
        == 403
    )
    assert Desk(app).rows(Job, kind="export") == []


@pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx", "json"])
def test_an_address_of_before_leads_to_the_form_with_its_days(phone_of, entry, kind):
    browser = phone_of(ANA)
    answer = browser.get(ASKED.replace("json", kind))
    assert answer.status_code == 303
    fields = read(browser, answer.headers["Location"]).form("/export")
    assert (fields["from"], fields["to"], fields["trainee"]) == ("2026-11-01", "2026-11-30", ANA.id)


def test_while_this_machine_makes_another_a_job_waits_and_that_is_no_try(app, wanted, monkeypatch):
    browser, place = wanted(ANA)
    with app.app_context(), export.turn(DAN.id):
        work(browser)
        assert state(app) == [("waiting", 0)]
    then = instants.plus(instants.now(), seconds=5)
    monkeypatch.setattr(instants, "now", lambda: then)
    work(browser)
    assert state(app) == [("done", 1)]


def test_what_a_script_asks_while_nothing_can_be_written_leads_to_the_file_past_the_script(
    app, phone_of, entry, monkeypatch
):
    def full(*_given, **_more):
        raise NotWritable

    browser = phone_of(ANA)
    fields = read(browser, "/export").form("/export") | {"file": "csv"}
    monkeypatch.setattr(queue, "want", full)
    answer = browser.post("/export", data=fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"].split("?")[0]) == (204, "/export/logbook.csv")
    plain = browser.post("/export", data=fields)
    assert (plain.status_code, plain.headers["Location"]) == (303, answer.headers["HX-Redirect"])


def test_a_name_is_on_the_file_as_it_is_when_it_is_fetched(app, wanted):
    browser, place = wanted(ANA)
    work(browser)
    with app.app_context(), store.writing() as connection:
        connection.execute(update(People).where(People.id == ANA.id).values(name="Ana Berg"))
    assert "logbook-ana-berg-" in browser.get(f"{place}/file").headers["Content-Disposition"]
