"""A file of a logbook as somebody takes it out: they press the button, a worker makes it, they download it."""

from typing import Any
from urllib.parse import parse_qs

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from logbook.jobs.worker import Worker
from tests.support.server.reader import check


def take(browser: FlaskClient, path: str) -> TestResponse:
    """The file of "/export/logbook.csv?from=…&to=…&trainee=…", as these addresses once gave it; or the answer that says
    why there is none."""
    answer = press(browser, path)
    if answer.status_code != 303:
        return answer
    work(browser)
    page = check(browser.get(answer.headers["Location"]), answer.headers["Location"])
    links = [link for link in page.links() if link.endswith("/file")]
    return browser.get(links[0]) if links else browser.get(answer.headers["Location"])


def press(browser: FlaskClient, path: str) -> TestResponse:
    """What the button of a file answers, on the form that lies at /export?from=…&to=…&trainee=…"""
    address, _, query = path.partition("?")
    asked: dict[str, Any] = {name: values[0] for name, values in parse_qs(query).items()}
    right = {name: value for name, value in asked.items() if name in ("trainee", "programme")}
    form = browser.get("/export", query_string=right)
    if form.status_code != 200:
        return form
    fields = check(form, "/export").form("/export") | asked | {"file": address.rpartition(".")[2]}
    return browser.post("/export", data=fields)


def token(browser: FlaskClient) -> str:
    """A form's token, from a page that everybody signed in may see."""
    return str(check(browser.get("/me/password"), "/me/password").form("/me/password")["csrf_token"])


def work(browser: FlaskClient) -> int:
    """Let a worker of the same application do what is due."""
    return Worker(browser.application.app_context).drain()
