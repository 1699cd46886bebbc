"""The security log of a test, read back as a program would read it."""

import json

import pytest

from logbook import traces
from tests.support.server.application import application, settings


@pytest.fixture
def log(tmp_path):
    """The file the lines go to."""
    return tmp_path / "security.log"


@pytest.fixture
def app(database_url, log):
    """The application with its log in a file."""
    yield from application(database_url, settings(database_url, SECURITY_LOG=str(log)))
    for handler in list(traces._log.handlers):
        traces._log.removeHandler(handler)
        handler.close()


@pytest.fixture
def lines(log):
    """lines("role_given"): the lines of an event, or all of them, oldest first."""

    def read(*events):
        found = [json.loads(line) for line in log.read_text().splitlines()]
        return [line for line in found if not events or line["event"] in events]

    return read
