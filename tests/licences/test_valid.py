"""Whether a licence is valid on a day, row by row as the reference has it."""

import pytest

from logbook.validity import (
    Check,
    Licence,
    Period,
    Version,
    checked,
    covers,
    due,
    primary,
    standing,
    valid,
    version,
)

TODAY = "2026-11-28"


def a_version(body="GMC", number="7012345", recorded_on="2026-01-05", **said):
    usual = {"region": "GB", "type": "full", "prescriber": None, "is_primary": True, "row": 1}
    return Version(body=body, number=number, recorded_on=recorded_on, **usual | said)


def a_period(status="active", from_on=None, to_on=None, recorded_on="2026-01-05", **said):
    return Period(said.pop("act", f"{status} {from_on} {to_on}"), status, from_on, to_on, recorded_on, **said)


def a_check(on, **said):
    usual = {"next_on": None, "body": "GMC", "number": "7012345", "name": "", "recorded_on": on}
    return Check(said.pop("act", f"check {on}"), on, **usual | said)


def a_licence(*periods, checks=(), versions=None):
    return Licence("one", "ben", tuple(versions or [a_version()]), periods, tuple(checks))


def said(licence, day=TODAY, known_on=None):
    return valid(licence, day, known_on).said()


SUSPENDED = a_licence(
    a_period(), a_period("suspended", "2026-05-01", "2026-08-01", recorded_on="2026-05-02", found=True)
)
ENDED = a_licence(a_period(), a_period(to_on="2026-05-01", recorded_on="2026-06-01"))
LIMITED = a_licence(a_period("conditions"))
BOTH = [
    a_licence(versions=[a_version(row=1)]),
    Licence("two", "ben", (a_version("GDC", "281234", "2026-02-01", is_primary=False, row=2),)),
]


@pytest.mark.parametrize(
    ("licence", "day", "known_on", "expected"),
    [
        pytest.param(a_licence(a_period(to_on="2026-11-28")), TODAY, None, "valid, ends today", id="L6a"),
        pytest.param(a_licence(a_period(to_on="2026-11-27")), TODAY, None, "ended", id="L6b"),
        pytest.param(a_licence(checks=[a_check("2026-07-31")]), TODAY, None, "valid", id="L7 120 days"),
        pytest.param(
            a_licence(checks=[a_check("2026-07-30")]), TODAY, None, "valid, check is old", id="L7 121 days"
        ),
        pytest.param(
            a_licence(a_period(to_on="2026-12-29")), TODAY, None, "valid, ends in 31 days", id="L8 31 days"
        ),
        pytest.param(a_licence(a_period(to_on="2026-12-30")), TODAY, None, "valid", id="L8 32 days"),
        pytest.param(LIMITED, TODAY, None, "valid, with conditions (see register)", id="L9"),
        pytest.param(SUSPENDED, TODAY, None, "valid", id="L10 today"),
        pytest.param(SUSPENDED, "2026-04-30", None, "valid", id="L10 the day before"),
        pytest.param(SUSPENDED, "2026-05-01", None, "suspended on that day", id="L10 first day"),
        pytest.param(SUSPENDED, "2026-06-10", None, "suspended on that day", id="L10 signature"),
        pytest.param(SUSPENDED, "2026-08-01", None, "suspended on that day", id="L10 last day"),
        pytest.param(SUSPENDED, "2026-08-02", None, "valid", id="L10 again"),
        pytest.param(SUSPENDED, "2026-05-01", "2026-05-01", "valid", id="L10 not known yet"),
        pytest.param(ENDED, "2026-05-10", None, "ended", id="L11 signature, as known now"),
        pytest.param(ENDED, "2026-05-10", "2026-05-31", "valid", id="L11 signature, as known then"),
        pytest.param(ENDED, "2026-05-10", "2026-06-01", "ended", id="L11 signature, once it was found out"),
        pytest.param(ENDED, "2026-05-01", None, "valid, ends today", id="L11 last day"),
    ],
)
def test_a_licence_is_what_the_row_expects(licence, day, known_on, expected):
    assert said(licence, day, known_on) == expected


