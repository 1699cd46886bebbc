"""Every page in every state, in both themes: nothing axe objects to, and nothing that scrolls sideways at 320 px."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.demo import demo_application
from tests.browser.handset_scenes import HANDSET_SCENES, Pocket
from tests.browser.scenes import SCENES, Theatre

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# axe calls a control "obscured" that a sticky bar covers while it is out of sight: on a tall page none is.
TALL = {"width": 390, "height": 3000}
NARROW = {"width": 320, "height": 3000}
THEMES = ("light", "dark")
PEOPLE = list(dict.fromkeys(scene.who for scene in SCENES))


@pytest.fixture(scope="module")
def theatre(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    server = demo_application(tmp_path_factory.mktemp("demo")).start()
    yield Theatre(chromium, server)
    server.kill()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "nobody")
def test_pages_of_the_server_are_accessible_and_fit_a_narrow_phone(theatre, who, theme):
    faults = []
    with theatre.stage(who, viewport=TALL, color_scheme=theme, bypass_csp=True) as context:
        page = context.new_page()
        for scene in (scene for scene in SCENES if scene.who == who):
            theatre.show(page, scene)
            faults += [f"{scene.name}: {fault}" for fault in faults_of(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("theme", THEMES)
def test_pages_of_the_phone_are_accessible_and_fit_a_narrow_phone(theatre, theme):
    faults = []
    with Pocket(theatre, viewport=TALL, color_scheme=theme, bypass_csp=True) as pocket:
        for name, page in pocket.walk(HANDSET_SCENES):
            faults += [f"{name}: {fault}" for fault in faults_of(page)]
    assert not faults, "\n".join(faults)


def test_a_bad_page_is_found_out(chromium):
    page = chromium.new_page(viewport=TALL)
    page.set_content(
        "<title>x</title><input><img src='x'><p style='width:900px;color:#ccc;background:#fff'>Pale</p>"
    )
    found = faults_of(page)
    page.close()
    assert any("sideways" in fault for fault in found)
    assert {"label", "image-alt", "color-contrast", "html-has-lang"} <= {
        fault.split(" ")[0] for fault in found
    }


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page as it stands, one line each; comes back at the tall size."""
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults = [f"scrolls {wide} px sideways at 320 px: {_widest(page)}"] if wide > 0 else []
    page.set_viewport_size(TALL)
    page.evaluate(AXE)
    result = page.evaluate("axe.run()")
    return faults + [
        f"{violation['id']} {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in result["violations"]
    ]


def _widest(page: Page) -> str:
    found: str = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(-1).map((one) => one.outerHTML.slice(0, 120))[0] ?? "?" """
    )
    return found
