"""A set is tried on everybody, however many they are: asked for by a button, reckoned by a worker."""

import pytest
from sqlalchemy import select, update

from logbook import store
from logbook.jobs.worker import Worker
from logbook.models import Job, Membership
from logbook.office import transfers
from logbook.office.requirements import trying
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
ONE_PAGE = f"/requirements/{NORTH}/generic-starter/trial"


@pytest.fixture(autouse=True)
def a_page_is_soon_full(monkeypatch):
    monkeypatch.setattr(trying, "WHOLE", (1, 5_000))
    monkeypatch.setattr(trying, "AT_ONCE", 1)
    monkeypatch.setattr(transfers, "MOST", 1)


@pytest.fixture
def two(app):
    """Ana, whose case is signed, and Femi train in North."""
    joined(app, FEMI, NORTH, "trainee")
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")


def asked(client, path):
    """The button that reckons everybody; gives the address of the page that it leads to."""
    answer = client.post("/trials", data=read(client, path).form("/trials"))
    assert answer.status_code == 303, answer.text[:300]
    return answer.headers["Location"]


def test_everybody_is_counted_and_listed_and_not_those_of_one_page(app, dans, two):
    dans.fills("rules/supervised", min="1")
    for rule in dans.doc()["gates"][0]["rules"]:
        if rule["id"] != "supervised":
            dans.presses(f"remove:{rule['id']}")
    page = read(dans.client, f"{dans.draft}/trial")
    assert "of those on this page" in page.text and "Reckon all 2 at once" in page.text
    way = asked(dans.client, f"{dans.draft}/trial")
    assert "Reckoning 2 trainees" in read(dans.client, way).text
    Worker(app.app_context).drain()
    page = read(dans.client, way)
    assert "1 of 2 would be ready; under the present one 0." in page.text
    assert ANA.name in page.text and FEMI.name in page.text
    assert FEMI.name not in read(dans.client, f"{way}?q={ANA.name.split()[0]}").soup.select_one("#found").text
    assert f"{dans.draft}/trial" in page.links()


def test_a_page_that_shows_everybody_asks_nothing_more(dans, monkeypatch):
    monkeypatch.setattr(trying, "WHOLE", (50, 5_000))
    assert "Reckon all" not in read(dans.client, f"{dans.draft}/trial").text


def test_it_is_what_the_page_says_of_each(app, dans, two, monkeypatch):
    way = asked(dans.client, ONE_PAGE)
    Worker(app.app_context).drain()
    monkeypatch.setattr(trying, "WHOLE", (50, 5_000))
    lines = lambda path: read(dans.client, path).soup.select_one("#found ul.rows")  # noqa: E731
    assert str(lines(way)) == str(lines(ONE_PAGE))


def test_two_taps_are_one_wish_and_a_draft_stays_as_it_was_when_it_was_asked(app, dans, two):
    ways = {asked(dans.client, f"{dans.draft}/trial") for _ in range(2)}
    assert len(ways) == 1 and len(ask(app, select(Job.id).where(Job.kind == "trial"))) == 1
    dans.fills("facts", title="Called otherwise since")
    Worker(app.app_context).drain()
    assert "Called otherwise" not in read(dans.client, ways.pop()).text


def test_a_move_of_many_is_reckoned_for_all_whom_it_moves(app, dans, two):
    path = f"/programme/{NORTH}/enrolment"
    form = read(dans.client, path)
    [version, *_] = [one["value"] for one in form.soup.select("#f-version option") if one["value"]]
    chosen = f"{path}?version={version}&from_on=2026-12-01&reason=asked"
    page = read(dans.client, chosen)
    assert "1 more are moved too, and not reckoned on this page." in page.text
    way = asked(dans.client, chosen)
    Worker(app.app_context).drain()
    page = read(dans.client, way)
    assert "of 2 would be ready" in page.text.replace("\n", " ")
    assert any(href.startswith(path) and "from_on=2026-12-01" in href for href in page.links())


def test_nobody_else_reads_it_nor_those_who_run_the_programme_no_more(app, dans, phone_of, cleo, two):
    joined(app, CLEO, NORTH, "coordinator")
    way = asked(dans.client, ONE_PAGE)
    Worker(app.app_context).drain()
    assert phone_of(cleo).get(way).status_code == 404
    data = read(dans.client, ONE_PAGE).form("/trials")
    assert dans.client.post("/trials", data=data | {"programme": SOUTH}).status_code == 404
    assert dans.client.post("/trials", data=data | {"version": "0" * 64}).status_code == 404
    with app.app_context(), store.writing() as connection:
        hers = Membership.programme_id == NORTH, Membership.role == "trainee", Membership.person_id == FEMI.id
        connection.execute(update(Membership).where(*hers).values(ended_at="2026-11-20T00:00:00Z"))
    page = read(dans.client, way)
    assert FEMI.name not in page.text and "of 1 would be ready" in page.text


def test_what_failed_is_asked_for_again(app, dans, two):
    way = asked(dans.client, ONE_PAGE)
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Job).values(state="failed", ended_at="2099-01-01T00:00:00Z"))
    assert "It could not be reckoned. Nothing was changed." in read(dans.client, way).text
    again = asked(dans.client, way)
    assert again != way
