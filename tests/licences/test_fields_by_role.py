"""Who reads which field of a licence: every page of the application is opened by everybody, and what stands on it is
looked for. What a school found is marked by words that stand nowhere else."""

import pytest
from sqlalchemy import select

from logbook import instants, store
from logbook.models import Membership
from logbook.office import licences, lookups
from tests.support.cast import people
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, GIL, NORTH, SOUTH, provider_of
from tests.support.cast.phone import Phone
from tests.support.cast.things import address, told
from tests.support.server.application import ask, sign_in

FOUND = {"conditions": "Qvarl conditions", "words": "Qvarl words", "name": "Qvarl name"}
SAID = {"conditions": "Zmurb conditions", "words": "Zmurb words"}
MARKS = {f"found {name}": text for name, text in FOUND.items()} | {
    f"said {name}": text for name, text in SAID.items()
}
# What somebody may read anywhere; whoever is not here reads none of it.
MAY = {
    ANA: {"found conditions", "found words", "said conditions", "said words"},
    DAN: {"found conditions", "found words", "found name"},
}
EVERYBODY = {"Ana": ANA, "Ben": BEN, "Cleo": CLEO, "Dan": DAN, "Femi": FEMI, "Gil": GIL}
# Files, and what no page of anybody is made of.
APART = ("/static/", "/sw.js", "/metrics", "/shell/", "/healthz")


@pytest.fixture
def addresses(app):
    """Every address of the application, of Ana's things; she trains in the South too, where Femi coordinates."""
    things = told(app)
    now = instants.now()
    with app.app_context(), store.writing() as connection:
        licence = licences.primary_of(connection, ANA.id)
        licences.state(connection, licence, ANA.id, now, status="conditions", **SAID)
        looked = {"checked_on": now[:10], "how": "online", "name": FOUND["name"], "next_on": None}
        lookups.record(
            connection,
            licence,
            lookups.Where(provider_of(NORTH), NORTH, DAN.id, DAN.name),
            "70000000-0000-4000-8000-000000000009",
            now,
            found=lookups.Found("conditions", FOUND["words"], FOUND["conditions"]),
            answers={},
            **looked,
        )
    joined(app, ANA, SOUTH, "trainee")
    joined(app, FEMI, SOUTH, "coordinator")
    [south] = ask(
        app, select(Membership.id).where(Membership.person_id == ANA.id, Membership.programme_id == SOUTH)
    )
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    found = [address(rule, things) for rule in rules if not rule.startswith(APART)]
    there = [f"/licences/{south.id}/{ANA.id}", "/licences?show=every", f"/cohort/{SOUTH}/{ANA.id}"]
    return sorted({*found, *there, f"/register/{south.id}"})


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_nobody_reads_more_of_a_licence_than_they_may(app, addresses, who):
    somebody = EVERYBODY[who]
    client = sign_in(app.test_client(), somebody)
    read = {
        (field, path)
        for path in addresses
        for body in [client.get(path).get_data()]
        for field, mark in MARKS.items()
        if mark.encode() in body
    }
    assert {field for field, _ in read} == MAY.get(somebody, set()), read


@pytest.mark.parametrize("who", ["Ana", "Ben", "Cleo", "Femi"])
def test_nothing_of_it_is_on_a_phone(app, addresses, who):
    assert addresses
    phone = Phone(sign_in(app.test_client(), EVERYBODY[who]), EVERYBODY[who])
    phone.sync()
    texts = " ".join(str(one) for one in phone.docs.values())
    assert not [field for field, mark in MARKS.items() if mark in texts]


def test_the_cast_is_whole():
    assert {*EVERYBODY.values()} == {*people.ACCOUNTS, GIL}
