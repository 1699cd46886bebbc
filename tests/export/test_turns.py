"""One export at a time, and never a turn that stays taken."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest

from logbook import create_app, export, store
from logbook.export import turns, typeset
from logbook.problems import ExportUnderWay, NotPrinted
from logbook.store.condition import Health
from tests.support.cast.people import ANA, DAN, NORTH
from tests.support.server.application import settings
from tests.support.server.exported import take
from tests.support.server.reader import check, read

pytestmark = [pytest.mark.slow, pytest.mark.both_databases, pytest.mark.finding("attack.M9")]

# Holds the turn in a process of its own and says so, until it is ended.
HOLDER = """
import sys, time
from logbook import create_app, export
from tests.support.server.application import settings
with create_app(settings(sys.argv[1])).app_context(), export.turn("somebody"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def inside(app):
    with app.app_context():
        yield


def refused(somebody):
    with pytest.raises(ExportUnderWay) as caught, export.turn(somebody.id):
        pass
    return caught.value.detail


@pytest.mark.parametrize("without", ["", "fcntl", "a folder"])
def test_who_comes_meanwhile_is_told_whose_export_is_made(inside, app, monkeypatch, without):
    if without == "fcntl":
        monkeypatch.setattr(turns, "fcntl", None)
    if without == "a folder":
        monkeypatch.setattr(turns.tempfile, "gettempdir", lambda: "/no/such/folder")
    said = []

    def come():
        with app.app_context():
            said.extend([refused(ANA), refused(DAN)])

    with export.turn(ANA.id):
        thread = Thread(target=come)
        thread.start()
        thread.join()
    assert "An export of yours" in said[0] and "Another export" in said[1]
    with export.turn(DAN.id):
        assert "Another export" in refused(ANA)


def test_a_turn_ends_with_a_failure_and_leaves_nothing_behind(inside):
    for _ in range(2):
        with pytest.raises(NotPrinted), export.turn(ANA.id):
            assert turns._path().read_text() == ANA.id
            raise NotPrinted
    assert not turns._path().exists()


def test_a_turn_ends_with_its_process(inside, database_url):
    command = [sys.executable, "-c", HOLDER, database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert "Another export" in refused(ANA)
        holder.send_signal(signal.SIGKILL)
    with export.turn(ANA.id):
        pass


def test_a_file_that_was_taken_away_before_it_was_locked_is_nobodys_turn(inside, monkeypatch):
    lock = turns.fcntl.flock

    def late(handle, how):
        turns._path().unlink()
        lock(handle, how)

    monkeypatch.setattr(turns.fcntl, "flock", late)
    assert "Another export" in refused(ANA)


def test_another_logbook_of_this_machine_takes_its_own_turns(inside, tmp_path):
    other = create_app(settings(f"sqlite:///{tmp_path}/other.db"))
    here = turns._path()
    with other.app_context():
        assert turns._path() != here


def test_a_pdf_that_could_not_be_made_leaves_the_days_that_were_chosen(phone_of, signed, monkeypatch):
    monkeypatch.setattr(typeset, "SECONDS", 0.001)
    browser = phone_of(ANA)
    asked = "/export/logbook.pdf?from=2026-11-05&to=2026-11-29"
    page = check(take(browser, asked), asked)
    assert "Your PDF could not be made" in page.text and "Choose a shorter range of days" in page.text
    fields = page.form("/export")
    assert (fields["from"], fields["to"], fields["file"]) == ("2026-11-05", "2026-11-29", "pdf")
    days = read(browser, next(link for link in page.links() if "from=" in link)).form("/export")
    assert (days["from"], days["to"]) == ("2026-11-05", "2026-11-29")
    assert take(browser, asked.replace("pdf", "csv")).data.startswith("\ufeffNumber".encode())


def test_while_nothing_can_be_written_a_pdf_that_could_not_be_made_leaves_the_days_that_were_chosen(
    phone_of, signed, nothing_is_kept, monkeypatch
):
    monkeypatch.setattr(typeset, "SECONDS", 0.001)
    browser = phone_of(ANA)
    asked = "/export/logbook.pdf?from=2026-11-05&to=2026-11-29"
    page = check(browser.get(asked), asked, 503)
    assert "The PDF could not be made" in page.text and page.headers["Retry-After"]
    fields = page.form("/export")
    assert (fields["from"], fields["to"]) == ("2026-11-05", "2026-11-29")
    assert browser.get(asked.replace("pdf", "csv")).status_code == 200


@pytest.fixture
def nothing_is_kept(monkeypatch):
    """The database cannot be written: files are made where they are asked for."""
    monkeypatch.setattr(store, "health", lambda: Health(database=True, writable=False))


@pytest.fixture
def elsewhere(app):
    """elsewhere(somebody): while it lasts, another process of this logbook makes an export of theirs."""

    def made(somebody):
        return export.turn(somebody.id)

    with app.app_context():
        yield made


DAYS = f"trainee={ANA.id}&programme={NORTH}&from=2026-11-03&to=2026-11-27"


def test_an_export_of_ones_own_in_another_process_is_said_to_be_ones_own(
    phone_of, signed, nothing_is_kept, elsewhere
):
    browser = phone_of(ANA)
    with elsewhere(ANA):
        answer = browser.get(f"/export/logbook.pdf?{DAYS}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "An export of yours is being made. Try again in a minute." in answer.text
    assert browser.get(f"/export/logbook.csv?{DAYS}").status_code == 200


@pytest.mark.parametrize("kind", ["pdf", "csv", "json"])
def test_a_coordinator_waits_for_nobody_either(phone_of, signed, nothing_is_kept, elsewhere, kind):
    with elsewhere(ANA):
        answer = phone_of(DAN).get(f"/export/logbook.{kind}?{DAYS}")
    assert answer.status_code == 503
    assert "Another export is being made. Try again in a minute." in answer.text


def test_the_days_that_were_chosen_stay_beside_the_words(phone_of, signed, nothing_is_kept, elsewhere):
    with elsewhere(DAN):
        page = check(phone_of(ANA).get(f"/export/logbook.pdf?{DAYS}"), "/export", 503)
    fields = page.form("/export")
    del fields["csrf_token"]
    assert fields == dict(pair.split("=") for pair in DAYS.split("&"))


def test_a_program_is_refused_in_the_one_shape_of_errors(phone_of, signed, nothing_is_kept, elsewhere):
    with elsewhere(DAN):
        answer = phone_of(ANA).get(f"/export/logbook.json?{DAYS}", headers={"Accept": "application/json"})
    assert answer.status_code == 503 and answer.get_json()["error"] == "export_under_way"
