"""Every page in every state: nothing axe objects to in both themes, and a shape that holds for every reader.

In `make test` each page is walked once, in one of its states, another each day: axe in one theme, and one of the
ways in which readers differ, another one each day and from page to page. In `make soak` every state is looked at in
both themes and in every way.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import rigs
from tests.support.browser.handset_scenes import HANDSET_SCENES, Pocket
from tests.support.browser.scenes import SCENES, Scene
from tests.support.browser.theatre import Theatre
from tests.support.lanes import many, seed
from tests.support.server.demo import demo_application

# One walk holds dozens of pages, and each is measured in seven ways.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# One person's scenes in walks of a dozen: a single walk through all of a trainee's would outlast the rest of a run.
A_WALK = 12


def shown() -> list[Scene]:
    """All states of each page in a soak, else the one whose turn it is."""
    pages: dict[str, list[Scene]] = {}
    for scene in SCENES:
        pages.setdefault(scene.page, []).append(scene)
    chance = random.Random(seed())
    return [scene for states in pages.values() for scene in many([chance.choice(states)], states)]


SHOWN = shown()
PEOPLE = list(dict.fromkeys(scene.who for scene in SHOWN))
SEEN_BY = {who: [scene for scene in SHOWN if scene.who == who] for who in PEOPLE}
WALKS = {
    f"{who or 'nobody'} {start}": (who, scenes[start : start + A_WALK])
    for who, scenes in SEEN_BY.items()
    for start in range(0, len(scenes), A_WALK)
}


@pytest.fixture(scope="module")
def theatre(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    server = demo_application(tmp_path_factory.mktemp("demo")).start()
    yield Theatre(chromium, server)
    server.kill()


@pytest.mark.parametrize("walk", WALKS)
def test_pages_of_the_server_are_accessible_and_hold_their_shape(theatre, walk):
    (who, scenes), faults = WALKS[walk], []
    # axe calls a control "obscured" that a sticky bar covers while it is out of sight: on a tall page none is.
    with theatre.stage(who, viewport=rigs.TALL, color_scheme="light", bypass_csp=True) as context:
        page = context.new_page()
        for scene in scenes:
            theatre.show(page, scene)
            faults += [f"{scene.name}: {fault}" for fault in faults_of(page, ways_of(scene.name))]
    assert not faults, "\n".join(faults)


def test_pages_of_the_phone_are_accessible_and_hold_their_shape(theatre):
    faults = []
    with Pocket(theatre, viewport=rigs.TALL, color_scheme="light", bypass_csp=True) as pocket:
        for name, page in pocket.walk(HANDSET_SCENES):
            faults += [f"{name}: {fault}" for fault in faults_of(page, ways_of(name))]
    assert not faults, "\n".join(faults)


# What is looked at beside the page as it stands; the theme and the keyboard are two ways more.
WAYS = [*rigs.CHECKS, "in the dark", "by keyboard"]


def ways_of(name: str) -> list[str]:
    """All of them in a soak, else the one whose turn it is."""
    return many([random.Random(f"{seed()} {name}").choice(WAYS)], WAYS)


def faults_of(page: Page, ways: list[str]) -> list[str]:
    """What is wrong with the page as it stands and in these ways, one line each."""
    page.evaluate(AXE)
    faults = objections(page, {})
    if "in the dark" in ways:
        # Only colours differ between the themes.
        page.emulate_media(color_scheme="dark")
        faults += [f"in the dark: {fault}" for fault in objections(page, {"runOnly": ["color-contrast"]})]
        page.emulate_media(color_scheme="light")
    faults += rigs.shape_faults(page, [way for way in rigs.CHECKS if way in ways])
    return faults + (rigs.keyboard_faults(page) if "by keyboard" in ways else [])


def objections(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds, one line a rule."""
    return [
        f"{violation['id']} {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        # What passed is counted alone: to say where each of it stands took axe a third of its time.
        for violation in page.evaluate(
            "options => axe.run({ ...options, resultTypes: ['violations'] })", options
        )["violations"]
    ]


def test_every_page_is_among_those_that_are_shown():
    assert {scene.page for scene in SHOWN} == {scene.page for scene in SCENES}


BAD = """<title>x</title><input><img src='x'><p style='width:900px;color:#ccc;background:#fff'>Pale</p>
<div style='overflow:hidden;width:60px'><p style='width:12rem'>Cut off</p></div>
<p style='width:1rem;overflow-wrap:anywhere'>Thisisasliver of words</p><h2 style='width:3rem'>Unbreakableheading</h2>
<a href='#' style='display:block;width:9px;height:9px;outline:0'></a>
<a href='#' style='display:block;width:9px;height:9px'></a>
<button class='btn' style='border:0;background:none;transition:1s'>Flat</button>
<div class='pills'><label><input type=checkbox checked style='position:absolute;opacity:0'>One</label>
<label>Two</label></div>
<p style='position:relative'>Words below<b style='position:absolute;inset:.3rem auto auto 2rem'>words above</b></p>
<div style='position:fixed;inset:auto 0 0;height:90%;background:#eee'></div>"""


def test_a_bad_page_is_found_out(chromium):
    page = chromium.new_page(viewport=rigs.TALL)
    page.set_content(BAD)
    faults = faults_of(page, WAYS)
    page.close()
    assert {"label", "image-alt", "color-contrast", "html-has-lang"} <= {
        fault.split(" ")[0] for fault in faults
    }
    for words in (
        "in the dark: color-contrast",
        "at 320 px: scrolls",
        "at 320 px: cut off",
        "at 360 px: p “Words below",
        "at 360 px: breaks “Thisisasliver”",
        "with 200 % text: spills",
        "with 200 % text: crushed",
        "with 300 % text: scrolls",
        "with wide spacing: scrolls",
        "on a phone: target of 9×9 px",
        "on a phone: small and too near",
        "in forced colours: no edge",
        "in forced colours: a choice that does not show",
        "with reduced motion: moves",
        "by keyboard: focus does not show",
        "by keyboard: focus is covered",
    ):
        assert any(fault.startswith(words) for fault in faults), f"{words}: not in\n" + "\n".join(faults)
