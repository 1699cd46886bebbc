"""The access log: a line of JSON a request, with the rule of its route and nothing of who asked for what."""

import json
import re
import stat

import pytest

from logbook.observed import lines
from tests.support.cast.people import ANA
from tests.support.server.application import application, settings, sign_in

KEYS = ["at", "request", "method", "route", "status", "ms", "bytes"]


@pytest.fixture
def log(tmp_path):
    """The file the lines go to."""
    return tmp_path / "access.log"


@pytest.fixture
def app(database_url, log):
    """The application with an access log."""
    yield from application(database_url, settings(database_url, ACCESS_LOG=str(log)))
    for handler in list(lines._log.handlers):
        lines._log.removeHandler(handler)
        handler.close()


def read(log):
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_a_request_is_one_line(client, log):
    answer = client.get("/help?whatever=was-asked")
    [line] = read(log)
    assert list(line) == KEYS
    assert line | {"at": "", "ms": 0} == {
        "at": "",
        "request": answer.headers["X-Request-Id"],
        "method": "GET",
        "route": "/help",
        "status": 200,
        "ms": 0,
        "bytes": len(answer.data),
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["at"]) and 0 < line["ms"] < 60_000


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/join/a-link-for-one-person", "/join/<token>"),
        ("/recover/a-link-for-one-person", "/recover/<token>"),
        (f"/entries?trainee={ANA.id}&q=a-word", "/entries"),
        ("/a-link/for-one-person", "none"),
    ],
)
def test_the_rule_stands_in_it_and_never_the_address(client, log, path, route):
    sign_in(client, ANA)
    client.get(path, headers={"User-Agent": "a-browser", "X-Forwarded-For": "203.0.113.9"})
    [line] = read(log)
    assert line["route"] == route
    said = log.read_text()
    for word in ("one-person", "a-word", "a-browser", ANA.id, ANA.email, "127.0.0.1", "203.0.113.9"):
        assert word not in said


def test_nobody_outside_makes_new_words_of_it(client, log):
    client.open("/help", method="INVENTED")
    assert read(log)[0]["method"] == "other"


def test_an_answer_that_comes_in_pieces_is_a_line_when_it_has_ended(app, log):
    app.add_url_rule("/pieces", "pieces", lambda: (piece for piece in ("abc", "de")))
    answer = app.test_client().get("/pieces")
    assert answer.data == b"abcde"
    answer.close()
    [line] = read(log)
    assert (line["route"], line["bytes"], line["status"]) == ("/pieces", 5, 200)


def test_it_is_its_owners_alone(client, log):
    client.get("/help")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_it_may_be_rotated_by_moving_it(client, log):
    client.get("/help")
    log.rename(log.with_suffix(".1"))
    client.get("/reference")
    assert [line["route"] for line in read(log)] == ["/reference"]


def test_it_goes_to_standard_error_where_that_is_wanted(database_url, capsys):
    for app in application(database_url, settings(database_url, ACCESS_LOG="stderr")):
        app.test_client().get("/help")
    assert '"route":"/help"' in capsys.readouterr().err
