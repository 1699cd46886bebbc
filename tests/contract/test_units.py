"""Every page of the phone and the printed logbook write doses alike: "units" in full, no trailing zeros."""

import pytest
from bs4 import BeautifulSoup

from logbook import export, store
from tests.contract import twins, visits, world
from tests.support.cast.people import ANA, NORTH
from tests.support.documents.printed import text_of
from tests.support.documents.wording import wrong_doses
from tests.support.server.application import application


@pytest.fixture(scope="module")
def told(sqlite_seed, tmp_path_factory):
    """(what each of the cast holds, Ana's whole logbook as a PDF's words)."""
    path = tmp_path_factory.mktemp("units") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        snapshots = world.tell(app)
        with app.app_context(), store.reading() as connection:
            bundle = export.collect(connection, ANA.id, NORTH, "2026-01-01", "2026-12-31", world.NOW)
        yield snapshots, text_of(export.pdf(bundle))


def words_of(html):
    """What is seen, what lies in fields, and what is read out."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup(["script", "style", "head"]):
        part.decompose()
    said = [
        one.get(name, "") for one in soup.find_all(True) for name in ("value", "aria-label", "placeholder")
    ]
    return "\n".join([soup.get_text(" "), *said])


def test_no_page_writes_a_dose_in_a_way_that_can_be_misread(told):
    wrong, seen = {}, 0
    for what, (account, name, request) in visits.all_visits(told[0]).items():
        # What somebody typed in the form comes back as it was typed.
        html = None if request.get("fields") else twins.here(name, told[0][account], request).html
        seen += "units" in (html or "")
        if found := wrong_doses(words_of(html or "")):
            wrong[what] = found
    assert not wrong and seen > 10


def test_nor_does_the_printed_logbook(told):
    assert "units" in told[1] and not wrong_doses(told[1])


@pytest.mark.parametrize(
    "text", ["20 U", "4U each", "4.0 units", "2.50 mL", "10.0", ".5 mL", "100 IU", "1.0 mL"]
)
def test_a_dose_that_can_be_misread_is_found(text):
    assert wrong_doses(f"Glabella {text} today")


@pytest.mark.parametrize(
    "text",
    ["20 units", "0.5 mL", "10 units", "100.5 units", "10:30am", "2.05 mL", "USA 20", "v1.10.3"],
)
def test_a_dose_that_is_written_well_is_not(text):
    assert not wrong_doses(f"Glabella {text} today")
