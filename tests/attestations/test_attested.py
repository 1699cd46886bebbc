"""What a trainee did beside their cases: who may say it, what becomes of it, and who holds it (rows D-1 to D-5)."""

from dataclasses import replace

import pytest

from logbook import record, store
from logbook.eligibility import grammar
from logbook.models import Attestation, db
from logbook.models.engine import writing
from logbook.office import curriculum
from logbook.record.published import shipped
from tests.support.cast import holding
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, membership_of
from tests.support.documents.statements import NOW, a_withdrawal, accepted, an_attestation

pytestmark = pytest.mark.both_databases
MODULE = {"id": "module", "of": "modules", "min": 1, "where": {"module": ["pharmacology"]}}


def judged(desk, rule=MODULE, on="2026-11-21"):
    """The result of one rule, judged of Ana's real records: (state, counted, {reason: how many})."""
    raw = {"grammar": 2, "key": "tried", "version": 1, "title": "T", "authority": "ours", "source": "none"}
    raw |= {"as_of": "2026-11-28", "confidence": "read"}
    raw |= {"gates": [{"id": "programme", "rules": [{"label": "Pharmacology"} | rule]}]}
    asked = shipped("generic-starter")._replace(key="tried", whole=grammar.read(raw))
    with desk.app.app_context(), store.reading() as connection:
        result = record.judged(connection, ANA.id, NORTH, on, asked).result
    [told] = result["gates"][0]["rules"]
    left = {
        reason: sum(last - first + 1 for first, last in runs) for reason, runs in told["left_out"].items()
    }
    return told["state"], told["counted"], left


def said(verdict):
    return verdict["status"], verdict.get("code"), *sorted(verdict.get("fields", {}))


def declared(**changes):
    return an_attestation(ANA, known="declared", **changes)


def published(desk, title="Pharmacology, revised", **changes):
    with desk.app.app_context(), writing(db) as connection:
        [newest] = [row for row in record.taught.current(connection, NORTH) if row.key == "pharmacology"]
        said = curriculum.said_by(newest)._replace(title=title, **changes)
        return curriculum.publish(connection, NORTH, "pharmacology", said, DAN.id, NOW)


class TestD1:
    """Module v1 done, v2 published: v1 keeps counting unless the set asks version >= 2."""

    def test_what_was_done_of_an_earlier_version_goes_on_counting(self, desk):
        desk.one(BEN, an_attestation())
        assert published(desk) == 2
        assert judged(desk) == ("met", 1, {})

    def test_unless_the_set_asks_for_a_later_one(self, desk):
        desk.one(BEN, an_attestation())
        published(desk)
        later = MODULE | {"where": {"module": ["pharmacology"], "version": 2}}
        assert judged(desk, later) == ("open", 0, {"other_version": 1})
        desk.one(BEN, an_attestation(version=2, title="Pharmacology, revised", on="2026-11-19"))
        assert judged(desk, later) == ("met", 1, {"other_version": 1})


@pytest.mark.parametrize(("on", "state"), [("2026-11-28", "met"), ("2026-11-29", "ended")])
def test_d2_a_module_that_keeps_two_years_has_ended_the_day_after(desk, on, state):
    published(desk, keeps_months=24)
    desk.one(BEN, an_attestation(version=2, title="Pharmacology, revised", on="2024-11-28"))
    assert judged(desk, on=on)[0] == state


def test_d3_the_same_completion_from_two_files_is_one(desk):
    first = an_attestation(DAN, known="file")
    assert said(desk.one(DAN, first)) == ("applied", None)
    assert said(desk.one(DAN, an_attestation(DAN, known="file", score=88))) == ("duplicate", None)
    assert [row.id for row in desk.rows(Attestation)] == [first["id"]]
    assert judged(desk) == ("met", 1, {})


def test_d5_what_is_declared_and_never_accepted_waits_and_counts_nothing(desk):
    assert said(desk.one(ANA, declared())) == ("applied", None)
    assert judged(desk) == ("waiting", 0, {"unsigned": 1})


def test_what_a_tutor_accepts_counts_once(desk):
    own = declared()
    desk.one(ANA, own)
    assert said(desk.one(BEN, accepted(own))) == ("applied", None)
    assert said(desk.one(BEN, accepted(own))) == ("duplicate", None)
    assert judged(desk) == ("met", 1, {})


def test_what_a_tutor_saw_needs_no_further_word(desk):
    desk.send(ANA, declared())
    desk.send(BEN, an_attestation())
    assert judged(desk) == ("met", 1, {})
    assert said(desk.one(ANA, declared())) == ("duplicate", None)


def test_what_was_accepted_waits_again_once_that_is_taken_back(desk):
    own = declared()
    desk.one(ANA, own)
    word = accepted(own)
    desk.one(BEN, word)
    assert said(desk.one(BEN, a_withdrawal(word, BEN))) == ("applied", None)
    assert said(desk.one(BEN, a_withdrawal(word, BEN))) == ("duplicate", None)
    assert judged(desk) == ("waiting", 0, {"unsigned": 1})
    assert said(desk.one(BEN, accepted(own))) == ("applied", None)
    assert judged(desk) == ("met", 1, {})


