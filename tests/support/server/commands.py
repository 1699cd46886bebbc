"""The command line as an operator meets it, in an environment of its own."""

import os

import pytest
from click.testing import CliRunner

from logbook.cli import commands

SECRET = "k" * 40


@pytest.fixture
def run(monkeypatch):
    """run("doctor", DATABASE_URL=…): the command in a real logbook's environment; None takes a setting away."""
    monkeypatch.setattr("os.execv", lambda *_: pytest.fail("it serves"))
    for name in [name for name in os.environ if name.startswith("LOGBOOK_")]:
        monkeypatch.delenv(name)

    def ran(*arguments, **settings):
        known = {"SECRET_KEY": SECRET, "LOGBOOK_ORIGIN": "https://logbook.example.org"}
        env = {"DATABASE_URL": None} | known | settings
        return CliRunner(env=env).invoke(commands, arguments)

    return ran


@pytest.fixture
def empty(tmp_path):
    return f"sqlite:///{tmp_path / 'new.db'}"
