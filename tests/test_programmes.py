"""A programme's facts and requirement set, for its coordinator, told to everybody's phone."""

import json

import pytest
from sqlalchemy import insert, select

from logbook.eligibility import requirements, sentences
from logbook.models import Document, Membership, Programme, db
from logbook.models.engine import writing
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
