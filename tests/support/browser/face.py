"""The face map on a form, as tests tap it and read it."""

import re

from playwright.sync_api import Locator, Page, expect

# The case whose points Ana repeats: three in the glabella, 4 units each.
CASE = "30000000-0000-4000-8000-000000000001"
# Where a place of the drawing is on the screen.
ON_SCREEN = """(svg, [x, y]) => {
  const box = svg.getBoundingClientRect();
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const scale = Math.min(box.width / width, box.height / height);
  const from = [box.left + box.width / 2, box.top + box.height / 2];
  return [from[0] + (x - left - width / 2) * scale, from[1] + (y - top - height / 2) * scale];
}"""
POSTED = """form => {
  const rows = [];
  for (const [name, value] of new FormData(form)) {
    const [group, row, column] = name.split(".");
    if (group === "points") (rows[row] ??= {})[column] = value;
  }
  return rows;
}"""


def open_map(page: Page) -> Locator:
    page.get_by_role("button", name="injection points").click()
    face = page.get_by_role("dialog", name="Injection points")
    expect(face).to_be_visible()
    return face


def spot(page: Page, x: int, y: int) -> tuple[float, float]:
    at: tuple[float, float] = page.locator("[data-face]").evaluate(ON_SCREEN, [x, y])
    return at


def tap(page: Page, x: int, y: int) -> None:
    page.touchscreen.tap(*spot(page, x, y))


def said(page: Page) -> str:
    return page.locator("[data-said]").inner_text().replace("\u00a0", " ")


def agreed(page: Page) -> list[tuple[str, str]]:
    """[(name, units)] of the list, once drawing, list, form and total were found to hold the same."""
    posted = page.locator("#entry-form").evaluate(POSTED)
    rows = page.locator("[data-point]")
    names = [name.replace("\u00a0", " ") for name in rows.locator("[data-act=pick]").all_inner_texts()]
    doses = [row.input_value() for row in rows.locator("[data-act=units]").all()]
    assert doses == [row["units_tenths"] for row in posted]
    dots = [dot.get_attribute("transform") or "" for dot in page.locator("[data-face] .dot").all()]
    places = {tuple(map(int, re.findall(r"\d+", dot)[:2])) for dot in dots}
    view = page.locator("[data-face]").get_attribute("data-view")
    assert places == {(int(row["x"]), int(row["y"])) for row in posted if "x" in row and row["view"] == view}
    total = sum(float(dose) for dose in doses)
    assert page.locator("[data-dose-total]").inner_text() == f"{total:g} unit{'' if total == 1 else 's'}"
    return list(zip(names, doses, strict=True))
