"""How wide things are where only a browser knows it."""

import pytest
from playwright.sync_api import Page

from tests.support.server.site import Site

pytestmark = pytest.mark.browser

SIZES = [(390, 844), (1280, 800)]
TABLE = """() => {
  const months = ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"];
  const cells = (tag, texts) => texts.map((text) => `<${tag}>${text}</${tag}>`).join("");
  const doses = cells("td", months.map(() => "17.5"));
  document.querySelector("main").innerHTML = `<section class="card"><div class="scrollx"><table class="cells sticks">
    <thead><tr><th>Area</th>${cells("th", months)}</tr></thead>
    <tbody><tr><th>Crow’s feet<br>12 cases</th>${doses}</tr></tbody></table></div></section>`;
  const around = document.querySelector(".scrollx");
  return [around.scrollWidth, around.clientWidth];
}"""


@pytest.mark.finding("use.G3")
def test_what_is_wrong_is_said_as_wide_as_its_form(page: Page, site: Site) -> None:
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{site.origin}/me/password")
        page.evaluate("document.querySelector('form.card').noValidate = true")
        page.get_by_role("button", name="Set password").click()
        said, form = page.locator("[data-problems]").bounding_box(), page.locator("form.card").bounding_box()
        assert said and form and abs(said["width"] - form["width"]) < 1, size
        assert abs(said["x"] - form["x"]) < 1, size


@pytest.mark.finding("use.T16")
def test_six_months_of_doses_are_seen_whole(page: Page) -> None:
    for width in (360, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        whole, seen = page.evaluate(TABLE)
        assert whole == seen, width
