"""What charts of skill show comes from statements: ratings, complications and corrections, whoever made them."""

import pytest

from logbook import store
from logbook.record import report_for
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN
from tests.support.documents.cases import TODAY
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.fixture
def drawn(desk, both_databases):
    """drawn(): Ana's report now."""

    def made():
        with both_databases.app_context(), store.reading() as connection:
            return report_for(connection, ANA.id, ANA.programme, TODAY)

    return made


def test_reads_ratings_doses_and_corrections_from_the_statements(desk, drawn):
    pair = {"seen": "Too deep", "correction": "Lift the skin", "repeat": False}
    first = an_entry(performed_on="2026-11-10", self_rating=3)
    second = an_entry(performed_on="2026-11-12", self_rating=3, corrections=[pair | {"repeat": True}])
    desk.send(ANA, first, second)
    desk.one(BEN, a_signoff(first, verdict="returned", corrections=[pair]))
    desk.sign(BEN, a_signoff(first, rating=2, corrections=[pair]))
    desk.sign(BEN, a_signoff(second, rating=4))
    made = drawn()
    assert made["curve"]["short"] == [1] and len(made["curve"]["points"]) == 2
    assert made["ratings"]["newest"] == [
        {"on": "2026-11-10", "own": 3, "theirs": 2},
        {"on": "2026-11-12", "own": 3, "theirs": 4},
    ]
    [dose] = made["doses"]
    assert dose["product"] == "botox" and dose["lines"][0]["medians"][-1] == 120
    [line] = made["corrections"]
    assert (line["seen"], line["times"], line["clear"], line["marks"]) == ("Too deep", 2, 0, "11")


def test_a_complication_found_late_makes_a_signed_case_fall_short(desk, drawn):
    case = an_entry()
    desk.one(ANA, case)
    desk.sign(BEN, a_signoff(case))
    assert drawn()["curve"]["short"] == []
    late = {
        "kind": "brow_ptosis",
        "severity": "moderate",
        "onset_day": 5,
        "action": "review",
        "resolved_on": None,
    }
    desk.one(ANA, a_review(case, events=[late]))
    assert drawn()["curve"]["short"] == [1]


def test_a_rating_taken_back_leaves_the_curve(desk, drawn):
    case = an_entry()
    desk.one(ANA, case)
    signature = a_signoff(case, rating=1)
    desk.sign(BEN, signature)
    desk.one(BEN, a_withdrawal(signature, by=BEN))
    assert drawn()["curve"] is None
    desk.sign(BEN, a_signoff(case, rating=5))
    assert drawn()["curve"]["short"] == []
