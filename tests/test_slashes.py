"""A slash too many at the end of an address leads to the page without it."""

import pytest

pytestmark = pytest.mark.finding("field.D9")


def test_every_page_is_reached_with_a_slash_at_its_end(app, client):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    asked = sorted({rule.rule for rule in rules} - {"/"})
    assert len(asked) > 20
    for path in asked:
        answer = client.get(f"{path}/?show=all&x=%2F")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{path}?show=all&x=%2F"), path


def test_a_link_to_join_keeps_its_token(client):
    assert client.get("/join/abc/").headers["Location"] == "/join/abc"


@pytest.mark.parametrize(
    ("path", "status", "place"),
    [
        # The test client takes what stands behind two slashes for a host: this asks evil.example for its first page.
        ("//evil.example/", 303, "/sign-in"),
        ("/nowhere/", 404, None),
        ("/entries/%0d%0aX:/", 308, "/entries/%0D%0AX%3A"),
    ],
)
def test_nothing_else_is_sent_elsewhere(client, path, status, place):
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (status, place)


def _asked(client, path, **more):
    # The test client would take what stands behind two slashes for a host.
    return client.get("/", environ_overrides={"PATH_INFO": path} | more)


@pytest.mark.parametrize(
    ("path", "status", "place"),
    [
        ("/entries//edit", 308, "/entries/edit"),
        ("//entries", 303, "/sign-in?next=/entries"),
        ("///me//devices/", 308, "/me/devices"),
        ("/entries/", 308, "/entries"),
    ],
)
def test_a_slash_too_many_never_leads_to_the_host_that_a_request_names(client, path, status, place):
    answer = _asked(client, path, HTTP_HOST="evil.example")
    assert (answer.status_code, answer.headers["Location"]) == (status, place)


@pytest.mark.parametrize(
    ("path", "short"), [("/entries//new", "/entries/new"), ("/me//devices/", "/me/devices")]
)
def test_a_doubled_slash_leads_to_the_page_with_one(client, path, short):
    answer = _asked(client, path)
    assert (answer.status_code, answer.headers["Location"]) == (308, short)


def test_a_form_is_sent_nowhere_else(client):
    assert client.post("/entries/new/").status_code == 404
