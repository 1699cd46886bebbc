"""Where one lands after signing in: where one wanted to go, and never on somebody else's site."""

import pytest

from tests.support.cast.clinic import ORIGIN
from tests.support.cast.people import PASSWORD
from tests.support.server.application import sign_in
from tests.support.server.reader import check, read


@pytest.mark.parametrize(
    ("next", "lands"),
    [
        ("/people", "/people"),
        ("/entries/new?repeat=1", "/entries/new?repeat=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_one_lands_where_one_wanted_but_never_elsewhere(client, ana, next, lands):
    sign_in(client, ana)
    page = read(client, "/arrive", query_string={"next": next})
    assert page.soup.select_one("#arrive-next")["href"] == lands


def test_a_page_for_members_asks_to_sign_in_and_remembers_the_way(client):
    answer = client.get("/people")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/people")


def test_the_whole_way_is_remembered_through_a_mistyped_password(client, ana):
    wanted = "/export?trainee=a&programme=b"
    asked = client.get(wanted).headers["Location"]
    page = read(client, asked)
    [action] = [form["action"] for form in page.soup.select("form") if form["action"].startswith("/sign-in?")]
    wrong = client.post(
        action, data=page.form(action) | {"email": ana.email, "password": "no"}, headers=ORIGIN
    )
    page = check(wrong, asked, 422)
    right = client.post(
        action, data=page.form(action) | {"email": ana.email, "password": PASSWORD}, headers=ORIGIN
    )
    arrival = read(client, right.headers["Location"])
    assert arrival.soup.select_one("#arrive-next")["href"] == wanted


def test_who_sends_a_form_too_late_finds_its_page_again(client):
    answer = client.post("/entries/x/signature", headers=ORIGIN)
    assert answer.headers["Location"] == "/sign-in?next=/entries/x/signature"
    assert client.get("/people", headers={"Accept": "application/json"}).status_code == 401
