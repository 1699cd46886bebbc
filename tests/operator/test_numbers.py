"""Each request has a number: in the answer, on the page of a problem, and in every line that is written about it."""

import re

import pytest

from tests.support.server.application import application, settings

DRAWN = r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"


@pytest.fixture
def behind(database_url):
    """An application behind one proxy of ours."""
    for app in application(database_url, settings(database_url, PROXIES=1)):
        yield app.test_client()


def test_every_answer_has_a_number_of_its_own(client):
    found = [client.get(path).headers["X-Request-Id"] for path in ("/help", "/help", "/healthz", "/nowhere")]
    assert len(set(found)) == 4 and all(re.fullmatch(DRAWN, one) for one in found)


def test_a_file_that_is_kept_for_a_year_has_none(client):
    [path] = re.findall(r'"(/static/[^"]+\.css)"', client.get("/sign-in").text)[:1]
    answer = client.get(path)
    assert answer.status_code == 200 and "X-Request-Id" not in answer.headers


def test_a_stranger_does_not_choose_it(client):
    assert (
        client.get("/help", headers={"X-Request-Id": "chosen-by-me"}).headers["X-Request-Id"]
        != "chosen-by-me"
    )


def test_a_proxy_of_ours_may_give_it(behind):
    given = {"X-Request-Id": "4bf92f3577b34da6a3ce929d0e0e4736"}
    assert behind.get("/help", headers=given).headers["X-Request-Id"] == given["X-Request-Id"]


@pytest.mark.parametrize(
    "odd", ["short", "x" * 65, "with space in it", "<script>alert(1)</script>", "a\tbcdefgh"]
)
def test_what_could_do_harm_is_not_taken_from_a_proxy_either(behind, odd):
    assert re.fullmatch(DRAWN, behind.get("/help", headers={"X-Request-Id": odd}).headers["X-Request-Id"])


def test_the_page_of_a_problem_tells_it(client):
    answer = client.get("/nowhere")
    assert answer.headers["X-Request-Id"] in answer.text and "tell this number" in answer.text


def test_a_problem_told_to_code_is_what_it_always_was(client):
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert set(answer.json) == {"error", "title", "detail"} and answer.headers["X-Request-Id"]


def test_the_error_log_has_the_number_and_the_rule_and_no_link(database_url, monkeypatch, caplog):
    token = "Zm9yLW9uZS1wZXJzb24tYWxvbmU"
    for app in application(database_url, settings(database_url, TESTING=False)):
        assert "joining.join" in app.view_functions
        monkeypatch.setitem(app.view_functions, "joining.join", lambda token: 1 // 0)
        answer = app.test_client().get(f"/join/{token}")
    assert answer.status_code == 500
    said = caplog.text
    assert "Exception on GET /join/<token>" in said and "ZeroDivisionError" in said
    assert (
        f"[request {answer.headers['X-Request-Id']}]" in said
        and answer.headers["X-Request-Id"] in answer.text
    )
    assert token not in said


def test_the_security_log_has_it_too(database_url, tmp_path):
    log = tmp_path / "security.log"
    for app in application(database_url, settings(database_url, SECURITY_LOG=str(log))):
        form = {"email": "nobody@example.org", "password": "wrong-password"}
        page = app.test_client()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.get("/sign-in").text)[1]
        answer = page.post("/sign-in", data=form | {"csrf_token": token})
    assert f'"request":"{answer.headers["X-Request-Id"]}"' in log.read_text()


def test_a_line_outside_any_request_has_none(app, caplog):
    app.logger.error("by the way")
    assert [record.getMessage() for record in caplog.records] == ["by the way"]
