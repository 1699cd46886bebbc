"""A programme's facts and requirement set, for its coordinator, told to everybody's phone."""

import json

import pytest
from sqlalchemy import insert, select, update

from logbook import instants
from logbook.eligibility import requirements, sentences
from logbook.models import Document, Enrolment, Membership, Programme, RequirementSet, db
from logbook.models.engine import reading, writing
from logbook.record import reports, terms
from tests.support.cast.clinic import joined
from tests.support.cast.people import NORTH, SINCE, SOUTH
from tests.support.cast.phone import Phone
from tests.support.server.application import ask
from tests.support.server.reader import check, read


def save(client, path="/programme", **changes):
    return client.post(path, data=read(client, path).form(path) | changes)


@pytest.fixture
def two_programmes(app, dan):
    """Dan coordinates the other programme too."""
    columns = {
        "person_id": dan.id,
        "programme_id": SOUTH,
        "role": "coordinator",
        "since": SINCE,
        "ended_at": None,
    }
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(Membership).values(id="30000000-0000-4000-8000-0000000000aa", **columns))


def test_the_rules_are_shown_with_source_and_authority(phone_of, dan):
    page = read(phone_of(dan), "/programme")
    for key, found in requirements.sets().items():
        assert page.soup.select_one(f'[name="requirement_set"][value="{key}"]')
        assert found["title"] in page.text and found["source"] in page.text
        rules = [rule for gate in requirements.whole(key)["gates"] for rule in gate["rules"]]
        assert rules and all(rule["label"] in page.text for rule in rules)
        assert all(sentences.asked(rule) in page.text for rule in rules)
    assert "Ours, without authority" in page.text
    assert "A product that was made up is used within 24 hours." in page.text
    assert "Learning curve: 10% of cases falling short is acceptable, 30% is not." in page.text


def test_the_form_holds_what_is_kept(phone_of, dan):
    fields = read(phone_of(dan), "/programme").form("/programme")
    assert fields["name"] == "North Skin School" and fields["requirement_set"] == "generic-starter"


def test_a_change_is_kept_and_told_to_every_member(app, phone_of, dan, ana, ben):
    phones = [Phone(phone_of(who), who) for who in (ana, ben, dan)]
    for phone in phones:
        phone.sync()
    assert save(phone_of(dan), name="North Skin School 2027", tz="America/Toronto").status_code == 303
    (row,) = ask(app, select(Programme.name, Programme.tz).where(Programme.id == NORTH))
    assert tuple(row) == ("North Skin School 2027", "America/Toronto")
    for phone in phones:
        phone.sync()
        assert json.loads(phone.docs["programme", NORTH]["stmt"])["name"] == "North Skin School 2027"
    (kept,) = ask(
        app, select(Document.text, Document.rev).where(Document.kind == "programme", Document.id == NORTH)
    )
    assert json.loads(kept.text)["name"] == "North Skin School 2027" and kept.rev == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter the programme’s name"),
        ({"tz": "Europe/Atlantis"}, "Enter a time zone"),
        ({"tz": "Factory"}, "Enter a time zone"),
        ({"tz": "localtime"}, "Enter a time zone"),
        ({"requirement_set": ""}, "Choose a requirement set"),
        ({"requirement_set": "made-up"}, "Choose a requirement set"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(app, phone_of, dan, changes, words):
    page = check(save(phone_of(dan), **changes), "/programme", 422)
    assert words in page.text
    (row,) = ask(app, select(Programme.__table__).where(Programme.id == NORTH))
    assert (row.name, row.tz, row.requirement_set) == (
        "North Skin School",
        "Europe/London",
        "generic-starter",
    )


def test_a_coordinator_of_two_programmes_picks_one(app, phone_of, dan, two_programmes):
    client = phone_of(dan)
    assert f"/programme?id={SOUTH}" in read(client, "/programme").links()
    assert save(client, f"/programme?id={SOUTH}", name="South, renamed").status_code == 303
    names = {row.id: row.name for row in ask(app, select(Programme.id, Programme.name))}
    assert names == {NORTH: "North Skin School", SOUTH: "South, renamed"}


def test_another_programme_cannot_be_found(phone_of, dan):
    read(phone_of(dan), f"/programme?id={SOUTH}", 404)


def judged_by(app, *people):
    """{person: the key of the set they are judged by today}."""
    with app.app_context(), reading(db) as connection:
        today = instants.now()[:10]
        ground = reports.grounds(connection, {NORTH})[NORTH]
        return [
            terms.terms(connection, one.id, NORTH, ground.asked, today, ground.tz).asked.key for one in people
        ]


def test_another_set_is_for_everybody_where_nothing_else_is_chosen(app, phone_of, dan, ana):
    page = read(phone_of(dan), "/programme")
    assert "It is for everybody from today: 1 trainee is moved to it" in page.text
    assert save(phone_of(dan), requirement_set="uk-hee-10-10").status_code == 303
    assert judged_by(app, ana) == ["uk-hee-10-10"]
    [act] = ask(app, select(Enrolment.reason).where(Enrolment.reason.is_not(None)))
    assert act.reason == "programme"


def test_another_set_for_newcomers_moves_nobody(app, phone_of, dan, ana, cleo):
    assert save(phone_of(dan), requirement_set="uk-hee-10-10", whom="newcomers").status_code == 303
    joined(app, cleo, NORTH, "trainee")
    assert judged_by(app, ana, cleo) == ["generic-starter", "uk-hee-10-10"]
    # Whoever saves the same once more moves nobody either.
    assert save(phone_of(dan), name="North again").status_code == 303
    assert judged_by(app, ana, cleo) == ["generic-starter", "uk-hee-10-10"]


def test_a_coordinator_who_trains_there_too_moves_others_and_not_themselves(app, phone_of, dan, ana):
    joined(app, dan, NORTH, "trainee")
    assert save(phone_of(dan), requirement_set="uk-hee-10-10").status_code == 303
    assert judged_by(app, ana, dan) == ["uk-hee-10-10", "generic-starter"]


def test_a_set_of_the_programmes_own_can_be_chosen_and_one_of_others_cannot(app, phone_of, dan):
    client, path = phone_of(dan), f"/requirements/{NORTH}/generic-starter"
    answer = client.post(f"{path}/copy", data=read(client, path).form(f"{path}/copy"))
    draft = answer.headers["Location"] + "/publication"
    client.post(draft, data=read(client, draft).form(draft))
    [own] = ask(app, select(RequirementSet.key).where(RequirementSet.programme_id == NORTH))
    assert save(client, requirement_set=own.key).status_code == 303
    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(RequirementSet).where(RequirementSet.key == own.key).values(programme_id=SOUTH)
        )
    assert save(client, requirement_set="generic-starter").status_code == 303
    page = check(save(client, requirement_set=own.key), "/programme", 422)
    assert "Choose a requirement set" in page.text
