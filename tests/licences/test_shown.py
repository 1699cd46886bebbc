"""Where a school meets licences: in People, on the page of a person, and among what needs somebody today."""

from logbook import instants, store
from logbook.office import licences
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, CLEO, NORTH, SOUTH
from tests.support.server.reader import read

SUPERVISOR = f"/people/supervisors/{BEN.id}"
TRAINEE = f"/cohort/{NORTH}/{ANA.id}"


def day(days):
    return instants.plus(instants.now(), days=days)[:10]


def said(app, somebody, **columns):
    with app.app_context(), store.writing() as connection:
        last = licences.primary_of(connection, somebody.id)
        licences.state(connection, last, somebody.id, instants.now(), **columns)


def words(page):
    return " ".join(page.soup.get_text(" ").split())


def test_people_say_of_a_licence_what_is_more_than_valid(app, phone_of, dan):
    assert "Licence valid" not in read(phone_of(dan), "/people").text
    said(app, BEN, status="active", to_on=day(9))
    said(app, ANA, status="suspended", from_on=day(-1))
    page = read(phone_of(dan), "/people")
    assert "Licence valid, ends in 9 days" in page.text and "Licence suspended" in page.text
    assert page.soup.find("a", href="/licences")


def test_l9_conditions_are_said_to_everybody_in_the_same_words(app, phone_of, dan):
    said(app, BEN, status="conditions", conditions="Not to work alone.")
    page = read(phone_of(dan), "/people")
    assert "Licence valid, with conditions (see register)" in page.text
    assert "Not to work alone." not in page.text + read(phone_of(dan), SUPERVISOR).text


def test_the_pages_of_a_supervisor_and_of_a_trainee_lead_to_the_check(app, phone_of, dan):
    for path, somebody in ((SUPERVISOR, BEN), (TRAINEE, ANA)):
        page = read(phone_of(dan), path)
        assert f"{somebody.body} {somebody.number} Valid; not checked yet" in words(page)
        assert page.soup.select(f'a[href^="/licences/"][href$="{somebody.id}"]')


def test_today_names_whose_licence_ends_and_not_whom_nobody_ever_looked_up(app, phone_of, dan):
    assert "Licences to look up" not in read(phone_of(dan), "/office").text
    said(app, BEN, status="active", to_on=day(9))
    page = read(phone_of(dan), "/office")
    section = page.soup.find(id="licences").find_parent("section")
    assert "GMC 7012345: ends in 9 days" in section.get_text(" ", strip=True)
    assert ANA.name not in section.get_text()


def test_another_school_has_a_list_of_its_own(app, phone_of, cleo):
    joined(app, CLEO, SOUTH, "coordinator")
    said(app, BEN, status="active", to_on=day(9))
    client = phone_of(cleo)
    assert BEN.name not in read(client, "/licences?show=every").text + read(client, "/office").text
