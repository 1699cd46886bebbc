"""`logbook doctor` names what is set up wrong, each in a line of words."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, insert, update

from logbook import feed, instants, store
from logbook.cli.doctor import REQUIRED
from logbook.feed.pathway import publish_gates
from logbook.feed.standings import publish_standings
from logbook.jobs import queue
from logbook.models import CellDigest, CellPointer, Document, Entry, Report, RequirementSet, shape
from logbook.record import reports
from tests.support.cast.clinic import joined, told
from tests.support.cast.desk import Desk
from tests.support.cast.holding import check_digests
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH
from tests.support.cast.phone import Phone
from tests.support.cast.terms import moved
from tests.support.documents.statements import a_handover, an_entry, revised
from tests.support.server.application import application, fill, sign_in
from tests.support.server.commands import empty, run
from tests.support.server.forked import commands_of
from tests.support.server.site import ROOT

__all__ = ["empty", "run"]


def verdicts(shown, verdict):
    return [line[7:] for line in shown.stdout.splitlines() if line.startswith(verdict)]


@pytest.fixture(scope="module")
def doctor(tmp_path_factory):
    """doctor(url): what is worth a look, or wrong, in the database at this address, as `logbook doctor` says in a
    process of its own."""
    told = {"LOGBOOK_ORIGIN": "http://localhost", "SECRET_KEY": "s" * 40}
    with commands_of(ROOT, tmp_path_factory.mktemp("doctor"), **told) as commands:

        def said(url, verdict="look"):
            lines = verdicts(commands.run("doctor", DATABASE_URL=url), verdict)
            return [line for line in lines if "Room on the database" not in line]

        yield said


@pytest.fixture
def well(run, empty):
    run("migrate", DATABASE_URL=empty)
    return empty


def test_a_logbook_that_is_set_up_well_ends_with_nothing_wrong(run, well, tmp_path):
    shown = run("doctor", DATABASE_URL=well, LOGBOOK_PROXIES="1")
    assert shown.exit_code == 0 and not verdicts(shown, "wrong"), shown.output
    said = "\n".join(verdicts(shown, "ok"))
    for words in ("https://logbook.example.org", "1 proxy", shape.wanted(), "owner's alone", "clock shows"):
        assert words in said


def test_all_settings_that_are_missing_are_named_at_once(run):
    shown = run("doctor", SECRET_KEY=None, LOGBOOK_ORIGIN=None)
    assert shown.exit_code == 1
    assert [line.split()[0] for line in verdicts(shown, "wrong")] == list(REQUIRED)
    assert "3 things are wrong" in shown.stderr and "logbook secret" in shown.stdout


@pytest.mark.parametrize(
    ("settings", "verdict", "words"),
    [
        ({"SECRET_KEY": "short"}, "wrong", "SECRET_KEY longer"),
        ({"LOGBOOK_PROXIES": None}, "look", "LOGBOOK_PROXIES is 0"),
        ({"LOGBOOK_ORIGIN": "http://localhost:8000", "LOGBOOK_PROXIES": "2"}, "look", "LOGBOOK_PROXIES is 2"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "wrong", "does not answer"),
        ({"DATABASE_URL": "postgresql://logbook@localhost:1/none"}, "wrong", "does not answer"),
        ({"DATABASE_URL": "postgresql://logbook@127.0.0.2:1/none"}, "wrong", "in the clear"),
        ({"DATABASE_URL": "postgresql://logbook@127.0.0.2:1/none?sslmode=require"}, "look", "verify-full"),
    ],
)
def test_what_is_set_wrong_is_one_line_of_words(run, well, settings, verdict, words):
    shown = run("doctor", **{"DATABASE_URL": well, "LOGBOOK_PROXIES": "1"} | settings)
    assert any(words in line for line in verdicts(shown, verdict)), shown.output
    assert shown.exit_code == (1 if verdicts(shown, "wrong") else 0)
    assert "Traceback" not in shown.output


def test_a_database_that_others_may_read_is_named_with_the_way_to_mend_it(run, well, tmp_path):
    (tmp_path / "new.db").chmod(0o644)
    [line] = verdicts(run("doctor", DATABASE_URL=well), "wrong")
    assert line.endswith(f"chmod 600 {tmp_path / 'new.db'}")


def test_a_clock_that_lies_before_this_version_is_named(run, well, monkeypatch):
    monkeypatch.setattr(instants, "now", lambda: "1970-01-01T00:01:00Z")
    assert any("clock" in line for line in verdicts(run("doctor", DATABASE_URL=well), "wrong"))


def test_documents_that_are_not_what_the_tables_say_are_put_right(run, well):
    fill(well)
    for app in application(well):
        phone = Phone(sign_in(app.test_client(), ANA), ANA)
        phone.sync()
        assert not any(
            "the server's own" in line for line in verdicts(run("doctor", DATABASE_URL=well), "look")
        )
        with app.app_context(), store.writing() as connection:
            connection.execute(update(Document).where(Document.id == ANA.id).values(hash="0" * 64, text="{}"))
            connection.execute(delete(CellPointer).where(CellPointer.doc_id == NORTH))
        [line] = [one for one in verdicts(run("doctor", DATABASE_URL=well), "look") if "own were" in one]
        assert line.startswith("2 documents")
        before = dict(phone.docs)
        phone.sync()
        assert {key: doc["stmt"] for key, doc in phone.docs.items()} == {
            key: doc["stmt"] for key, doc in before.items()
        }


def test_a_new_programme_leaves_nothing_to_be_put_right(run, well):
    assert (
        run("programme", "add", "Foundation", "--provider", "East School", DATABASE_URL=well).exit_code == 0
    )
    shown = run("doctor", DATABASE_URL=well, LOGBOOK_PROXIES="1")
    assert verdicts(shown, "look") == [], shown.output


def test_work_that_nobody_does_is_named(run, well):
    late = instants.plus(instants.now(), minutes=-6)
    for app in application(well):
        with app.app_context(), store.writing() as connection:
            queue.want(connection, "prune", {}, instants.now())
        assert not any(
            "wanted for later" in line for line in verdicts(run("doctor", DATABASE_URL=well), "wrong")
        )
        with app.app_context(), store.writing() as connection:
            queue.want(connection, "prune", {}, late)
    [line] = verdicts(run("doctor", DATABASE_URL=well), "wrong")
    assert f"1 job waits since {late}" in line and "logbook work" in line


def test_a_disk_that_is_nearly_full_is_named(run, well, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=50_000_000))
    assert any("50 MB are free" in line for line in verdicts(run("doctor", DATABASE_URL=well), "wrong"))


def test_a_count_that_does_not_hold_is_put_right_and_said(run, well):
    for app in application(well):
        with app.app_context(), store.writing() as connection:
            connection.execute(
                insert(CellDigest).values(cell=f"s:{ANA.id}", kind="entry", statements=1, xor=5)
            )
        said = "1 count of statements was not what lies there, and put right."
        assert said in verdicts(run("doctor", DATABASE_URL=well), "look")
        assert said not in verdicts(run("doctor", DATABASE_URL=well), "look")
        check_digests(app)


@pytest.mark.both_databases
def test_a_kept_report_that_is_not_what_its_cases_say_is_made_anew_and_said(app, doctor):
    url, desk = app.config["SQLALCHEMY_DATABASE_URI"], Desk(app)
    desk.send(ANA, an_entry(), an_entry())
    phone = Phone(sign_in(app.test_client(), ANA), ANA)
    phone.sync()
    [before] = desk.rows(Report)
    said = "1 report was not what the cases say, and will be made anew"
    assert not any(said in line for line in doctor(url))
    # Past the store nobody draws a mark: the report says of itself that it holds.
    with app.app_context(), store.writing() as connection:
        told = before.text.replace('"entries":2', '"entries":7')
        assert told != before.text
        connection.execute(update(Report).values(text=told))
    [line] = [line for line in doctor(url) if "report" in line]
    assert said in line
    assert not any(said in line for line in doctor(url))
    phone.sync(an_entry())
    [after] = desk.rows(Report)
    assert '"entries":3' in after.text and after.mark != before.mark


def test_a_set_that_is_damaged_or_missing_is_named(app, doctor):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with app.app_context(), store.writing() as connection:
        moved(connection, instants.now())
    assert not [line for line in doctor(url, "wrong") if "set" in line.split()]
    with app.app_context(), store.writing() as connection:
        connection.execute(update(RequirementSet).values(text="{}"))
    [line] = [line for line in doctor(url, "wrong") if "set" in line.split()]
    assert "has a text of another hash" in line
    # Past the keys between tables: as somebody does who restores them one by one.
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as database:
        database.execute("DELETE FROM requirement_set")
    [line] = [line for line in doctor(url, "wrong") if "set" in line.split()]
    assert "which is not there" in line


@pytest.mark.both_databases
def test_a_report_of_yesterday_that_holds_is_left_as_it_is(app, doctor):
    desk = Desk(app)
    desk.send(ANA, an_entry())
    Phone(sign_in(app.test_client(), ANA), ANA).sync()
    then = "2026-11-21"
    with app.app_context(), store.writing() as connection:
        [ground] = reports.grounds(connection, {NORTH}).values()
        [one] = reports.of_trainee(connection, ANA.id)
        kept = reports.keep(connection, [reports.make(connection, one, ground, f"{then}T12:00:00Z")])
        gates = publish_gates(connection, kept).pointers
        feed.touch(connection, [*publish_standings(connection, kept), *gates])
    [before] = desk.rows(Report)
    assert before.made_on == then and doctor(app.config["SQLALCHEMY_DATABASE_URI"]) == []
    assert desk.rows(Report) == [before]


@pytest.mark.both_databases
def test_for_whom_a_case_waits_is_read_off_its_statements_again_and_put_right(app, doctor):
    joined(app, FEMI, NORTH, "supervisor")
    handed, ended, plain = (told(app, an_entry()) for _ in range(3))
    for case in (handed, ended):
        told(app, a_handover(case), by=DAN)
    first = told(app, revised(ended, supervisor=FEMI.id))
    told(app, revised(first, supervisor=BEN.id))
    desk, url = Desk(app), app.config["SQLALCHEMY_DATABASE_URI"]

    def kept():
        return {row.id: (row.handed_to, row.handovers) for row in desk.rows(Entry)}

    right = {handed["id"]: (FEMI.id, 1), ended["id"]: (None, 1), plain["id"]: (None, 0)}
    assert kept() == right and doctor(url) == []
    # As a server of the build before leaves them, and one past the logbook.
    with app.app_context(), store.writing() as connection:
        for case, to, count in ((handed, None, 1), (ended, FEMI.id, 1), (plain, FEMI.id, 2)):
            wrong = {"handed_to": to, "handovers": count}
            connection.execute(update(Entry).where(Entry.id == case["id"]).values(**wrong))
    [line] = doctor(url)
    assert line == "3 cases were kept as waiting for somebody else than their hand-overs say, and put right."
    assert kept() == right and doctor(url) == []


@pytest.mark.both_databases
def test_how_far_a_trainee_is_said_to_be_is_what_their_report_says(app, doctor):
    told(app, an_entry())
    desk, url = Desk(app), app.config["SQLALCHEMY_DATABASE_URI"]
    [before] = desk.rows(Document, kind="standing")
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Document).where(Document.kind == "standing").values(hash="0" * 64))
        connection.execute(delete(CellPointer).where(CellPointer.kind == "standing"))
    [line] = doctor(url)
    assert "1 document of the server's own was not what the tables say" in line
    [after] = desk.rows(Document, kind="standing")
    assert (after.text, after.hash) == (before.text, before.hash) and doctor(url) == []


@pytest.mark.both_databases
def test_what_counts_and_why_is_what_the_cases_say(app, doctor):
    told(app, an_entry())
    desk, url = Desk(app), app.config["SQLALCHEMY_DATABASE_URI"]
    [before] = desk.rows(Document, kind="gate")
    assert doctor(url) == []
    with app.app_context(), store.writing() as connection:
        gate = Document.kind == "gate"
        connection.execute(update(Document).where(gate).values(hash="0" * 64, text="{}"))
        connection.execute(delete(CellPointer).where(CellPointer.kind == "gate"))
        row = {"kind": "gate", "id": f"{ANA.id}.{NORTH}.7", "rev": 1, "hash": "1" * 64, "text": "{}"}
        connection.execute(insert(Document).values(row))
    [line] = doctor(url)
    assert "2 documents of the server's own were not what the tables say" in line
    [after] = desk.rows(Document, kind="gate")
    assert (after.text, after.hash) == (before.text, before.hash) and doctor(url) == []
