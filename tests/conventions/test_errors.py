"""Every refusal has one shape, in JSON and as a page, and never says more than a person may know."""

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from logbook import problems
from logbook.problems import Problem, SignInFirst
from tests.support.server.application import application
from tests.support.server.reader import check, read

JSON = {"Accept": "application/json"}


def kinds(of=Problem):
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


ALL = [Problem, *kinds()]


@pytest.fixture(scope="module")
def breaking(tmp_path_factory):
    """(an application, what GET /broken does in it), as in production."""
    told = {}
    for app in application(f"sqlite:///{tmp_path_factory.mktemp('broken') / 'logbook.db'}"):
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.add_url_rule("/broken", view_func=lambda: told["does"]())
        yield app, told


@pytest.fixture
def broken(breaking):
    """broken(error): a browser for which GET /broken raises the error."""
    app, told = breaking

    def make(error):
        def fail():
            raise error

        told["does"] = fail
        return app.test_client()

    return make


def test_codes_are_unique_and_statuses_are_errors():
    assert len({kind.code for kind in ALL}) == len(ALL)
    assert all(400 <= kind.status <= 599 for kind in ALL)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_a_problem_says_in_words_what_is_and_what_to_do(kind):
    assert kind.title and not kind.title.endswith(".")
    assert kind.detail.endswith(".")
    assert "oops" not in (kind.title + kind.detail).lower() and "!" not in kind.title + kind.detail


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_a_problem_has_one_shape_in_json(broken, kind):
    answer = broken(kind()).get("/broken", headers=JSON)
    assert answer.status_code == kind.status
    assert answer.json == {"error": kind.code, "title": kind.title, "detail": kind.detail}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "kind", [kind for kind in ALL if kind is not SignInFirst], ids=lambda kind: kind.code
)
def test_a_problem_is_a_page_for_people(broken, kind):
    page = check(broken(kind()).get("/broken"), "/broken", kind.status)
    assert page.heading == kind.title and kind.detail in page.text


def test_more_facts_join_the_answer(broken):
    answer = broken(problems.TooManyTries(retry_after_s=900)).get("/broken", headers=JSON)
    assert answer.json["retry_after_s"] == 900 and answer.headers["Retry-After"] == "900"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, problems.BadRequest),
        (404, problems.NotFound),
        (405, problems.WrongMethod),
        (413, problems.TooLarge),
        (415, problems.WrongType),
        (418, Problem),
        (500, Problem),
        (503, problems.Busy),
    ],
)
def test_what_flask_refuses_by_itself_has_the_same_shape(breaking, status, kind):
    app, told = breaking
    told["does"] = lambda: abort(status)
    answer = app.test_client().get("/broken", headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (kind.status, kind.code)


def test_an_unknown_address_is_not_found_in_both_ways(client):
    assert read(client, "/nowhere", 404).heading == "Not found"
    assert client.get("/nowhere", headers=JSON).json["error"] == "not_found"


def test_the_wrong_method_is_named(client):
    assert client.delete("/sign-in", headers=JSON).json["error"] == "wrong_method"


def test_a_fault_of_ours_tells_nothing_about_us(broken):
    page = check(broken(RuntimeError("the secret is swordfish")).get("/broken"), "/broken", 500)
    assert "swordfish" not in page.html and "RuntimeError" not in page.html


def test_a_database_that_is_away_asks_to_try_again(broken):
    error = OperationalError("SELECT 1", {}, Exception("password authentication failed for user"))
    answer = broken(error).get("/broken", headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (503, "busy")
    assert "password" not in answer.text and answer.headers["Retry-After"]


def test_a_redirect_of_flask_itself_stays_one(client):
    answer = client.get("/sign-in/")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/sign-in")


def test_the_way_back_after_signing_in_is_only_kept_for_pages(client):
    assert client.get("/me/devices").headers["Location"] == "/sign-in?next=/me/devices"
    assert client.get("/").headers["Location"] == "/sign-in"
