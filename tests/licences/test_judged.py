"""What a report makes of licences: the trainee's own as rules ask for them, and those of whoever signed. Rows of A4."""

from logbook import record, store
from logbook.office.lookups import Found
from logbook.record.judged import judged
from tests.licences.conftest import AT_SOUTH, a_set
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.statements import an_entry
from tests.support.server.asked import queries

TODAY = "2026-11-28"


BY_LICENSED = a_set({"of": "cases", "where": {"signer_licensed": True}}, {"of": "cases"})
A_LICENCE = a_set({"of": "licences"})


def test_l10_a_case_signed_while_suspended_counts_unless_the_set_asks_for_licensed_signers(north):
    during, after = north.signed("2026-06-10"), north.signed("2026-09-10")
    north.says(BEN, "suspended", from_on="2026-05-01", to_on="2026-08-01")
    assert north.judged(BY_LICENSED) == [("met", [during]), ("met", [])]
    assert after not in north.judged(BY_LICENSED)[0][1]


def test_l11_a_licence_that_had_ended_is_found_out_later_and_the_signature_stands(north):
    case = north.signed("2026-05-10")
    assert north.judged(BY_LICENSED) == [("met", []), ("met", [])]
    north.looks_up(BEN, found=Found("ended", from_on="2026-05-02"), now="2026-11-26T09:00:00Z")
    assert north.judged(BY_LICENSED) == [("open", [case]), ("met", [])]
    # As it was known before that.
    assert north.judged(BY_LICENSED, "2026-11-25") == [("met", []), ("met", [])]


def test_the_day_of_the_signature_decides_and_not_that_of_the_treatment(north):
    case = north.signed("2026-04-28", signed_at="2026-05-03T10:00:00Z")
    north.says(BEN, "suspended", from_on="2026-05-01", to_on="2026-08-01")
    assert north.judged(BY_LICENSED)[0] == ("open", [case])


def test_what_waits_may_still_be_signed_by_somebody_licensed(north):
    north.desk.send(ANA, an_entry(performed_on="2026-06-10"))
    assert [state for state, _ in north.judged(BY_LICENSED)] == ["waiting", "waiting"]


def test_what_another_school_found_is_no_fact_here(north):
    north.signed("2026-06-10")
    north.looks_up(BEN, AT_SOUTH, Found("ended", from_on="2026-01-02"))
    assert north.judged(BY_LICENSED)[0] == ("met", [])


def test_a_trainees_licence_waits_until_the_school_has_looked_it_up(north):
    assert north.judged(A_LICENCE)[0][0] == "waiting"
    north.looks_up(ANA, AT_SOUTH)
    assert north.judged(A_LICENCE)[0][0] == "waiting"
    north.looks_up(ANA)
    assert north.judged(A_LICENCE)[0][0] == "met"


def test_l6_a_licence_that_ends_holds_its_gate_until_then(north):
    north.looks_up(ANA, found=Found("active", to_on=TODAY))
    with north.app.app_context(), store.reading() as connection:
        [gate] = judged(connection, ANA.id, NORTH, TODAY, A_LICENCE).result["gates"]
    assert (gate["state"], gate["holds_until"]) == ("met", TODAY)
    assert north.judged(A_LICENCE, "2026-11-29")[0][0] == "ended"


def test_licences_are_read_with_all_else_in_one_question(north):
    north.signed("2026-06-10")
    with queries(north.app) as asked, north.app.app_context(), store.reading() as connection:
        record.report_for(connection, ANA.id, NORTH, TODAY)
    assert sum("licence_period" in one for one in asked) == 1
