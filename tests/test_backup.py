"""A backup holds everything up to its moment; restoring one loses nothing that a phone can send again."""

import sqlite3
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from logbook import instants, store
from logbook.cli import commands
from logbook.jobs import queue, results
from logbook.models import Entry, FeedHead, Job, JobResult
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import Phone, envelope, post, refusal
from tests.support.documents.statements import an_entry
from tests.support.server.application import ask, sign_in


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.fixture
def run(both_databases, monkeypatch, tmp_path):
    """run("backup", …): the command on the very database of the application under test."""
    url = both_databases.config["SQLALCHEMY_DATABASE_URI"]
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "DATABASE_URL": url,
        "SECRET_KEY": "k" * 40,
        "LOGBOOK_ORIGIN": "http://localhost",
    }.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments, **more: CliRunner().invoke(commands, arguments, **more)


def entries(app):
    return sorted(row.id for row in ask(app, select(Entry.id)))


def test_what_was_there_comes_back_and_what_came_later_is_kept_beside(both_databases, desk, run, tmp_path):
    early, late = an_entry(), an_entry()
    desk.send(ANA, early)
    made = run("backup", "logbook.backup")
    assert made.exit_code == 0, made.output
    desk.send(ANA, late)
    done = run("restore", "logbook.backup", "--yes")
    assert done.exit_code == 0, done.output
    assert entries(both_databases) == [early["id"]]
    [kept] = tmp_path.glob("before-restore-*.backup")
    assert run("restore", str(kept), "--yes").exit_code == 0
    assert entries(both_databases) == sorted([early["id"], late["id"]])


@pytest.mark.fault(44)
def test_a_phone_that_knows_what_was_lost_is_told_to_begin_again(both_databases, desk, run):
    """And what it sent before is taken again: there after it, once each."""
    phone = Phone(sign_in(both_databases.test_client(), ANA), ANA)
    assert run("backup", "logbook.backup").exit_code == 0
    sent = [an_entry() for _ in range(20)]
    phone.sync(*sent)
    old = phone.cursor
    assert run("restore", "logbook.backup", "--yes").exit_code == 0
    assert entries(both_databases) == []
    assert refusal(post(phone.client, envelope(ANA, cursor=old))) == (409, "epoch_changed")
    phone.cursor, phone.docs = None, {}
    verdicts = phone.sync(*sent)
    assert {verdict["status"] for verdict in verdicts} == {"applied"}
    assert {verdict["status"] for verdict in phone.sync(*sent)} == {"applied"}
    assert entries(both_databases) == phone.held("entry") == sorted(doc["id"] for doc in sent)
    supervisor = Phone(sign_in(both_databases.test_client(), BEN), BEN)
    supervisor.sync()
    assert supervisor.held("entry") == phone.held("entry")


def test_every_restore_is_an_epoch_of_its_own(both_databases, desk, run):
    desk.send(ANA, an_entry())
    run("backup", "logbook.backup")
    seen = {row.epoch for row in ask(both_databases, select(FeedHead.epoch))}
    for _ in range(2):
        assert run("restore", "logbook.backup", "--yes").exit_code == 0
        seen |= {row.epoch for row in ask(both_databases, select(FeedHead.epoch))}
    assert len(seen) == 3


def test_nobody_restores_by_mistake(both_databases, desk, run):
    desk.send(ANA, an_entry())
    run("backup", "logbook.backup")
    desk.send(ANA, an_entry())
    assert run("restore", "logbook.backup", input="n\n").exit_code == 1
    assert len(entries(both_databases)) == 2


def test_a_file_that_is_no_backup_changes_nothing(both_databases, desk, run, tmp_path):
    desk.send(ANA, an_entry())
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE things (name TEXT)")
    for file in ("letter.txt", "other.db"):
        done = run("restore", file, "--yes")
        assert done.exit_code == 1 and "Error: " in done.output and "Traceback" not in done.output
    assert len(entries(both_databases)) == 1


@pytest.mark.fault(71)
def test_what_is_to_be_done_later_and_files_made_for_somebody_are_in_no_backup(
    both_databases, desk, run, tmp_path
):
    now, made = instants.now(), b"%PDF of Ana's own" * 1000
    with both_databases.app_context(), store.writing() as connection:
        queue.want(connection, "prune", {}, now, by=ANA.id, key="waits")
        id = queue.want(connection, "prune", {"marked": "findable-payload"}, now, by=ANA.id)
        mine = queue.Claimed(id, str(uuid4()), "prune", {}, 1)
        connection.execute(update(Job).where(Job.id == id).values(claimed_by=mine.claim))
        queue.finish(connection, mine, now)
        results.keep(connection, mine, [made])
    desk.send(ANA, an_entry())
    assert run("backup", "logbook.backup").exit_code == 0
    file = (tmp_path / "logbook.backup").read_bytes()
    assert b"%PDF of Ana" not in file and b"findable-payload" not in file
    assert len(desk.rows(Job)) == 2 and len(desk.rows(JobResult)) == 1, "what is there stays"
    assert run("restore", "logbook.backup", "--yes").exit_code == 0
    assert desk.rows(Job) == desk.rows(JobResult) == [] and len(entries(both_databases)) == 1


def test_a_backup_never_writes_over_a_file(both_databases, desk, run, tmp_path):
    desk.send(ANA, an_entry())
    (tmp_path / "kept.backup").write_text("precious")
    assert "exists already" in run("backup", "kept.backup").output
    assert (tmp_path / "kept.backup").read_text() == "precious"
    assert "no such folder" in run("backup", "nowhere/logbook.backup").output
