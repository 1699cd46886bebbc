"""The same taps make the same points in every engine, and the same as the rule says without any browser."""

import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.test_engines import ENGINES
from tests.support.browser.engines import Engine
from tests.support.cast import clinic
from tests.support.cast.people import ANA, PASSWORD
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site
from tests.test_facemap import change, snap

pytestmark = [
    pytest.mark.browser,
    # Selenium's own WebKit driver calls what Selenium itself has given up.
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),
]

# Inside areas, on their edges, beside them, at the midline, and where nothing is.
TAPS = {
    "front": [
        (288, 426),
        (350, 270),
        (497, 250),
        (262, 640),
        (440, 690),
        (500, 640),
        (497, 470),
        (393, 470),
        (20, 20),
    ],
    "right": [(470, 636), (640, 280), (704, 772), (480, 880), (300, 300)],
    "left": [(434, 424)],
}
# The drawing at one pixel a unit in the corner of the window, so that no engine rounds what another does not.
TAP = """((view, taps) => {
  const dialog = document.querySelector("dialog.facemap");
  if (!dialog.open) document.querySelector("[data-open]").click();
  if (!dialog.open) return null;
  dialog.querySelector(`[data-view-of][value=${view}]`).click();
  dialog.querySelector("[data-crop-of][value=whole]").click();
  const svg = dialog.querySelector("[data-face]");
  Object.assign(svg.style, { position: "fixed", left: "0px", top: "0px" });
  Object.assign(svg.style, { width: "700px", height: "960px", maxHeight: "none" });
  return taps.map(([x, y]) => {
    const at = { bubbles: true, clientX: x - 150, clientY: y - 40, pointerId: 1 };
    for (const type of ["pointerdown", "pointerup"]) svg.dispatchEvent(new PointerEvent(type, at));
    svg.dispatchEvent(new MouseEvent("click", at));
    return dialog.querySelector("[data-said]").textContent;
  });
})"""
POSTED = """(() => {
  const rows = [];
  for (const [name, value] of new FormData(document.getElementById("entry-form"))) {
    const [group, row, column] = name.split(".");
    if (group === "points") (rows[row] ??= {})[column] = value;
  }
  return rows;
})()"""


class Chromium(Engine):
    """The engine that drives the other tests, behind the same words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, script: str) -> Any:
        try:
            return self.page.evaluate(script)
        except Error as error:
            raise RuntimeError(str(error)) from None


@contextmanager
def chromium_engine(browser: Browser) -> Iterator[Engine]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield Chromium(context.new_page())
    context.close()


# In the other two engines `make test` tells the story (test_engines.py), which taps the map of no face.
IN_THE_SOAK = [pytest.param(name, marks=pytest.mark.soak) for name in ENGINES]


@pytest.fixture(params=["chromium", *IN_THE_SOAK])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A browser of each engine."""
    started: AbstractContextManager[Engine]
    if request.param == "chromium":
        started = chromium_engine(request.getfixturevalue("chromium"))
    else:
        binary, start = ENGINES[request.param]
        if not shutil.which(binary):
            pytest.skip(f"{binary} is not installed")
        (tmp_path / "profile").mkdir()
        started = start(tmp_path / "profile")
    with started as browser:
        yield browser


@pytest.fixture
def form(engine: Engine, site: Site) -> Engine:
    """Ana repeats a case of three points, 4 units each."""
    for app in application(site.application.database):
        clinic.told(app, an_entry())
    engine.go(f"{site.origin}/sign-in")
    values = json.dumps([ANA.email, PASSWORD])
    engine.ask(
        f"""(() => {{ const form = document.querySelector("form:has([type=email])");
        [form.email.value, form.password.value] = {values}; form.submit(); return true; }})()"""
    )
    engine.until("location.pathname === '/entries' && document.querySelector('a.row') !== null")
    engine.go(f"{site.origin}/entries/new?from=last")
    engine.until("document.querySelector('[data-open]')?.hidden === false")
    return engine


def expected() -> list[dict[str, str]]:
    """What the rule makes of the taps, in a world without browsers."""
    before = [
        {"number": 0, "units": "4", "depth": "intramuscular", "problems": []}
        | {name: point[name] for name in ("view", "area", "side", "x", "y")}
        for point in an_entry()["points"]
    ]
    spots = [snap(view, x, y) for view, taps in TAPS.items() for x, y in taps]
    points = change(*[["add", spot] for spot in spots if spot], points=before)["points"]
    return [row_of(point) | {"units_tenths": point["units"]} for point in points]


def row_of(point: dict[str, Any]) -> dict[str, str]:
    return {name: str(point[name]) for name in ("view", "area", "side", "x", "y", "depth")}


def in_order(rows: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


@pytest.mark.timeout(240)
def test_the_same_taps_make_the_same_points(form: Engine) -> None:
    said = []
    for view, taps in TAPS.items():
        said += form.until(f"{TAP}({json.dumps(view)}, {json.dumps(taps)})")
    assert said[0] == "Added: Orbicularis oculi, right, 4 units, both sides."
    assert said[8].startswith("Tap inside a treatment area")
    assert in_order(form.ask(POSTED)) == in_order(expected())
