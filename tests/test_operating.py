"""The command line tells whoever sets the logbook up what there is, what was done, and what is wrong."""

import os
import re
import stat

import pytest
from sqlalchemy import text

from logbook import instants
from logbook.models import db
from logbook.models.engine import writing
from tests.support.cast.people import ANA, NORTH
from tests.support.server.application import application
from tests.support.server.commands import empty, run

__all__ = ["empty", "run"]


@pytest.mark.finding("use.A2")
def test_the_programmes_there_are_are_listed_with_their_ids(run, sqlite_url):
    shown = run("programme", "list", DATABASE_URL=sqlite_url)
    assert re.search(
        rf"^{NORTH}  North Skin School: .+ \(generic-starter, Europe/London\)$", shown.stdout, re.M
    )


def test_without_a_programme_the_list_says_how_to_add_one(run, empty):
    run("migrate", DATABASE_URL=empty)
    shown = run("programme", "list", DATABASE_URL=empty)
    assert shown.stdout == "" and "logbook programme add" in shown.stderr


@pytest.mark.finding("use.A2")
def test_an_unknown_requirement_set_is_answered_with_the_known_ones(run, sqlite_url):
    asked = ("programme", "add", "X", "--provider", "Y", "--requirements", "nonsense")
    shown = run(*asked, DATABASE_URL=sqlite_url)
    assert shown.exit_code == 1 and "nonsense" in shown.stderr and "generic-starter:" in shown.stderr


@pytest.mark.finding("use.A2")
def test_a_programme_that_is_not_there_is_answered_with_where_they_stand(run, sqlite_url):
    asked = ("invite", "zoe@example.org", "--name", "Zoe", "--programme", "made-up")
    shown = run(*asked, DATABASE_URL=sqlite_url)
    assert shown.exit_code == 1 and "logbook programme list" in shown.stderr


@pytest.mark.finding("use.A2")
def test_an_invitation_says_who_what_and_until_when_and_gives_the_link_alone(run, sqlite_url, monkeypatch):
    monkeypatch.setattr(instants, "now", lambda: "2026-11-20T10:31:00Z")
    asked = ("invite", "zoe@example.org", "--name", "Zoe Young", "--programme", NORTH, "--role", "supervisor")
    shown = run(*asked, DATABASE_URL=sqlite_url)
    for words in ("Zoe Young", "zoe@example.org", "North Skin School", "supervisor", "27 November 2026"):
        assert words in shown.stderr
    assert re.fullmatch(r"https://logbook\.example\.org/join/\S+\n", shown.stdout)


@pytest.mark.finding("use.A2")
def test_a_recovery_link_says_whose_it_is_and_until_when(run, sqlite_url, monkeypatch):
    monkeypatch.setattr(instants, "now", lambda: "2026-11-20T10:31:00Z")
    shown = run("recover", ANA.email, DATABASE_URL=sqlite_url)
    assert ANA.name in shown.stderr and "21 November 2026, 10:31am (UTC)" in shown.stderr
    assert re.fullmatch(r"https://logbook\.example\.org/recover/\S+\n", shown.stdout)


@pytest.mark.finding("use.A3")
def test_a_database_with_other_people_gets_no_demo_and_is_told_so(run, tmp_path, empty, monkeypatch):
    monkeypatch.setenv("LOGBOOK_DEMO", "yes")
    monkeypatch.setenv("LOGBOOK_INSTANCE", str(tmp_path))
    run("migrate", DATABASE_URL=empty)
    for app in application(empty):
        with app.app_context(), writing(db) as connection:
            connection.execute(
                text(
                    "INSERT INTO person (id, email, name, profession, licence_body, licence_number, created_at) "
                    "VALUES ('a', 'zoe@example.org', 'Zoe', '', '', '', '2026-11-20T10:31:00Z')"
                )
            )
    shown = run("demo", DATABASE_URL=empty)
    assert shown.exit_code == 1
    assert "Nothing was loaded" in shown.stderr and "1 person already" in shown.stderr


@pytest.mark.finding("use.A5")
def test_help_names_what_an_operator_needs_and_nothing_of_a_developer_s(run):
    words = run("--help").output
    assert not re.search(r"^  migration\b", words, re.M)
    for command in (
        "backup",
        "doctor",
        "invite",
        "migrate",
        "programme",
        "prune",
        "recover",
        "restore",
        "secret",
    ):
        assert re.search(rf"^  {command}\b", words, re.M)


def test_a_secret_is_good_and_another_each_time(run):
    made = {run("secret").stdout.strip() for _ in range(3)}
    assert len(made) == 3 and all(len(one) == 64 for one in made)


@pytest.mark.finding("use.A1")
@pytest.mark.parametrize(
    ("version", "words"), [(None, "no tables yet"), ("0001", "not ready"), ("9999", "newer version")]
)
def test_serving_a_database_of_another_shape_says_what_to_do(run, empty, version, words):
    if version:
        run("migrate", DATABASE_URL=empty)
        for app in application(empty):
            with app.app_context(), writing(db) as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    for command in (("serve", "--port", "0"), ("doctor",)):
        shown = run(*command, DATABASE_URL=empty)
        assert shown.exit_code == 1 and words in shown.output and "Traceback" not in shown.output


@pytest.mark.finding("attack.L5")
def test_what_the_command_line_writes_is_its_owner_s_alone(run, tmp_path, empty, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    try:
        for command in (("migrate",), ("backup", "kept.backup"), ("restore", "kept.backup", "--yes")):
            assert run(*command, DATABASE_URL=empty).exit_code == 0
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.name.split("-")[0] for path in written} >= {"new.db", "kept.backup", "before"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
