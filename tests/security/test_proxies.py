"""A proxy that names callers although none is expected is noticed."""

import logging

import pytest

from tests.support.server.application import application, settings

NAMED = {"X-Forwarded-For": "203.0.113.9"}


@pytest.mark.finding("attack.M1")
def test_forwarded_headers_that_nobody_expects_are_said_once(app, client, caplog, lines):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert client.get("/healthz", headers=NAMED).status_code == 200
    said = [record.getMessage() for record in caplog.records if "LOGBOOK_PROXIES is 0" in record.getMessage()]
    assert len(said) == 1 and len(lines("forwarded")) == 1


@pytest.mark.finding("attack.M1")
def test_expected_ones_are_no_news(database_url, log, lines):
    for app in application(database_url, settings(database_url, PROXIES=1, SECURITY_LOG=str(log))):
        app.test_client().get("/healthz", headers=NAMED)
    assert lines("forwarded") == []
