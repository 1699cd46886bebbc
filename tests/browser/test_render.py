"""The templates of the contract, printed by the engine of a real browser: the same bytes as Jinja2."""

import json

import pytest
from playwright.sync_api import BrowserContext, Route

from logbook import shell, trees, vocabulary
from logbook.trees import subset
from tests.contract.templates import RAISED, RENDERED
from tests.contract.test_render import BUILD, environment
from tests.support.server import shipped

pytestmark = pytest.mark.browser

AT = f"/static/{shell.build()}/"
# As text: the way into the page would lose keys such as __proto__.
DRAW = """async ([render, text]) => {
  const [shell, cases] = JSON.parse(text);
  const { createRenderer } = (await import(render)).$worker$render();
  return Object.entries(cases).map(([name, { trees, page }]) => {
    try {
      return [name, createRenderer({ ...shell, trees })("main.html", page)];
    } catch (error) {
      return [name, { error: error.message }];
    }
  });
}"""


@pytest.fixture
def draw(context: BrowserContext):
    """draw(cases): what Chromium makes of each, under our own Content-Security-Policy."""
    page = context.new_page()
    page.route("http://localhost/**", serve)
    page.goto("http://localhost/")
    known = {
        "build": BUILD,
        "subset": subset.as_json(environment({}).house),
        "vocabulary": vocabulary.as_json(),
    }

    def drawn(cases):
        ready = {
            name: {"trees": trees.bundle(environment(sources), list(sources)), "page": given}
            for name, (sources, given) in cases.items()
        }
        return dict(page.evaluate(DRAW, [f"{AT}{shell.WORKER}", json.dumps([known, ready])]))

    return drawn


def serve(route: Route) -> None:
    path = route.request.url.removeprefix("http://localhost").removeprefix(AT)
    if path in shell.files():
        route.fulfill(body=shipped.file(path), content_type="text/javascript")
    else:
        route.fulfill(
            body="<!doctype html><title>empty</title>", content_type="text/html", headers=shell.HEADERS
        )


@pytest.mark.fault(59)
def test_chromium_prints_the_same_bytes(draw):
    for name, drawn in draw(RENDERED).items():
        sources, page = RENDERED[name]
        assert drawn == environment(sources).get_template("main.html").render(page), name


def test_chromium_refuses_the_same_pages(draw):
    for name, drawn in draw(RAISED).items():
        assert ".html: " in drawn["error"], name
