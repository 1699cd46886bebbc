"""A slash too many at the end of an address leads to the page without it."""

import pytest

pytestmark = [pytest.mark.finding("field.D9"), pytest.mark.one_database]


def test_every_page_is_reached_with_a_slash_at_its_end(app, client):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    asked = sorted({rule.rule for rule in rules} - {"/"})
    assert len(asked) > 20
    for path in asked:
        answer = client.get(f"{path}/?show=all&x=%2F")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{path}?show=all&x=%2F"), path


def test_a_link_to_join_keeps_its_token(client):
    assert client.get("/join/abc/").headers["Location"] == "/join/abc"


@pytest.mark.parametrize("path", ["//evil.example/", "/nowhere/", "/entries/%0d%0aX:/"])
def test_nothing_else_is_sent_elsewhere(client, path):
    assert (
        client.get(path).status_code in (303, 404)
        or "evil" not in client.get(path).headers["Location"].split("/")[2:3]
    )


def test_a_form_is_sent_nowhere_else(client):
    assert client.post("/entries/new/").status_code in (404, 405)
