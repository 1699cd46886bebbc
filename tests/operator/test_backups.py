"""`logbook backup` without a file: into the folder of the settings, and what is older than it need be goes."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from logbook import instants
from tests.support.server.application import fill
from tests.support.server.commands import empty, run

__all__ = ["empty", "run"]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def backup(run, empty, folder, monkeypatch):
    """backup(at): the command at an instant; gives what it said."""
    fill(empty)

    def made(at):
        monkeypatch.setattr(instants, "now", lambda: f"{at:%Y-%m-%dT%H:%M:%SZ}")
        return run("backup", DATABASE_URL=empty, LOGBOOK_BACKUPS=str(folder))

    return made


def test_it_has_a_name_of_its_own_and_is_its_owners_alone(backup, folder):
    shown = backup(datetime(2026, 11, 30, 3, 0, 0, tzinfo=UTC))
    assert shown.exit_code == 0, shown.output
    [file] = folder.iterdir()
    assert file.name == "logbook-20261130T030000Z.backup" and str(file) in shown.output
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_days_are_kept_whole_and_thirty_by_their_first(backup, folder):
    now = datetime(2026, 11, 30, 12, 0, 0, tzinfo=UTC)
    for hours in range(6, 40 * 24, 6):
        (folder / f"logbook-{now - timedelta(hours=hours):%Y%m%dT%H%M%SZ}.backup").touch()
    (folder / "before-the-move.backup").touch()
    shown = backup(now)
    left = sorted(path.name for path in folder.iterdir())
    assert re.search(r"\d+ older files were forgotten", shown.output)
    assert left.pop(0) == "before-the-move.backup"  # somebody put it there
    made = [datetime.strptime(name, "logbook-%Y%m%dT%H%M%SZ.backup").replace(tzinfo=UTC) for name in left]
    lately = [one for one in made if now - one <= timedelta(days=2)]
    assert len(lately) == 9 and made[-1] == now
    earlier = [one for one in made if now - one > timedelta(days=2)]
    assert len({one.date() for one in earlier}) == len(earlier) and {one.hour for one in earlier} == {0}
    assert min(earlier) >= now - timedelta(days=30) and len(earlier) == 28


def test_what_could_not_be_written_forgets_nothing(backup, folder, monkeypatch):
    old = folder / "logbook-20200101T000000Z.backup"
    old.touch()
    now = datetime(2026, 11, 30, 3, 0, 0, tzinfo=UTC)
    (folder / "logbook-20261130T030000Z.backup").touch()
    shown = backup(now)
    assert shown.exit_code == 1 and "exists already" in shown.stderr and old.exists()


def test_without_a_folder_it_asks_for_a_file(run, empty):
    fill(empty)
    shown = run("backup", DATABASE_URL=empty)
    assert shown.exit_code == 1 and "LOGBOOK_BACKUPS" in shown.stderr and "Name a FILE" in shown.stderr


def test_a_folder_that_is_not_there_is_named(run, empty, tmp_path):
    fill(empty)
    shown = run("backup", DATABASE_URL=empty, LOGBOOK_BACKUPS=str(tmp_path / "nowhere"))
    assert shown.exit_code == 1 and "no such folder" in shown.stderr and "Traceback" not in shown.output
