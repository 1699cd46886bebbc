"""To whom it is told what was decided for a trainee: the trainee's own phone, field by field, and no other."""

import random

import orjson
import pytest

from logbook import instants, store
from tests.support.cast.clinic import told
from tests.support.cast.cohorts import arranged, made
from tests.support.cast.people import ACCOUNTS, ANA, BEN
from tests.support.cast.phone import Phone
from tests.support.cast.terms import excepted
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.lanes import many, seed

# All that a supervisor's phone is told of how far somebody is.
STANDING = {"typ", "id", "trainee", "programme", "made_on", "rules"}
RULE = {"id", "label", "kind", "required", "counted", "waiting", "met", "percent"}
RULES = ("supervised", "observed", "models", "glabella")


@pytest.mark.parametrize("number", range(many(3, 60)))
def test_nobody_but_the_trainee_is_told_of_exceptions_pauses_and_their_reasons(app, phone_of, number):
    dice = random.Random(seed() + number)
    secret = [f"qxz{dice.randrange(10**9)}" for _ in range(4)]
    cohort = made(app, [ANA])
    arranged(app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason=secret[0], note=secret[1])
    arranged(app, "extension", amount=1, unit="weeks", reason=secret[0], cohort_id=cohort, note=secret[1])
    with app.app_context(), store.writing() as connection:
        for rule in dice.sample(RULES, dice.randint(1, 3)):
            kind, value = dice.choice([("waive", ""), ("number", "3")])
            more = {"reason": secret[2], "note": secret[3], "value": value}
            excepted(connection, instants.now(), rule, kind, **more)
    for _ in range(dice.randint(1, 4)):
        told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    ana = Phone(phone_of(ANA), ANA)
    ana.sync()
    own = str(ana.docs)
    assert secret[2] in own and not any(word in own for word in (secret[0], secret[1], secret[3]))
    for other in ACCOUNTS:
        if other is not ANA:
            phone = Phone(phone_of(other), other)
            phone.sync()
            assert not any(word in str(phone.docs) for word in secret), other.name
            check(other, phone)


def check(other, phone):
    """Field by field what somebody else's phone has of Ana."""
    of_ana = [
        doc for doc in map(read, phone.docs.values()) if ANA.id in (doc.get("trainee"), doc.get("person"))
    ]
    kinds = {doc["typ"] for doc in of_ana}
    if other is not BEN:
        assert kinds <= {"membership"}, other.name
        return
    assert kinds <= {"membership", "standing", "entry"}
    for doc in of_ana:
        if doc["typ"] == "standing":
            assert set(doc) == STANDING and all(set(rule) == RULE for rule in doc["rules"])


def read(doc):
    return orjson.loads(doc["stmt"])
