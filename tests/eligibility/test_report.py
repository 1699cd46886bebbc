"""The report sums up a logbook, from facts and from the database."""

import orjson
import pytest

from logbook import canonical, feed, store
from logbook.eligibility import report, requirements
from logbook.record import report_for
from logbook.record.facts import remember
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, NORTH, SOUTH
from tests.support.documents.cases import TODAY, a_case
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, amended, an_entry, revised

STARTER = requirements.sets()["generic-starter"]


def test_sums_up_a_logbook():
    cases = [
        a_case(signer="ben", skin_type="I"),
        a_case(signer="noor", skin_type="IV", areas=("glabella", "forehead")),
        a_case(part="observed"),
        a_case(state="sent", performed_on="2026-11-02"),
        a_case(state="returned", performed_on="2026-09-30"),
        a_case(state="withdrawn"),
    ]
    made = report("ana", "north", STARTER, cases, TODAY)
    assert made["id"] == "ana.north" and made["made_on"] == TODAY
    assert made["set"] == {
        name: STARTER[name] for name in ("key", "version", "title", "authority", "source", "as_of")
    }
    # 9 of 10 observed and 18 of 20 treated are missing; the areas fit into those.
    assert made["totals"] == {
        "entries": 5,
        "signed": 3,
        "waiting": 2,
        "returned": 1,
        "unconfirmed": 0,
        "unnamed": 0,
        "withdrawn": 1,
        "to_go": 9 + 18,
    }
    assert made["models"] == {"distinct": 3} and made["supervisors"] == {"distinct": 2}
    assert made["oldest_unsigned_on"] == "2026-09-30"
    assert {"code": "IV", "signed": 1, "waiting": 0} in made["skin_types"]
    assert {"part": "observed", "signed": 1, "waiting": 0} in made["parts"]


def test_an_area_with_a_rule_shows_the_figures_of_the_rule():
    cases = [a_case(), a_case(part="observed"), a_case(areas=("chin",)), a_case(state="sent")]
    made = report("ana", "north", STARTER, cases, TODAY)
    areas = {line["area"]: line for line in made["areas"]}
    assert areas["glabella"] == {"area": "glabella", "signed": 1, "waiting": 1, "required": 5}
    assert areas["chin"] == {"area": "chin", "signed": 1, "waiting": 0, "required": None}


def test_is_a_document_that_can_travel():
    made = report("ana", "north", STARTER, [a_case()], TODAY)
    assert canonical.loads(canonical.dumps(made)) == made


def test_an_empty_logbook_has_a_report_too():
    made = report("ana", "north", STARTER, [], TODAY)
    assert made["totals"]["entries"] == 0 and made["totals"]["to_go"] == 30
    assert made["oldest_unsigned_on"] is None and not any(rule["met"] for rule in made["rules"])


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.fixture
def report_of(both_databases):
    """report_of(ANA): what the database says of their first programme."""

    def made(somebody, day=TODAY):
        with both_databases.app_context(), store.reading() as connection:
            return report_for(connection, somebody.id, somebody.programme, day)

    return made


def counted(made, id):
    return next(rule for rule in made["rules"] if rule["id"] == id)


def test_reads_signatures_reviews_and_withdrawals_from_the_statements(desk, report_of):
    cases = [an_entry(model={"code": f"ABC{number}"}) for number in "23456"]
    desk.send(ANA, *cases)
    for case in cases[:3]:
        desk.sign(BEN, a_signoff(case))
    desk.one(BEN, a_signoff(cases[3], verdict="returned"))
    desk.one(ANA, a_withdrawal(cases[4]))
    desk.one(ANA, a_review(cases[0]))
    made = report_of(ANA)
    assert made["totals"] | {"to_go": 0} == {
        "entries": 4,
        "signed": 3,
        "waiting": 1,
        "returned": 1,
        "unconfirmed": 0,
        "unnamed": 0,
        "withdrawn": 1,
        "to_go": 0,
    }
    assert counted(made, "supervised")["entries"] == sorted(case["id"] for case in cases[:3])
    assert counted(made, "reviews")["counted"] == 1 and counted(made, "in-time")["counted"] == 3
    assert made["supervisors"] == {"distinct": 1}


def test_a_signature_taken_back_no_longer_counts(desk, report_of):
    case = an_entry()
    desk.one(ANA, case)
    signature = a_signoff(case)
    desk.sign(BEN, signature)
    desk.one(BEN, a_withdrawal(signature, by=BEN))
    assert report_of(ANA)["totals"]["signed"] == 0
    desk.sign(BEN, a_signoff(case))
    assert report_of(ANA)["totals"]["signed"] == 1


