"""Where it shows that a licence was not valid: by the signature, by the case, and to whose licence it is. It stops
nothing: what was signed stands."""

from logbook import store
from logbook.auth import sessions
from logbook.office.lookups import Found
from logbook.store.decided import decided
from tests.support.cast.people import ANA, BEN
from tests.support.server.reader import read

JUNE = "2026-06-10"


def suspend(north, somebody):
    north.says(somebody, "suspended", from_on="2026-05-01", to_on="2026-08-01")


def test_l10_a_signature_of_a_day_of_a_suspension_is_marked_and_stands(north, phone_of):
    case = north.signed(JUNE)
    suspend(north, BEN)
    for somebody in (ANA, BEN):
        page = read(phone_of(somebody), f"/entries/{case}").text
        assert f"{BEN.body} {BEN.number}, licence suspended on that day" in page
        assert "The signature stands" in page and "Signed by Dr Ben Okafor" in page
    assert "Licence suspended on that day" in read(phone_of(BEN), "/signoffs/signed").text


def test_l11_what_is_found_out_later_marks_what_was_signed_before(north, phone_of):
    case = north.signed("2026-05-10")
    assert "licence" not in read(phone_of(ANA), f"/entries/{case}").text
    north.looks_up(BEN, found=Found("ended", from_on="2026-05-02"), checked_on="2026-06-01")
    page = read(phone_of(ANA), f"/entries/{case}").text
    assert "licence had ended by that day, checked 1 June 2026" in page


def test_a_signature_says_when_the_school_looked_up_whose_it_is(north, phone_of):
    case = north.signed(JUNE)
    north.looks_up(BEN, checked_on="2026-11-03")
    page = read(phone_of(ANA), f"/entries/{case}").text
    assert f"Registered {BEN.body} {BEN.number}, checked 3 November 2026" in page


def test_a_case_says_that_its_trainee_had_no_valid_licence_when_they_treated(north, phone_of):
    case = north.signed(JUNE)
    suspend(north, ANA)
    said = f"{ANA.name} treated on 10 June 2026: licence suspended on that day. The case stands."
    for somebody in (ANA, BEN):
        assert said in read(phone_of(somebody), f"/entries/{case}").text


def test_who_is_suspended_logs_and_signs_as_ever(north, phone_of):
    for somebody in (ANA, BEN):
        north.says(somebody, "suspended", from_on="2026-05-01")
    case = north.signed(JUNE)
    assert "Signed by Dr Ben Okafor" in read(phone_of(ANA), f"/entries/{case}").text


def test_what_ends_soon_or_has_ended_stands_on_me_and_to_do(north, phone_of):
    assert "Nothing to do" in read(phone_of(ANA), "/todo").text
    north.says(ANA, "ended", from_on="2026-05-02")
    for page in ("/me", "/todo"):
        found = read(phone_of(ANA), page)
        assert f"{ANA.body} {ANA.number} has ended." in found.text
        assert "/me/licences" in found.links()
    assert "Nothing to do" not in read(phone_of(ANA), "/todo").text


def test_l15_each_turn_for_the_worse_is_told_once_and_none_of_what_was_renewed(north, app):
    def told(now="2026-12-20T10:00:00Z"):
        with app.app_context(), store.reading() as connection:
            whole = decided(connection, sessions.person(connection, ANA.id), now)
        return [(one["at"][:10], one["title"]) for one in whole if one["href"] == "/me/licences"]

    assert told() == []
    north.says(ANA, "active", to_on="2026-12-29")
    assert told() == [("2026-12-30", "Your licence has ended"), ("2026-11-28", "Your licence ends soon")]
    assert told("2027-02-10T10:00:00Z") == [("2026-12-30", "Your licence has ended")]
    north.says(ANA, "active", from_on="2026-12-30", now="2026-12-20T10:00:00Z")
    assert told() == []
