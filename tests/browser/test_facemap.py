"""Points go onto the face by finger and by key; the drawing, the list and the form always hold the same."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import acts
from tests.support.browser.face import CASE, POSTED, agreed, open_map, said, spot, tap
from tests.support.cast import clinic
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

TOO_SMALL = """face => [...face.querySelectorAll("button, select, .opts label, .toggle")]
  .map((one) => ({ one: one.outerHTML.slice(0, 80), ...one.getBoundingClientRect().toJSON() }))
  .filter(({ width, height }) => width && (width < 40 || height < 40))
  .map(({ one, width, height }) => `${one} ${width} × ${height}`)"""
CORRUGATOR = (428, 338)


@pytest.fixture
def page(repeating: Page) -> Page:
    """Ana repeats her last case."""
    return repeating


def test_a_tap_adds_a_point_on_both_sides_and_undo_takes_it_back(page: Page) -> None:
    open_map(page)
    tap(page, 288, 426)
    assert said(page) == "Added: Orbicularis oculi, right, 4 units, both sides."
    assert agreed(page)[-2:] == [("Orbicularis oculi, right", "4"), ("Orbicularis oculi, left", "4")]
    page.get_by_text("Both sides", exact=True).click()
    tap(page, 290, 480)
    assert len(agreed(page)) == 6
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    assert said(page) == "Undone." and len(agreed(page)) == 3
    tap(page, 250, 240)
    assert said(page).startswith("Tap inside a treatment area")


def test_a_dot_is_taken_in_hand_by_a_tap_then_dosed_dragged_and_removed(page: Page) -> None:
    face = open_map(page)
    tap(page, *CORRUGATOR)
    assert said(page) == "Selected: Corrugator, right, 4 units."
    face.get_by_role("button", name="More units").click()
    assert agreed(page)[0] == ("Corrugator, right", "5")
    page.mouse.move(*spot(page, *CORRUGATOR))
    page.mouse.down()
    page.mouse.move(*spot(page, 400, 326), steps=5)
    page.mouse.up()
    assert said(page) == "Moved: Corrugator, right."
    assert page.locator("#entry-form").evaluate(POSTED)[0]["x"] in ("399", "400", "401")
    agreed(page)
    face.get_by_role("button", name="Remove", exact=True).click()
    assert [name for name, _ in agreed(page)] == ["Procerus, centre", "Corrugator, left"]


def test_keys_alone_add_five_points_change_a_dose_move_remove_and_undo(page: Page) -> None:
    page.get_by_role("button", name="injection points").press("Enter")
    pick = page.get_by_label("Add without the map")
    for area, count in (("chin mid", 4), ("brow_lift right", 6), ("masseter left", 8)):
        pick.select_option(area)
        page.get_by_role("button", name="Add", exact=True).press("Enter")
        assert len(agreed(page)) == count
    assert ("Orbicularis oculi, right No place on the map", "4") in [
        (name.replace("\n", " "), dose) for name, dose in agreed(page)
    ]
    page.get_by_role("button", name="More: Mentalis, centre").press("Enter")
    expect(page.get_by_role("button", name="More: Mentalis, centre, 5 units")).to_be_focused()
    name = page.get_by_role("button", name="Mentalis, centre", exact=True)
    before = page.locator("#entry-form").evaluate(POSTED)
    for key in ("ArrowDown", "ArrowDown"):
        name.press(key)
    expect(name).to_be_focused()
    after = page.locator("#entry-form").evaluate(POSTED)
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(moved) == 1 and int(moved[0][1]["y"]) == int(moved[0][0]["y"]) + 12
    page.get_by_role("button", name="Remove: Masseter, left").press("Enter")
    assert len(agreed(page)) == 7
    page.get_by_role("button", name="Undo").press("Enter")
    assert len(agreed(page)) == 8


def test_enter_in_a_dose_keeps_the_form_open_and_escape_closes_and_keeps(page: Page) -> None:
    face = open_map(page)
    dose = face.get_by_label("Units, Procerus, centre")
    dose.fill("2.5")
    dose.press("Enter")
    assert agreed(page)[1] == ("Procerus, centre", "2.5")
    dose.fill("2.3")
    dose.press("Tab")
    expect(face.get_by_text("“2.3” is not in steps of 0.5").first).to_be_visible()
    dose.fill("3.5")
    page.keyboard.press("Escape")
    expect(face).to_be_hidden()
    expect(page.get_by_role("button", name="Save case, 11.5 units").last).to_be_visible()
    expect(page.get_by_text("Glabella, 3 points")).to_be_visible()


def test_the_case_is_saved_with_its_places_by_the_ordinary_form(page: Page, face_site: Site) -> None:
    open_map(page)
    page.get_by_text("Right side", exact=True).click()
    expect(page.locator("[data-face]")).to_have_attribute("data-crop", "whole")
    tap(page, 470, 636)
    page.get_by_role("button", name="Done").click()
    for name, value in (("model.age_band", "30-39"), ("model.skin_type", "III"), ("events.any", "none")):
        acts.choose(page, name, value)
    page.get_by_label("Consent and history checked").check()
    acts.save(page)
    for app in application(face_site.application.database):
        points = [record["doc"] for record in clinic.held(app, "entry") if record["id"] in page.url][0][
            "points"
        ]
    assert [(p["view"], p["area"], p["side"], p["units_tenths"]) for p in points[-2:]] == [
        ("right", "masseter", "right", 40),
        ("left", "masseter", "left", 40),
    ]
    assert abs(points[-2]["x"] - 470) <= 1 and points[-1]["x"] == 1000 - points[-2]["x"]


def test_a_draft_brings_back_more_points_than_the_page_came_with(page: Page, face_site: Site) -> None:
    page.goto(f"{face_site.origin}/entries/{CASE}/edit")
    open_map(page)
    tap(page, 288, 426)
    tap(page, 320, 290)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-draft-state]").first).to_have_text("Draft saved")
    page.reload()
    expect(page.get_by_text("Glabella, forehead, crow’s feet, 7 points")).to_be_visible(timeout=acts.WAIT)
    open_map(page)
    assert len(agreed(page)) == 7


def test_a_map_that_was_only_looked_at_makes_no_draft(page: Page) -> None:
    open_map(page)
    page.get_by_text("Whole", exact=True).click()
    page.get_by_role("button", name="Done").click()
    page.wait_for_timeout(800)
    assert "draft=" not in page.url


@pytest.mark.parametrize("size", [16, 32, 48])
@pytest.mark.finding("use.G1")
def test_the_map_fits_a_narrow_phone_and_large_text(page: Page, size: int) -> None:
    page.set_viewport_size({"width": 320 if size == 16 else 390, "height": 844})
    page.evaluate("size => { document.documentElement.style.fontSize = `${size}px`; }", size)
    face = open_map(page)
    tap(page, *CORRUGATOR)
    wide = face.evaluate("face => face.scrollWidth - face.clientWidth")
    assert wide <= 0
    small = face.evaluate(TOO_SMALL)
    assert not small, small
    right, left = (face.get_by_text(f"Model’s {side}").bounding_box() for side in ("right", "left"))
    middle = page.viewport_size["width"] / 2 if page.viewport_size else 0
    assert right and left and right["x"] < middle < left["x"] + left["width"] and left["x"] >= right["x"]
    head, count = face.locator("header").bounding_box(), face.locator("[data-count]").bounding_box()
    assert head and count and count["y"] + count["height"] <= head["y"] + head["height"]


def test_without_scripts_every_point_is_a_row_of_lists(chromium: Browser, page: Page) -> None:
    bare = chromium.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    tab = bare.new_page()
    tab.goto(page.url)
    tab.get_by_text("Point by point").click()
    expect(tab.locator("[name='points.2.area']")).to_have_value("glabella")
    expect(tab.get_by_role("button", name="injection points")).to_be_hidden()
    bare.close()
