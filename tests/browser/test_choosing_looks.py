"""Choices that lie side by side look like buttons, and what may stay empty says so beside its name."""

import pytest
from playwright.sync_api import Page

from tests.support.cast import clinic
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.finding("use.G2")]

ENTRY = "30000000-0000-4000-8000-000000000091"
SIZES = [(360, 800), (390, 844), (1280, 800)]
# Of each choice not taken: its words, how far its edge stands out from what is around it, how many lines it has.
CHOICES = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const apart = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const free = [...document.querySelectorAll("main .seg .opts label:not(:has(:checked))")];
  return free.filter((label) => label.checkVisibility()).map((label) => {
    const [style, card] = [getComputedStyle(label), getComputedStyle(label.closest(".card"))];
    const words = document.createRange();
    words.selectNodeContents(label.lastChild);
    const tops = new Set([...words.getClientRects()].map(({ top }) => Math.round(top)));
    return [label.textContent.trim(), parseFloat(style.borderTopWidth) && !/, 0\\)$/.test(style.borderTopColor)
      ? apart(light(style.borderTopColor), light(card.backgroundColor)) : 0, tops.size];
  });
}"""
# What stands before "(optional)" on its line: none of them begins one.
ALONE = """() => [...document.querySelectorAll("main :is(.label, .field > label) > small")].filter((small) => {
  if (!small.checkVisibility()) return false;
  const before = document.createRange();
  before.selectNodeContents(small.previousSibling);
  return [...before.getClientRects()].every(({ bottom }) => bottom < small.getBoundingClientRect().top + 2);
}).map((small) => small.parentElement.textContent)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_choice_has_an_edge_and_its_words_stand_in_one_line(page: Page, site: Site, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{site.origin}/entries/new#all")
    page.locator("#s-model").wait_for()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(CHOICES)
        assert {"18–29", "70+", "VI", "None seen", "Simulation"} <= {words for words, _, _ in found}
        assert not [one for one in found if one[1] < 3 or one[2] != 1], width


def test_the_word_optional_stands_alone_in_no_line(page: Page, site: Site) -> None:
    for app in application(site.application.database):
        clinic.told(app, an_entry(id=ENTRY))
    for path in ("/entries/new#all", f"/entries/{ENTRY}/review"):
        page.goto(site.origin + path)
        page.locator("main .label").first.wait_for()
        for width in range(320, 480, 4):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate(ALONE) == [], (path, width)
