"""Put this build away (`make freeze`): a phone on which work waits, and the database, for later builds to open."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from logbook import instants
from tests.frozen.archive import ORIGIN, PORT, pack
from tests.support.browser import acts
from tests.support.browser.handset import CHROMIUM, Handset
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.server.application import fill
from tests.support.server.site import Application, is_open

MOST_BYTES = 3_000_000
DRAFTED = "UNFINISHED"


def main() -> None:
    """Make the archive of this build and say what it holds; those of other builds stay."""
    if is_open(PORT):
        raise SystemExit(f"Port {PORT} is taken, and a frozen phone belongs to it: end what listens there.")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        url = f"sqlite:///{folder / 'logbook.db'}"
        fill(url)
        phone, server = Handset(playwright, folder / "phone"), Application(url, ORIGIN, PORT)
        try:
            facts = lived(phone, server)
        finally:
            phone.kill()
            server.kill()
        made = pack(folder, phone.profile, facts)
    size, waiting = made.stat().st_size, len(facts["phone"]["outbox"])
    print(f"{made}: build {facts['build']}, {facts['chromium']}, {waiting} statements wait, {size:,} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"That is more than {MOST_BYTES:,} bytes: keep less of the profile.")


def lived(phone: Handset, server: Application) -> dict[str, Any]:
    """What happens on the phone until it is put away; gives the facts that a later build must find."""
    page = phone.start().page
    server.start()
    acts.sign_in(page, ORIGIN, ANA)
    signed, withdrawn = log(page), log(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    server.kill()
    change(page, signed, "This comes too late.")
    clinic.countersigned(server.database, signed)
    server.start()
    page.goto(f"{ORIGIN}/todo?fresh=1")
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    server.kill()
    first, *others = [log(page) for _ in range(3)]
    change(page, first, "Seen again at the end of the day.")
    withdraw(page, withdrawn)
    leave_a_draft(page)
    facts = {
        "made_at": instants.now(),
        "build": page.evaluate("document.documentElement.dataset.build"),
        "chromium": subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True).stdout.strip(),
        "phone": page.evaluate("fetch('/outbox.json').then((answer) => answer.json())"),
        "entries": {"new": [first, *others], "signed": signed, "withdrawn": withdrawn},
    }
    phone.quit()
    return facts


def log(page: Page) -> str:
    """A full case; gives its id."""
    page.goto(f"{ORIGIN}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    return page.url.rsplit("/", 1)[1]


def change(page: Page, entry: str, reflection: str) -> None:
    """A further revision of a case."""
    page.goto(f"{ORIGIN}/entries/{entry}/edit")
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill(reflection)
    acts.save(page)


def withdraw(page: Page, entry: str) -> None:
    """A case taken back."""
    page.goto(f"{ORIGIN}/entries/{entry}/withdrawal")
    page.get_by_label("Reason").fill("Logged twice.")
    page.get_by_role("button", name="Withdraw case").click()
    page.wait_for_url(f"{ORIGIN}/entries/{entry}")


def leave_a_draft(page: Page) -> None:
    """A case begun and not finished."""
    page.goto(f"{ORIGIN}/entries/new")
    page.locator("[name='product.batch']").fill(DRAFTED)
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")


if __name__ == "__main__":
    main()
