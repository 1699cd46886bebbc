"""What is judged of a logbook as the database has it: amended cases, and one result however and wherever it came."""

import random

import pytest

from logbook import canonical, record, store
from logbook.eligibility import grammar, judging
from logbook.record.published import shipped
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.statements import (
    a_review,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
)
from tests.support.lanes import many, seed
from tests.support.server.application import application

TODAY = "2026-12-06"
RULES = [
    {"id": "glabella", "of": "cases", "min": 1, "where": {"areas": ["glabella"]}},
    {"id": "forehead", "of": "cases", "min": 1, "where": {"areas": ["forehead"]}},
]


def asked(rules):
    """A set of these rules."""
    text = {
        "grammar": 2,
        "key": "tried",
        "version": 1,
        "title": "Tried",
        "authority": "ours",
        "source": "none",
    }
    raw = text | {"as_of": "2026-11-28", "gates": [{"id": "hands_on", "label": "Hands on", "rules": rules}]}
    return shipped("generic-starter")._replace(key="tried", whole=grammar.read(raw))


def judged(app, under=None):
    with app.app_context(), store.reading() as connection:
        return record.judged(connection, ANA.id, NORTH, TODAY, under).result


def test_what_was_signed_counts_while_its_new_version_waits_and_that_one_only_for_what_it_adds(app):
    desk, first = Desk(app), an_entry(areas=["glabella"])
    desk.send(ANA, first)
    signature = a_signoff(first)
    desk.sign(BEN, signature)
    with app.app_context(), store.reading() as connection:
        before = record.report_for(connection, ANA.id, NORTH, TODAY)
    desk.one(ANA, amended(first, signature, areas=["glabella", "forehead"]))
    result = judged(app, asked(RULES))
    glabella, forehead = result["gates"][0]["rules"]
    assert result["ids"]["cases"] == [first["id"]]
    assert (glabella["state"], glabella["counted"], glabella["waiting"]) == ("met", 1, 0)
    assert glabella["left_out"] == {}
    assert (forehead["state"], forehead["counted"], forehead["waiting"]) == ("waiting", 0, 1)
    assert forehead["left_out"] == {"unsigned": [[0, 0]]}
    with app.app_context(), store.reading() as connection:
        after = record.report_for(connection, ANA.id, NORTH, TODAY)
    told = {name for name in before if before[name] != after[name]}
    assert told <= {"rules", "areas", "totals", "basis"}, "no chart hears of it"
    assert after["totals"] | {"to_go": 0} == before["totals"] | {"to_go": 0}


def story(chance, size):
    """Rounds of what is said: each may come in any order, and after the round before."""
    cases = [
        an_entry(
            model={"code": f"M{chance.choice('ABCDE')}{chance.choice('2345')}K"},
            areas=chance.sample(["glabella", "forehead", "crows_feet"], chance.randrange(1, 4)),
            performed_on=f"2026-{chance.randrange(9, 12):02}-{chance.randrange(1, 20):02}",
        )
        for _ in range(size)
    ]
    signed = [
        a_signoff(case, by=BEN, rating=chance.randrange(1, 6)) for case in cases if chance.random() < 0.7
    ]
    by_case, later = {one["entry"]: one for one in signed}, []
    for case in cases:
        signature = by_case.get(case["id"])
        if signature is None and chance.random() < 0.3:
            later.append((ANA, a_withdrawal(case)))
            continue
        if signature and chance.random() < 0.3:
            later.append((ANA, amended(case, signature, areas=["chin"])))
        later += [(BEN, a_set_aside(case))] if chance.random() < 0.2 else []
        later += [(ANA, a_review(case))] if chance.random() < 0.5 else []
    return [[(ANA, case) for case in cases], [(BEN, one) for one in signed], later]


@pytest.mark.slow
def test_the_same_statements_in_any_order_make_the_same_bytes_on_either_database(sqlite_url, postgres_url):
    chance = random.Random(seed())
    rounds = story(chance, many(12, 120))
    found = []
    for url in (sqlite_url, postgres_url):
        for app in application(url):
            desk = Desk(app)
            for said in rounds:
                for who, doc in chance.sample(said, len(said)):
                    verdict = desk.one(who, doc, grade="C" if doc["typ"] == "signoff" else None)
                    assert verdict["status"] == "applied", verdict
            found.append([canonical.dumps(judged(app, under)) for under in (None, asked(RULES))])
    assert found[0] == found[1]
    assert '"cases":["' in found[0][0]


@pytest.mark.parametrize(("on", "reason"), [("2026-11-27", "too_late"), ("2024-01-05", "too_old")])
def test_a_case_let_in_by_an_exception_that_lies_in_no_period_says_so(on, reason):
    asked = {"grammar": 2, "key": "k", "version": 1, "title": "T", "authority": "ours", "source": "S"}
    rule = {"id": "r", "label": "R", "of": "cases", "min": 1, "per": {"years": 1, "times": 1}}
    asked |= {"gates": [{"id": "g", "rules": [rule | {"within": {"back_from": "application"}}]}]}
    let = {"rule": "r", "kind": "count", "items": ["c"], "on": "2026-10-02"}
    doc = {"days": {"application": "2026-11-02"}, "cases": [{"id": "c", "on": on}], "exceptions": [let]}
    [told] = judging.judge(grammar.read(asked), judging.facts(doc), "2027-01-01")["gates"][0]["rules"]
    assert (told["counted"], told["left_out"]) == (0, {reason: [[0, 0]]})
