"""What people do with the logbook, said in their words."""

import io
import re

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from sqlalchemy import create_engine

from logbook import instants
from logbook.auth import sessions
from tests.support.cast.people import PASSWORD, Somebody
from tests.support.server.site import Site

WAIT = 15_000  # milliseconds; a slow machine is not a fault
HOME = re.compile(r"/(entries|signoffs|office)$")


def sign_in(page: Page, origin: str, somebody: Somebody) -> None:
    """From the sign-in page to the first page of one's own, through the arrival."""
    page.goto(f"{origin}/sign-in")
    page.get_by_label("E-mail").fill(somebody.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(HOME, timeout=WAIT)


def arrive(page: Page, site: Site, somebody: Somebody) -> None:
    """The same from the moment they are let in: the arrival, the worker, the first sync. The page before that, which
    has tests of its own, is a third of it."""
    engine = create_engine(site.application.database)
    with engine.begin() as connection:
        token = sessions.begin(connection, somebody.id, "a test", instants.now())
    engine.dispose()
    page.context.add_cookies([{"name": "logbook", "value": token, "url": site.origin, "httpOnly": True}])
    # It goes on by itself, maybe before it is whole.
    page.goto(f"{site.origin}/arrive", wait_until="commit")
    page.wait_for_url(HOME, timeout=WAIT)


def choose(page: Page, name: str, value: str) -> None:
    """Tap one of the answers that lie side by side."""
    page.locator(f"label:has(input[name='{name}'][value='{value}'])").click()


def fill_case(page: Page, *, batch: str = "C4829C3", dose: str = "4") -> str:
    """Everything a full case needs, into the form on the screen; gives the model's code."""
    whole(page)
    choose(page, "model.age_band", "30-39")
    choose(page, "model.skin_type", "III")
    choose(page, "events.any", "none")
    page.get_by_label("Consent and history checked").check()
    choose(page, "part", "supervised_direct")
    add_points(page, "glabella right", "glabella mid", dose=dose)
    page.locator("[name='product.code']").select_option("botox")
    page.locator("[name='product.batch']").fill(batch)
    return page.locator("[name='model.code']").input_value()


def whole(page: Page) -> None:
    """The form as one page: the first case of all is asked for step by step."""
    page.locator("#entry-form").wait_for()
    # What leads through the steps comes a moment after the page, where scripts run at all.
    if page.evaluate("Boolean(document.querySelector('form[data-steps]'))"):
        page.locator("form[data-steps][data-at]").wait_for()
    if (link := page.get_by_role("link", name="All on one page")).is_visible():
        link.click()


def add_points(page: Page, *places: str, dose: str) -> None:
    """Points by the names of their areas, on both sides, as somebody adds them who does not use the drawing."""
    page.get_by_role("button", name="injection points").click()
    face = page.get_by_role("dialog", name="Injection points")
    face.get_by_label("Units of the next point").fill(dose)
    for place in places:
        face.get_by_label("Add without the map").select_option(place)
        face.get_by_role("button", name="Add", exact=True).click()
    face.get_by_role("button", name="Done").click()


def save(page: Page) -> None:
    """The big button, and the page that comes after it."""
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"), timeout=WAIT)


def open_tab(page: Page, name: str) -> None:
    """A tap on one of the tabs at the foot."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("navigation", name="Main").locator("[aria-current=page]")).to_contain_text(name)


def row(page: Page, words: str) -> Locator:
    """The line of a list that says these words."""
    return page.locator("a.row", has_text=words)


def is_answered_by_the_worker(page: Page, path: str) -> bool:
    """Load a page and tell who answered."""
    answer = page.goto(path)
    assert answer is not None
    return answer.from_service_worker


def exported(page: Page) -> str:
    """The text of the PDF, from the page that offers it; without spaces, which a PDF puts where it likes."""
    page.get_by_role("button", name="PDF to print or send").click()
    # A worker makes it; the page finds out by itself.
    offered = page.get_by_role("link", name="Download")
    expect(offered).to_be_visible(timeout=60_000)
    with page.expect_download(timeout=60_000) as download:
        offered.click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    return squeezed(" ".join(one.extract_text() for one in pages))


def squeezed(text: str) -> str:
    """Without spaces and line ends."""
    return re.sub(r"\s+", "", text)
