"""A date that lies ahead, or before somebody joined, is cautioned while it is written, alike in both languages."""

import pytest

from logbook import statements, store
from tests.contract import engine, phones
from tests.contract.twins import asked, differences, here, there
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, BEN
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read

CASES = [
    ("2026-11-20", "10:31", []),
    ("2026-11-20", "11:30", []),
    ("2026-11-20", "11:31", ["This is 1 hour ahead. Did you mean yesterday, 19 November 2026?"]),
    ("2026-11-20", "23:50", ["This is 13 hours ahead. Did you mean yesterday, 19 November 2026?"]),
    ("2026-11-21", "09:00", ["This is tomorrow. Did you mean today, 20 November 2026?"]),
    ("2027-06-01", "10:00", ["1 June 2027 is 193 days ahead. Did you mean 1 June 2026?"]),
    ("2569-11-20", "10:00", ["20 November 2569 is 198327 days ahead. Did you mean 20 November 2026?"]),
    (
        "2025-12-31",
        "10:00",
        ["31 December 2025 is before the trainee joined the programme, on 5 January 2026."],
    ),
]


@pytest.mark.parametrize(("on", "at", "words"), CASES, ids=[f"{on} {at}" for on, at, _ in CASES])
@pytest.mark.finding("field.F2", "use.B2")
def test_a_form_cautions_beside_the_date_alike_in_both_languages(app, on, at, words):
    with app.app_context():
        snapshot = store.snapshot(ANA.id)
    fields = a_filled_form(**{"performed_on": on, "performed_at": at, "product.reconstituted_at": ""})
    fields["programme"] = [ANA.programme]
    one, other = (
        make("entry_form", snapshot, asked("/entries/new", fields=fields)) for make in (here, there)
    )
    assert not differences(one.page, other.page) and one.html == other.html
    assert [c["text"] for c in one.page["cautions"] if c["id"] == "f-performed_on"] == words


@pytest.mark.parametrize(
    ("phone", "refused"),
    [
        (None, True),
        ({"clock_offset_s": 0, "last_sync": "2026-11-20T10:00:00Z"}, True),
        # The clock is known to be three days behind: what looks ahead is today.
        ({"clock_offset_s": -3 * 86_400, "last_sync": "2026-11-20T10:00:00Z"}, False),
        # It fell back since the last sync, which knew better.
        ({"clock_offset_s": 0, "last_sync": "2026-11-23T10:00:00Z"}, False),
    ],
)
@pytest.mark.finding("field.F2")
def test_a_phone_refuses_by_the_servers_clock_as_far_as_it_knows_it(phone, refused):
    snapshot = phones.phone(ANA, []) | {"phone": phone}
    context = CONTEXT | {"snapshot": snapshot}
    fields = a_filled_form(performed_on="2026-11-23", performed_at="10:00")
    made = statements.entry(fields, context, SHELL)
    assert engine.run("twins/statements.js", "entry", fields, context, SHELL) == made
    assert ("performed_on" in made["problems"]) is refused


@pytest.mark.finding("attack.H6")
def test_a_change_of_a_case_recorded_by_a_fast_clock_is_recorded_now():
    base = an_entry(recorded_at="9999-12-31T23:59:59Z")
    context = CONTEXT | {"base": base, "rev": 2, "prev": "0" * 64}
    made = statements.entry(a_filled_form(), context, SHELL)
    assert made["doc"]["recorded_at"] == CONTEXT["now"]
    assert engine.run("twins/statements.js", "entry", a_filled_form(), context, SHELL) == made


def test_the_caution_is_kept_with_the_case_and_told_to_its_supervisor(app, phone_of):
    doc = told(app, an_entry(warnings=[{"code": "dated_ahead"}, {"code": "before_joining"}]))
    page = read(phone_of(BEN), f"/entries/{doc['id']}")
    assert "The treatment was dated ahead of the clock when it was written." in page.text
    assert "The treatment was before the trainee joined the programme." in page.text
