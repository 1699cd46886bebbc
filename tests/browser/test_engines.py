"""The phone's job in the two other engines: signed in, server killed, a case logged, sent when the server returns."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser import engines
from tests.browser.engines import Engine
from tests.browser.server import Site
from tests.people import ANA, PASSWORD

pytestmark = [
    pytest.mark.browser,
    # Selenium's own WebKit driver calls what Selenium itself has given up.
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),
]

Start = Callable[[Path], AbstractContextManager[Engine]]
ENGINES: dict[str, tuple[str, Start]] = {
    "firefox": (engines.FIREFOX, engines.firefox),
    "webkit": (engines.WEBKIT_DRIVER, engines.webkit),
}
# What a hand would do, for drivers that have none: choose, type, tap.
FILL = """(() => {
  const form = document.getElementById("entry-form");
  const tick = (name, value) => { form.querySelector(`[name='${name}'][value='${value}']`).checked = true; };
  const type = (name, value) => { form.querySelector(`[name='${name}']`).value = value; };
  tick("model.age_band", "30-39"); tick("model.skin_type", "III"); tick("events.any", "none");
  tick("assessment.consent", "1"); tick("part", "supervised_direct");
  type("points.0.area", "glabella"); type("points.0.side", "mid"); type("points.0.units_tenths", "4");
  type("points.0.depth", "intramuscular"); type("product.code", "botox"); type("product.batch", "C4829C3");
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return form.querySelector("[name='model.code']").value;
})()"""
SAVE = """(() => { document.querySelector("[form=entry-form].primary").click(); return true; })()"""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A browser of another engine."""
    binary, start = ENGINES[request.param]
    if not shutil.which(binary):
        pytest.skip(f"{binary} is not installed")
    folder = tmp_path / "profile"
    folder.mkdir()
    with start(folder) as browser:
        yield browser


def shows(words: str, place: str = "main") -> str:
    return f"document.querySelector({json.dumps(place)})?.innerText.includes({json.dumps(words)})"


def sign_in(engine: Engine, site: Site) -> None:
    engine.go(f"{site.origin}/sign-in")
    values = json.dumps([ANA.email, PASSWORD])
    engine.ask(
        f"""(() => {{ const form = document.querySelector("form:has([type=email])");
        [form.email.value, form.password.value] = {values}; form.submit(); return true; }})()"""
    )
    engine.until(shows("No cases yet"))


@pytest.mark.timeout(240)
def test_a_case_is_logged_without_a_network_and_sent_once_there_is_one(engine: Engine, site: Site) -> None:
    sign_in(engine, site)
    site.down()
    engine.go(f"{site.origin}/entries/new")
    code = engine.until(FILL)
    engine.until(shows("Draft saved", "[data-draft-state]"))
    engine.ask(SAVE)
    engine.until(shows("Saved on this phone."))
    engine.go(f"{site.origin}/entries")
    assert engine.until(shows(code)) and engine.ask(shows("On this phone"))
    # The first request only finds out that the server is back; the one that carries the case loses its answer.
    site.network.fault("POST /sync", "pass")
    site.network.fault("POST /sync", "cut")
    site.up()
    engine.go(f"{site.origin}/entries")
    engine.until(shows("Sent to Dr Okafor"), seconds=90)
    assert engine.ask("document.querySelectorAll('a.row').length") == 1
    engine.until(shows("All sent", "#sync"))