def test_what_a_trainee_takes_back_counts_nowhere(desk):
    own = declared()
    assert [one["status"] for one in desk.send(ANA, own, a_withdrawal(own))] == ["applied", "applied"]
    assert judged(desk) == ("open", 0, {"withdrawn": 1})


def test_each_takes_back_their_own_and_the_office_what_came_by_it(desk):
    word, file = an_attestation(), an_attestation(DAN, known="file", on="2026-11-17")
    desk.one(BEN, word)
    desk.one(DAN, file)
    assert said(desk.one(ANA, a_withdrawal(word, ANA))) == ("rejected", "no_access")
    assert said(desk.one(FEMI, a_withdrawal(word, FEMI))) == ("rejected", "no_access")
    assert said(desk.one(BEN, a_withdrawal(file, BEN))) == ("rejected", "no_access")
    assert said(desk.one(DAN, a_withdrawal(file, DAN))) == ("applied", None)
    assert judged(desk) == ("met", 1, {"withdrawn": 1})


@pytest.mark.parametrize(
    ("who", "known"),
    [
        (ANA, "attended"),
        (ANA, "file"),
        (ANA, "seen"),
        (BEN, "declared"),
        (BEN, "file"),
        (BEN, "seen"),
        (DAN, "declared"),
        (CLEO, "declared"),
        (FEMI, "attended"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_nobody_says_what_is_not_theirs_to_say(desk, who, known):
    assert said(desk.one(who, an_attestation(who, known=known))) == ("rejected", "no_access")


def test_nobody_attests_themselves_whatever_else_they_are(app, desk):
    joined(app, ANA, NORTH, "supervisor")
    ana = replace(ANA, role="supervisor")
    assert said(desk.one(ana, an_attestation(ANA, membership=membership_of(ANA)))) == (
        "rejected",
        "no_access",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 7},
        {"module": "surgery"},
        {"title": "Another title than the module has"},
    ],
    ids=str,
)
def test_a_module_that_is_not_taught_there_is_refused(desk, changes):
    assert said(desk.one(BEN, an_attestation(**changes))) == ("rejected", "unknown_module")


def test_a_retired_module_may_have_been_attended_before(desk):
    with desk.app.app_context(), writing(db) as connection:
        curriculum.retire(connection, NORTH, "pharmacology", NOW)
    assert said(desk.one(BEN, an_attestation())) == ("applied", None)


def test_only_a_trainee_is_attested_and_only_in_ones_own_name(desk):
    assert said(desk.one(DAN, an_attestation(DAN, of=BEN, known="file"))) == ("rejected", "unknown_member")
    other = an_attestation(by_name="Somebody else")
    assert said(desk.one(BEN, other)) == ("rejected", "field_invalid", "by")


def test_nothing_is_accepted_that_was_not_declared(desk):
    own = declared()
    assert said(desk.one(BEN, accepted(own))) == ("rejected", "base_unknown")
    desk.one(ANA, own)
    assert said(desk.one(BEN, accepted(own, on="2026-11-17"))) == ("rejected", "base_unknown")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"module": ""}, "module"),
        ({"what": "hours", "minutes": None, "hours": "practice"}, "minutes"),
        ({"what": "hours", "hours": ""}, "hours"),
        ({"what": "document", "document": ""}, "document"),
        ({"until": "2026-11-17"}, "until"),
        ({"accepts": "0" * 64}, "accepts"),
    ],
    ids=str,
)
def test_what_does_not_hang_together_is_refused_beside_its_field(desk, changes, named):
    assert said(desk.one(BEN, an_attestation(**changes))) == ("rejected", "field_invalid", named)


def test_their_trainee_and_those_who_supervise_there_hold_it_and_nobody_else(app, desk):
    word = an_attestation()
    desk.one(BEN, word)
    back = a_withdrawal(word, BEN)
    desk.one(BEN, back)
    for kind, doc in (("attestation", word), ("withdrawal", back)):
        assert holding.holders(app, kind, doc["id"]) == {ANA.id, BEN.id}
    holding.check_digests(app)


def test_what_waits_for_a_tutor_stays_on_phones_that_keep_a_part(app, desk):
    own = declared()
    desk.one(ANA, own)
    holding.check_digests(app)
    desk.one(BEN, accepted(own))
    holding.check_digests(app)


def test_whoever_holds_a_programme_holds_its_curriculum(app, desk):
    holders = holding.holders(app, "curriculum", NORTH)
    assert holders == {ANA.id, BEN.id, DAN.id}


def test_nothing_that_is_known_of_a_document_but_its_kind_and_days_is_in_a_statement(desk):
    assert not {"digest", "place"} & an_attestation().keys()
