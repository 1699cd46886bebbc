"""What somebody does on a page before a picture of it is taken."""

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import FilePayload, Page

from logbook.demo.people import NORTH as DEMO_NORTH
from logbook.demo.people import SOUTH as DEMO_SOUTH
from tests.support.cast import people
from tests.support.documents.copies import a_copy, a_row
from tests.support.documents.statements import an_entry

Doing = Callable[[Page], None]


def submit(form: str) -> Doing:
    """Send a form as it is, to see what it says of what is missing."""

    def do(page: Page) -> None:
        page.locator(form).evaluate("form => { form.noValidate = true; }")
        with page.expect_navigation():
            page.locator(form).evaluate("form => form.submit()")

    return do


def choose_a_file(content: bytes) -> Doing:
    """A file, handed in."""

    def do(page: Page) -> None:
        file: FilePayload = {"name": "logbook-unsent.json", "mimeType": "application/json", "buffer": content}
        page.locator("[name=file]").set_input_files(file)
        submit("form.card.form")(page)

    return do


def give_names(page: Page) -> None:
    """A list of names, of which one has no address, one a wrong one, and one is there already."""
    page.select_option("#f-role", "trainee")
    for programme in page.locator("[name=programme]").all():
        programme.check(force=True)
    page.fill("#f-names", "Gina Rossi, gina@example.org\nHugo Brandt, hugo@\nJo\nAna Silva, ana@example.org")
    submit("form.card.form")(page)


def bring_a_copy(page: Page) -> None:
    """A saved copy with a case that came, one that the server would not take, a damaged one and a draft."""
    account = page.locator("[data-copy]").get_attribute("data-copy")
    whose = replace(people.ANA, id=str(account))
    good, bad = (an_entry(trainee=account, programme=programme) for programme in (DEMO_NORTH, DEMO_SOUTH))
    rows = [a_row(good), a_row(bad), a_row(good) | {"stmt": "{}"}]
    choose_a_file(a_copy(whose=whose, outbox=rows, drafts=[{"key": good["id"]}]))(page)


def tell_of_a_complication(page: Page) -> None:
    """Something happened: its questions appear."""
    page.locator("label:has([name='events.any'][value=yes])").click()


def open_all(page: Page) -> None:
    """Every fold opened."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


def expire(page: Page) -> None:
    """A form that came back with something unusual in it, and every fold open."""
    page.locator("[name='product.expires_on']").evaluate("field => { field.value = '2020-01-31'; }")
    submit("#entry-form")(page)
    open_all(page)


def name_somebody(page: Page) -> None:
    """A note that could tell who the model is, and what the page says of it."""
    open_all(page)
    page.locator("textarea[name=reflection]").fill("Calmer hands. Mrs Smith said it was quick.")
    page.locator(".screened").wait_for()


def know_the_model(page: Page) -> None:
    """A model seen before, chosen by the code."""
    page.locator(".seen > summary").click()
    with page.expect_navigation():
        page.locator(".seen .pills button").nth(1).evaluate("button => button.form.requestSubmit(button)")


def ask_too_early(page: Page) -> None:
    """The first case, where Continue says what the first step still lacks."""
    page.get_by_role("button", name="Continue").click()
    page.locator("[data-step-lacks]").wait_for()


def go_on(page: Page) -> None:
    """The first case, one step further with nothing answered."""
    ask_too_early(page)
    page.get_by_role("button", name="Continue").click()
    page.locator("[data-step-lacks]").wait_for(state="detached")


def open_map(page: Page) -> None:
    """The face map over the form."""
    page.get_by_role("button", name="injection points").click()
    page.locator("dialog.facemap[open]").wait_for()


def take_a_point_in_hand(page: Page) -> None:
    """The map with a point that is being changed."""
    open_map(page)
    page.get_by_role("button", name="Corrugator").first.click()
    page.locator("#facemap-title").focus()


def turn_the_face(page: Page) -> None:
    """The model's right side."""
    open_map(page)
    page.get_by_text("Right side", exact=True).click()
    page.locator("#facemap-title").focus()


def say_there_is_no_worker(page: Page) -> None:
    """What a form says in a browser that can have none, such as some private windows."""
    page.evaluate(
        """async () => {
          const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
          await files.$page$shelter().speakOfShelter(null);
        }"""
    )
    page.locator("#shelter").wait_for()