def test_l10_a_licence_that_is_suspended_today_is_not_valid_and_says_when_a_case_was_signed():
    assert not valid(SUSPENDED, "2026-06-10").is_valid
    assert valid(SUSPENDED, TODAY).is_valid


@pytest.mark.parametrize(
    ("held", "region", "answer"),
    [
        pytest.param(a_version(region="US-NV", type="single_state"), "US-AZ", "no", id="L14 single state"),
        # Which states are members changes, and no list of ours has a source to say yes by.
        pytest.param(a_version(region="US-TX", type="multistate"), "US-AZ", "ask", id="L14 multistate"),
        pytest.param(a_version(region="US-NV", type="single_state"), "US-NV", "yes", id="its own state"),
        pytest.param(a_version(region="GB"), "GB-SCT", "yes", id="part of its country"),
        pytest.param(a_version(region="CA-AB"), "CA", "ask", id="a part, asked for the whole"),
        pytest.param(a_version(region="GB", type="multistate"), "US-AZ", "no", id="another country"),
        pytest.param(a_version(region=""), "GB", "ask", id="no region given"),
    ],
)
def test_l14_a_licence_is_for_a_region_or_a_person_is_asked(held, region, answer):
    assert covers(held, region) == answer


class TestThePrimaryOne:
    def test_l13_is_whichever_was_chosen_last(self):
        chosen = BOTH[1].versions[0]._replace(is_primary=True, row=3, recorded_on="2026-06-01")
        later = [BOTH[0], BOTH[1]._replace(versions=(*BOTH[1].versions, chosen))]
        assert primary(BOTH).id == "one"
        assert primary(later).id == "two"
        assert primary(later, "2026-05-31").id == "one"

    def test_is_none_where_nobody_has_a_licence(self):
        assert primary([]) is None


class TestPeriods:
    def test_a_licence_of_which_nothing_was_said_is_valid_since_it_was_given(self):
        assert said(a_licence()) == "valid"
        assert said(a_licence(), TODAY, "2026-01-04") == "not known on that day"

    def test_it_is_not_valid_before_the_first_day_that_was_said(self):
        assert said(a_licence(a_period(from_on="2026-03-01")), "2026-02-28") == "not valid yet on that day"

    def test_that_conditions_hold_since_a_day_says_nothing_of_the_days_before(self):
        assert said(a_licence(a_period("conditions", "2026-03-01")), "2026-02-10") == "valid"

    def test_a_renewal_that_follows_on_takes_the_remark_away(self):
        renewed = a_licence(a_period(to_on="2026-12-01"), a_period(from_on="2026-12-02", to_on="2027-12-01"))
        assert said(renewed) == "valid"
        assert valid(renewed, TODAY).ends_on == "2027-12-01"

    def test_a_renewal_after_a_gap_leaves_the_gap(self):
        renewed = a_licence(a_period(to_on="2026-11-29"), a_period(from_on="2026-12-02"))
        assert [said(renewed, day) for day in ("2026-11-28", "2026-11-30", "2026-12-02")] == [
            "valid, ends tomorrow",
            "ended",
            "valid",
        ]

    def test_what_was_replaced_or_taken_back_says_nothing_from_then_on(self):
        first = a_period("ended", "2026-02-01", act="a", recorded_on="2026-02-01")
        replaced = a_period("active", act="b", of="a", recorded_on="2026-03-01")
        undone = a_period("", act="c", of="b", recorded_on="2026-04-01")
        licence = a_licence(first, replaced, undone)
        assert said(licence, "2026-05-01", "2026-02-28") == "ended"
        assert said(licence, "2026-05-01", "2026-03-31") == "valid"
        assert said(licence, "2026-05-01", "2026-04-30") == "ended"
        assert standing(licence) == [first]

    def test_what_a_school_found_against_it_outweighs_what_its_holder_says_later(self):
        found = a_period("suspended", "2026-10-01", found=True, recorded_on="2026-10-02")
        denied = a_period("active", "2026-10-03", recorded_on="2026-10-03")
        assert said(a_licence(found, denied)) == "suspended on that day"
        again = a_period("active", "2026-11-01", recorded_on="2026-11-02", found=True)
        assert said(a_licence(found, denied, again)) == "valid"

    def test_being_valid_later_makes_no_suspension_good_and_no_gap(self):
        looked = a_period(found=True, recorded_on="2026-09-01")
        suspended = a_licence(*SUSPENDED.periods, looked)
        assert said(suspended, "2026-06-10") == "suspended on that day"
        assert said(suspended, "2026-04-30") == said(suspended, "2026-09-02") == "valid"
        ended = a_licence(*ENDED.periods, looked)
        assert [said(ended, day) for day in ("2026-05-10", "2026-09-01")] == ["ended", "valid"]

    def test_a_first_day_says_since_when_it_is_good_again(self):
        renewed = a_period(from_on="2026-05-02", recorded_on="2026-09-01")
        again = a_period(found=True, recorded_on="2026-10-01")
        assert said(a_licence(*ENDED.periods, renewed, again), "2026-05-10") == "valid"

    def test_a_renewal_is_believed_after_the_end_that_a_school_found(self):
        found = a_period(to_on="2026-11-20", found=True)
        renewed = a_period(from_on="2026-11-21", to_on="2027-11-20", recorded_on="2026-11-19")
        assert said(a_licence(found, renewed)) == "valid"

    def test_registered_without_leave_to_practise_is_not_valid(self):
        assert said(a_licence(a_period("not_practising"))) == "without leave to practise on that day"

    def test_the_last_day_of_calendars_is_an_end_like_any_other(self):
        assert said(a_licence(a_period(to_on="9999-12-31"))) == "valid"


