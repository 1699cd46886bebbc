"""What somebody trained or worked in before: said by themselves, kept with its history, and known to whoever judges."""

import orjson
import pytest
from sqlalchemy import select, update

from logbook import export, store, vocabulary
from logbook.export.paper.cover import cover
from logbook.models import Person, PersonChange
from logbook.record.judged import judged
from tests.accounts.doors import send
from tests.support.cast.clinic import NOW
from tests.support.cast.people import ANA, NORTH
from tests.support.server.application import ask
from tests.support.server.reader import read


def say(client, *codes, **changes):
    fields = read(client, "/me/details").form("/me/details") | changes | {"specialty": list(codes)}
    return client.post("/me/details", data=fields)


def kept(app, somebody=ANA):
    ((said,),) = ask(app, select(Person.specialties).where(Person.id == somebody.id))
    return said


def ticked(client):
    return [box["value"] for box in read(client, "/me/details").soup.select("[name=specialty][checked]")]


def test_several_may_be_said_and_are_kept_in_the_order_of_the_list(app, phone_of, ana):
    client = phone_of(ana)
    assert say(client, "plastic_surgery", "dermatology", "dermatology").status_code == 303
    assert kept(app) == "dermatology plastic_surgery"
    assert ticked(client) == ["dermatology", "plastic_surgery"]


def test_what_the_list_does_not_know_is_not_kept(app, phone_of, ana):
    assert say(phone_of(ana), "astrology", "neurology").status_code == 303
    assert kept(app) == "neurology"


def test_what_was_chosen_stays_ticked_where_another_answer_is_wrong(app, phone_of, ana):
    client = phone_of(ana)
    fields = read(client, "/me/details").form("/me/details") | {"name": "", "specialty": ["dermatology"]}
    answer = client.post("/me/details", data=fields)
    assert answer.status_code == 422 and 'value="dermatology" checked' in answer.get_data(as_text=True)
    assert kept(app) == ""


def test_what_it_was_is_told_to_its_owner_and_to_the_coordinator(app, phone_of, ana, dan):
    client = phone_of(ana)
    say(client, "dermatology")
    say(client, "dermatology", "theatre")
    rows = ask(app, select(PersonChange.was).order_by(PersonChange.number))
    assert [orjson.loads(row.was)["specialties"] for row in rows] == ["", "dermatology"]
    assert "Background was Dermatology" in read(client, "/me/details").text
    assert "Background was not given" in read(phone_of(dan), f"/people/{ana.id}/account").text


def test_nothing_is_noted_where_nothing_changed(app, phone_of, ana):
    client = phone_of(ana)
    say(client, "dermatology")
    say(client, "dermatology")
    assert len(ask(app, select(PersonChange.number))) == 1


def test_who_coordinates_and_stands_in_no_register_is_asked_nothing(app, phone_of, dan):
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Person).where(Person.id == dan.id).values(licence_number=""))
    client = phone_of(dan)
    assert "specialty" not in read(client, "/me/details").html
    assert send(client, "/me/details", name="Dan W", specialty="dermatology").status_code == 303
    assert kept(app, dan) == ""


@pytest.mark.parametrize("code", vocabulary.codes("specialties"))
def test_each_word_can_be_kept_beside_the_others(code):
    assert code.replace("_", "").isalpha() and vocabulary.label(code, "specialties") != code


def test_the_judge_knows_from_which_day_on_somebody_said_it(app, phone_of, ana):
    client = phone_of(ana)
    say(client, "dermatology")
    with app.app_context(), store.reading() as connection:
        known = judged(connection, ANA.id, NORTH, "2099-12-01").terms.known
    assert [row["specialties"] for row in known.person] == [[], ["dermatology"]]


def test_a_file_says_it_on_its_first_page_and_as_codes(app, phone_of, ana):
    say(phone_of(ana), "dermatology", "oral_surgery")
    with app.app_context(), store.reading() as connection:
        bundle = export.collect(connection, ANA.id, NORTH, "2026-01-01", "2026-12-31", NOW)
        assert bundle["trainee"]["specialties"] == ["dermatology", "oral_surgery"]
        assert ["Background", "Dermatology, oral and maxillofacial surgery"] in cover(bundle)["facts"]
