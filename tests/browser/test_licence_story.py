"""A licence is looked up from the list of what is due, and had ended: a signature of a later day is marked on the phone
without a network, in the table and on paper, and it stands."""

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from logbook import export, store
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

MARK = "licence had ended by that day"
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def entry(site: Site) -> str:
    """The id of a case of June that Ben signed on its day."""
    for app in application(site.application.database):
        case = clinic.told(app, an_entry(performed_on="2026-06-10"))
        clinic.told(app, a_signoff(case, signed_at="2026-06-10T18:00:00Z"), by=BEN, grade="C")
    return str(case["id"])


def files(site: Site) -> tuple[str, str]:
    """What the table says of the licence under the signature, and all words of the paper."""
    for app in application(site.application.database):
        with app.app_context(), store.reading() as connection:
            days = "2026-06-01", "2026-06-30"
            bundle = export.collect(connection, ANA.id, NORTH, *days, "2026-12-01T10:00:00Z")
            [row] = rows_of(bundle)
            assert row["Status"] == "Signed"
            return row["Licence under the signature"], text_of(export.pdf(bundle))
    raise AssertionError


def test_a_licence_is_looked_up_and_a_signature_of_a_day_after_its_end_is_marked(
    chromium: Browser, context: BrowserContext, site: Site, entry: str
) -> None:
    anas = context.new_page()
    acts.arrive(anas, site, ANA)
    anas.goto(f"{site.origin}/entries/{entry}")
    expect(anas.locator("main")).to_contain_text("Signed by Dr Ben Okafor", timeout=acts.WAIT)
    expect(anas.locator("main")).not_to_contain_text("licence")
    assert files(site)[0] == ""

    office = chromium.new_context(viewport=DESK)  # type: ignore[arg-type]
    dans = office.new_page()
    acts.arrive(dans, site, DAN)
    dans.goto(f"{site.origin}/licences")
    dans.get_by_role("link", name="Dr Ben Okafor").click()
    acts.choose(dans, "result", "good")
    dans.get_by_label("Last day in the register").fill("2026-06-09")
    dans.get_by_label("When did you look?").fill("2026-11-03")
    dans.get_by_role("button", name="Keep the check").click()
    expect(dans.locator("main")).to_contain_text("The check of Dr Ben Okafor is kept.", timeout=acts.WAIT)
    office.close()

    said = f"{BEN.body} {BEN.number}, {MARK}, checked 3 November 2026"
    anas.goto(f"{site.origin}/entries/{entry}?fresh=1")
    expect(anas.locator("main")).to_contain_text(said, timeout=acts.WAIT)
    site.down()
    anas.goto(f"{site.origin}/entries/{entry}")
    expect(anas.locator("main")).to_contain_text(said)
    expect(anas.locator("main")).to_contain_text("The signature stands")
    expect(anas.locator("main")).to_contain_text("Signed by Dr Ben Okafor")

    table, paper = files(site)
    assert table == f"{MARK}, checked 2026-11-03"
    assert said in paper and "Signed by somebody not confirmed" not in paper
