"""Doses on the face map: which points the stepper sets, an area set at once, and numbers as people type them."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import acts
from tests.support.browser.face import POSTED, agreed, open_map, said, tap
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

CORRUGATOR = (428, 338)


@pytest.fixture
def page(repeating: Page) -> Page:
    """Ana repeats her last case: three points in the glabella, 4 units each."""
    return repeating


@pytest.mark.finding("use.T3")
def test_the_stepper_sets_the_points_just_added_and_the_next_ones_come_with_that_dose(page: Page) -> None:
    face = open_map(page)
    tap(page, 288, 426)
    expect(page.locator("[data-face] .dot .ring")).to_have_count(2)
    expect(page.locator("[data-dose-of]")).to_have_text("these 2")
    face.get_by_role("button", name="More units").click()
    assert said(page) == "2 points: 5 units each."
    assert agreed(page)[-2:] == [("Orbicularis oculi, right", "5"), ("Orbicularis oculi, left", "5")]
    face.get_by_text("Both sides", exact=True).click()
    tap(page, 290, 480)
    expect(page.locator("[data-dose-of]")).to_have_text("this point")
    face.get_by_role("button", name="Fewer units").click()
    assert [dose for _, dose in agreed(page)[-3:]] == ["4", "5", "5"]


@pytest.mark.finding("use.T3")
def test_the_doses_of_an_area_are_set_together_and_undone_together(page: Page) -> None:
    face = open_map(page)
    expect(face.get_by_role("button", name="Glabella: set all")).to_have_count(0)
    tap(page, *CORRUGATOR)
    face.get_by_role("button", name="More units").click()
    face.get_by_role("button", name="Glabella: set all 3 points to 5 units").press("Enter")
    assert said(page) == "3 points: 5 units each."
    assert [dose for _, dose in agreed(page)] == ["5", "5", "5"]
    expect(face.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    assert [dose for _, dose in agreed(page)] == ["5", "4", "4"]


@pytest.mark.finding("use.T4")
def test_what_the_map_says_stays_one_line_however_many_points_take_a_dose(
    page: Page, face_site: Site
) -> None:
    page.goto(f"{face_site.origin}/entries/new")
    acts.whole(page)
    face = open_map(page)
    for x, y in ((428, 338), (288, 426), (320, 290)):
        tap(page, x, y)
    face.get_by_label("just added").fill("4")
    face.get_by_label("just added").press("Enter")
    assert said(page) == "6 points: 4 units each."
    below, crops = page.locator("[data-said]").bounding_box(), face.get_by_text("Upper").bounding_box()
    assert below and crops and below["y"] >= crops["y"] + crops["height"]


TYPED = {"2,5": "10.5", ".5": "8.5", "2.": "10", "2.50": "10.5", "\u00a02.5": "10.5", "٢٫٥": "10.5"}


@pytest.mark.finding("field.F10", "field.F12", "field.F13")
def test_a_dose_is_the_same_number_in_map_button_and_form(page: Page) -> None:
    for typed, total in TYPED.items():
        face = open_map(page)
        dose = face.get_by_label("Units, Procerus, centre")
        # Neither the number nor the total is what the one before left.
        dose.fill("7")
        dose.fill(typed)
        dose.press("Tab")
        assert face.locator("[data-dose-total]").inner_text() == f"{total} units", typed
        face.get_by_role("button", name="Done").click()
        expect(page.get_by_role("button", name=f"Save case, {total} units").last, typed).to_be_visible()


@pytest.mark.finding("field.F10")
def test_a_thousand_is_asked_about_in_the_map_and_refused_by_the_form(page: Page) -> None:
    face = open_map(page)
    dose = face.get_by_label("Units, Procerus, centre")
    dose.fill("1,000")
    dose.press("Tab")
    asked = "“1,000” can mean 1000 or 1: write one of them"
    expect(face.get_by_text(asked).first).to_be_visible()
    face.get_by_role("button", name="Done").click()
    for name, value in (("model.age_band", "30-39"), ("model.skin_type", "III"), ("events.any", "none")):
        acts.choose(page, name, value)
    page.get_by_label("Consent and history checked").check()
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("[data-problems]")).to_contain_text(asked)
    assert page.locator("#entry-form").evaluate(POSTED)[1]["units_tenths"] == "1,000"