def test_counts_what_the_last_revision_says(desk, report_of):
    case = an_entry(areas=["chin"])
    desk.one(ANA, case)
    mended = revised(case, areas=["forehead"])
    desk.one(ANA, mended)
    desk.sign(BEN, a_signoff(mended))
    assert counted(report_of(ANA), "forehead")["counted"] == 1


def test_a_signed_version_counts_until_the_new_one_is_signed_too(desk, report_of):
    case = an_entry(areas=["chin"])
    signature = a_signoff(case)
    desk.one(ANA, case)
    desk.sign(BEN, signature)
    newer = amended(case, signature, areas=["forehead"], performed_on="2026-11-01")
    desk.one(ANA, newer)
    for answer in (None, a_signoff(newer, verdict="returned")):
        if answer:
            desk.one(BEN, answer)
        made = report_of(ANA)
        areas = {line["area"]: line["signed"] for line in made["areas"]}
        assert (areas["chin"], areas["forehead"]) == (1, 0)
        assert (made["totals"]["signed"], made["totals"]["waiting"], made["totals"]["returned"]) == (1, 0, 0)
        assert made["oldest_unsigned_on"] is None
    mended = revised(newer, place="Room 4")
    newest = a_signoff(mended)
    desk.one(ANA, mended)
    desk.sign(BEN, newest)
    areas = {line["area"]: line["signed"] for line in report_of(ANA)["areas"]}
    assert (areas["chin"], areas["forehead"]) == (0, 1)
    desk.one(BEN, a_withdrawal(newest, by=BEN))
    areas = {line["area"]: line["signed"] for line in report_of(ANA)["areas"]}
    assert (areas["chin"], areas["forehead"]) == (1, 0)


def test_a_complication_found_at_the_review_counts_as_discussed(desk, report_of):
    case = an_entry()
    desk.one(ANA, case)
    desk.sign(BEN, a_signoff(case))
    assert counted(report_of(ANA), "discussed")["counted"] == 0
    ptosis = {
        "kind": "eyelid_ptosis",
        "severity": "mild",
        "onset_day": 5,
        "action": "review",
        "resolved_on": None,
    }
    desk.one(ANA, a_review(case, events=[ptosis]))
    assert counted(report_of(ANA), "discussed")["counted"] == 1


def test_a_report_carries_the_limits_of_its_set_and_what_charts_draw():
    made = report("ana", "north", STARTER, [a_case(rating=4, own_rating=3)], TODAY)
    assert made["limits"] == STARTER["limits"] == {"reconstituted_hours": 24}
    assert made["curve"]["points"] == [-186] and made["ratings"]["lower"] == 1
    assert made["spread"] == [{"area": "glabella", "counts": [0, 1, 0, 0, 0, 0]}]


@pytest.mark.parametrize("changes", [{"part": "observed"}, {"part": "assisted"}, {"setting": "simulation"}])
def test_charts_of_skill_and_range_show_only_what_was_injected_into_live_models(changes):
    case = a_case(rating=1, own_rating=1, answered=True, seen=(("A", "B"),), doses=(("chin", 60),), **changes)
    made = report("ana", "north", STARTER, [case], TODAY)
    assert made["curve"] is None and made["ratings"] is None
    assert made["spread"] == made["doses"] == made["corrections"] == []
    assert sum(week["signed"] for week in made["weeks"]) == 1


def test_gives_a_trainee_one_report_for_each_programme_and_others_none(desk, both_databases):
    desk.one(ANA, an_entry())
    with both_databases.app_context(), store.reading() as connection:
        [hers], [cleos], none = (
            [orjson.loads(doc["stmt"]) for doc in feed.reports(connection, one.id, "2026-11-20T23:30:00Z")[0]]
            for one in (ANA, CLEO, BEN)
        )
    assert none == []
    assert hers["id"] == f"{ANA.id}.{NORTH}" and hers["totals"]["waiting"] == 1
    assert cleos["programme"] == SOUTH and cleos["totals"]["entries"] == 0


def test_of_texts_that_were_read_the_oldest_are_forgotten_first(monkeypatch):
    monkeypatch.setitem(remember.__globals__, "KEPT", 3)
    kept = {"a": 1, "b": 2}
    remember(kept, {"c": 3, "d": 4})
    assert kept == {"b": 2, "c": 3, "d": 4}
    remember(kept, dict.fromkeys("efghi", 5))
    assert kept == {"g": 5, "h": 5, "i": 5}
