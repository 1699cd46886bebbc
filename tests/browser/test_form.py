"""The form in one screen, and step by step the first time."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

ASKED = ("model.age_band", "model.skin_type", "events.any", "assessment.consent")
SIZES = {"small": (375, 667), "narrow": (360, 800), "usual": (390, 844)}


@pytest.fixture
def fresh(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, before her first case."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone with two cases on it, both of the same model."""
    for app in application(site.application.database):
        clinic.told(app, an_entry(performed_on="2026-10-02"))
        clinic.told(app, an_entry(performed_on="2026-10-03"))
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    expect(acts.row(tab, "K7QF")).to_have_count(2, timeout=acts.WAIT)
    return tab


def repeat_last(page: Page) -> None:
    page.get_by_role("link", name="Repeat last").click()
    expect(page.get_by_text("Same as your last case")).to_be_visible()


def section(page: Page, id: str) -> Locator:
    return page.locator(f"#s-{id}")


@pytest.mark.parametrize("size", SIZES)
def test_all_that_is_asked_anew_and_save_are_seen_without_scrolling(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    repeat_last(page)
    dock = page.locator(".dock").bounding_box()
    assert dock and dock["y"] + dock["height"] <= height
    for name in ASKED:
        for choice in page.locator(f"label:has([name='{name}'])").all():
            box = choice.bounding_box()
            assert box and box["y"] >= 56 and box["y"] + box["height"] <= dock["y"], name
    assert page.evaluate("scrollY") == 0


def test_the_part_decides_what_is_asked_and_loses_nothing_that_was_typed(page: Page) -> None:
    repeat_last(page)
    section(page, "product").locator("summary").click()
    page.locator("[name='product.batch']").fill("ZZ-9")
    expect(section(page, "product").locator("summary")).to_contain_text("Botox, batch ZZ-9")
    section(page, "part").locator("summary").click()
    acts.choose(page, "part", "observed")
    for gone in ("#s-points", "#s-product", "label:has([name='assessment.consent'])"):
        expect(page.locator(gone)).to_be_hidden()
    expect(section(page, "areas")).to_contain_text("Glabella")
    expect(page.get_by_role("button", name="Save case", exact=True).last).to_be_visible()
    acts.choose(page, "part", "assisted")
    expect(section(page, "product")).to_be_visible()
    expect(page.locator("#s-points")).to_be_hidden()
    acts.choose(page, "part", "independent")
    expect(page.locator("#s-points")).to_be_visible()
    expect(section(page, "areas")).to_be_hidden()
    expect(section(page, "part").locator("summary")).to_contain_text("Did it alone")
    expect(page.locator("[name='product.batch']")).to_have_value("ZZ-9")
    expect(page.get_by_role("button", name="Save case, 12 units").last).to_be_visible()


def test_a_model_seen_before_is_found_by_its_code_and_nothing_is_filled_in_silently(page: Page) -> None:
    repeat_last(page)
    acts.choose(page, "events.any", "none")
    page.get_by_text("Seen before?").click()
    page.get_by_role("button", name="K7QF").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model K7QF")
    expect(page.get_by_text("Seen 2 times, last 3 October 2026")).to_be_visible()
    assert page.locator("[name='model.age_band']:checked").count() == 0
    page.get_by_role("button", name="Use 30–39, skin type IV, Female").click()
    expect(page.locator("[name='model.age_band'][value='30-39']")).to_be_checked()
    expect(page.locator("[name='model.skin_type'][value='IV']")).to_be_checked()
    expect(page.locator("[name='events.any'][value='none']")).to_be_checked()
    expect(page.get_by_role("button", name="Use 30–39, skin type IV, Female")).to_have_count(0)
    page.wait_for_url(re.compile("draft="))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model K7QF")
    expect(page.get_by_text("Same as your last case")).to_be_visible()
    expect(page.locator("[name='model.age_band'][value='30-39']")).to_be_checked()


def test_a_code_typed_by_hand_is_recognised_too(page: Page) -> None:
    repeat_last(page)
    page.get_by_text("Seen before?").click()
    page.get_by_label("Model’s code").fill("k7qf")
    expect(page.get_by_role("heading", level=1)).to_have_text("Model K7QF")
    page.get_by_label("Model’s code").press("Tab")
    expect(page.get_by_text("Seen 2 times, last 3 October 2026")).to_be_visible()


def test_saving_by_itself_is_said_with_the_time(page: Page) -> None:
    repeat_last(page)
    expect(page.locator("[data-draft-pill]")).to_be_hidden()
    acts.choose(page, "model.skin_type", "II")
    expect(page.locator("[data-draft-pill]")).to_have_text("Draft saved")
    words = re.compile(r"^Draft saved on this phone, (\d{1,2}(:\d\d)?[ap]m|midday|midnight)$")
    expect(page.locator("[data-draft-words]")).to_have_text(words)


def words(page: Page) -> Locator:
    return page.locator("[data-step-words]")


def test_the_first_case_is_asked_one_thing_at_a_time(fresh: Page) -> None:
    fresh.get_by_role("link", name="Log your first case").click()
    expect(words(fresh)).to_have_text("1 of 9")
    expect(fresh.get_by_role("button", name="Save case")).to_be_hidden()
    acts.choose(fresh, "model.age_band", "30-39")
    acts.choose(fresh, "model.skin_type", "II")
    acts.choose(fresh, "events.any", "yes")
    expect(words(fresh)).to_have_text("1 of 10")
    acts.choose(fresh, "events.any", "none")
    fresh.get_by_label("Consent and history checked").check()
    fresh.get_by_role("button", name="Continue").click()
    expect(words(fresh)).to_have_text("2 of 9")
    expect(section(fresh, "model")).to_be_hidden()
    acts.choose(fresh, "part", "observed")
    expect(words(fresh)).to_have_text("2 of 8")
    acts.choose(fresh, "part", "independent")
    fresh.get_by_role("button", name="Continue").click()
    expect(words(fresh)).to_have_text("3 of 9")
    for left in (1, 0):  # the first tap says that points are missing
        fresh.get_by_role("button", name="Continue").click()
        expect(fresh.locator("[data-step-lacks]")).to_have_count(left)
    fresh.locator("[name='product.batch']").fill("C48")
    expect(words(fresh)).to_have_text("4 of 9")
    fresh.wait_for_url(re.compile("draft="))
    fresh.reload()
    expect(words(fresh)).to_have_text("4 of 9")
    expect(fresh.locator("[name='product.batch']")).to_have_value("C48")
    fresh.locator("[name='product.code']").select_option("botox")
    fresh.locator("[name='product.batch']").press("Enter")
    expect(words(fresh)).to_have_text("5 of 9")
    fresh.get_by_role("button", name="Back", exact=True).click()
    expect(words(fresh)).to_have_text("4 of 9")


@pytest.mark.finding("field.D3")
def test_return_in_a_field_of_one_line_leads_on_and_saves_nothing(page: Page) -> None:
    repeat_last(page)
    acts.choose(page, "model.age_band", "30-39")
    acts.choose(page, "model.skin_type", "II")
    acts.choose(page, "events.any", "none")
    page.locator("[name='assessment.consent']").check()
    for id, name, follows in (("product", "product.batch", "product.expires_on.as"), ("when", "place", None)):
        section(page, id).locator("summary").first.click()
        field = page.locator(f"[name='{name}']")
        field.press("Enter")
        if follows:
            expect(page.locator(f"[name='{follows}']").first).to_be_focused()
        else:
            expect(field).not_to_be_focused()
        assert "/entries/new" in page.url
    acts.save(page)