class TestChecks:
    def test_the_last_one_under_the_number_of_now_counts(self):
        licence = a_licence(checks=[a_check("2026-03-01"), a_check("2026-11-01", number="7999999")])
        assert checked(licence).on == "2026-03-01"

    def test_one_that_was_taken_back_is_none_and_neither_is_what_it_found(self):
        looked, gone = a_check("2026-11-01", act="a"), a_check("2026-11-01", act="b", of="a")
        licence = a_licence(a_period("ended", act="a", found=True), checks=[looked, gone])
        assert checked(licence) is None
        assert said(licence) == "valid"

    @pytest.mark.parametrize(
        ("licence", "reasons"),
        [
            (a_licence(), ["never"]),
            (a_licence(a_period(to_on="2026-11-27")), ["ended", "never"]),
            (a_licence(checks=[a_check("2026-11-01")]), []),
            (a_licence(checks=[a_check("2026-07-30")]), ["old"]),
            (a_licence(checks=[a_check("2026-11-01", next_on="2026-11-28")]), ["again"]),
            (a_licence(a_period(to_on="2026-12-10"), checks=[a_check("2026-10-01")]), ["soon"]),
            (a_licence(a_period(to_on="2026-12-10"), checks=[a_check("2026-11-20")]), []),
            (a_licence(a_period(to_on="2026-11-27"), checks=[a_check("2026-11-20")]), ["ended"]),
            (a_licence(a_period("ended", "2026-11-01"), checks=[a_check("2026-11-20")]), []),
            (a_licence(a_period(recorded_on="2026-11-02"), checks=[a_check("2026-11-01")]), ["said"]),
        ],
    )
    def test_a_licence_is_due_when_something_is_not_known_of_it(self, licence, reasons):
        assert [one.code for one in due(licence, TODAY)] == reasons

    def test_a_version_is_what_it_said_on_the_day(self):
        later = a_version(number="7999999", recorded_on="2026-06-01")
        licence = a_licence(versions=[a_version(), later])
        assert [version(licence, day).number for day in ("2026-05-31", "2026-06-01")] == [
            "7012345",
            "7999999",
        ]
