"""The review two weeks later, with scripts off: asked for in time, written once or more, seen by the supervisor."""

from uuid import uuid4

import pytest

from logbook import instants
from tests.support.cast.clinic import ORIGIN, held, told
from tests.support.cast.people import BEN, FEMI
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, hash_of
from tests.support.server.reader import check, read

AS_PLANNED = {"result": "as_planned", "asymmetry": "none", "top_up": "none", "events.any": "none"}
LATE_DROOP = {
    "events.any": "yes",
    "events.0.kind": "eyelid_ptosis",
    "events.0.severity": "mild",
    "events.0.onset_day": "5",
    "events.0.action": "advice",
    "events.0.supervisor_told": "yes",
    "events.0.reported_to": "yellow_card",
}


def day(days):
    """The ISO date so many days from today."""
    return instants.plus(instants.now(), days=days)[:10]


def treated(app, days_ago, **changes):
    """A case of Ana's, treated so many days ago; no day was set for its review unless a test sets one."""
    changes = {"aftercare": {"review_due_on": None}} | changes
    return told(app, an_entry(performed_on=day(-days_ago), **changes))


def address(entry):
    return f"/entries/{entry['id']}/review"


def save(client, entry, status=303, **answers):
    """The form as it is shown, filled in and sent."""
    form = read(client, address(entry)).form(address(entry)) | answers
    answer = client.post(address(entry), data=form, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, address(entry), status)


def due(client):
    """The addresses that "To do" leads to for a review."""
    return [link for link in read(client, "/todo").links() if link.endswith("/review")]


def test_a_review_is_written_and_shown_with_its_case(hers, phone_of, app):
    entry = treated(app, 14)
    told(app, a_signoff(entry), BEN, "C")
    answer = save(hers, entry, **AS_PLANNED, **{"reflection": "Lower next time."})
    assert answer.headers["Location"] == f"/entries/{entry['id']}"
    [record] = held(app, "review")
    assert record["doc"]["entry_hash"] == hash_of(entry)
    assert (record["doc"]["seen_on"], record["doc"]["result"]) == (day(0), "as_planned")
    for client in (hers, phone_of(BEN)):
        page = read(client, f"/entries/{entry['id']}")
        assert "Lower next time." in page.text
        assert "Review: as planned" in page.text
        assert "Signed by Dr Ben Okafor" in page.text


def test_a_late_complication_is_recorded_with_who_was_told(hers, app):
    entry = treated(app, 20)
    save(hers, entry, **AS_PLANNED | {"result": "adverse"} | LATE_DROOP)
    [event] = held(app, "review")[0]["doc"]["events"]
    assert (event["kind"], event["supervisor_told"], event["reported_to"]) == (
        "eyelid_ptosis",
        True,
        "yellow_card",
    )
    text = read(hers, f"/entries/{entry['id']}").text
    assert "Supervisor told." in text
    assert "Reported to: MHRA Yellow Card (UK)." in text


def test_what_is_missing_is_said_beside_its_question_and_nothing_typed_is_lost(hers, app):
    entry = treated(app, 14)
    page = save(hers, entry, 422, reflection="Kept.", seen_on=day(-30))
    for words in ("Choose the result", "Choose the asymmetry", "Say whether there was a top-up"):
        assert words in page.text
    assert "Say whether there was a complication" in page.text
    assert "The review cannot be before the treatment" in page.text
    assert page.form(address(entry))["reflection"] == "Kept."
    assert "Enter a day that has come" in save(hers, entry, 422, **AS_PLANNED, seen_on=day(2)).text
    assert held(app, "review") == []


def test_more_rows_are_given_without_saving(hers, app):
    entry = treated(app, 14)
    page = save(hers, entry, 200, **AS_PLANNED | LATE_DROOP, action="more")
    assert "events.1.kind" in page.form(address(entry))
    assert held(app, "review") == []


def test_a_model_who_did_not_come_back_leaves_nothing_to_say_and_ends_the_reminder(hers, app):
    entry = treated(app, 20)
    assert due(hers) == [address(entry)]
    save(hers, entry, result="not_seen")
    doc = held(app, "review")[0]["doc"]
    assert (doc["asymmetry"], doc["top_up"], doc["events"]) == ("", "", [])
    assert due(hers) == []
    assert "Did not come back" in read(hers, f"/entries/{entry['id']}").text


@pytest.mark.parametrize(
    ("days_ago", "set_on", "reminded"),
    [(11, None, False), (12, None, True), (40, None, True), (3, 2, True), (3, 3, False), (14, 30, False)],
)
def test_reminds_from_two_days_before_it_is_due(hers, app, days_ago, set_on, reminded):
    on = None if set_on is None else day(set_on)
    entry = treated(app, days_ago, aftercare={"review_due_on": on})
    assert due(hers) == ([address(entry)] if reminded else [])
    page = read(hers, f"/entries/{entry['id']}")
    assert "Review due" in page.text
    assert ("Do the review" in page.text) == reminded


def test_the_reminder_stays_until_a_review_exists(hers, app):
    entry = treated(app, 100)
    assert due(hers) == [address(entry)]
    told(app, a_review(entry, seen_on=day(-86)))
    assert due(hers) == []
    assert "Review due" not in read(hers, f"/entries/{entry['id']}").text


@pytest.mark.parametrize(
    "changes",
    [
        {"part": "observed", "points": [], "product": None},
        {"setting": "simulation"},
    ],
)
def test_nobody_asks_to_review_what_was_observed_or_simulated(hers, app, changes):
    entry = treated(app, 20, **changes)
    assert due(hers) == []
    assert address(entry) not in read(hers, f"/entries/{entry['id']}").links()
    assert "No review is asked for here" in read(hers, address(entry)).text


def test_a_case_taken_back_is_not_reviewed_any_more(hers, app):
    entry = treated(app, 20)
    form = read(hers, address(entry)).form(address(entry)) | AS_PLANNED
    told(app, a_withdrawal(entry))
    assert due(hers) == []
    answer = hers.post(address(entry), data=form, headers=ORIGIN)
    assert "No review is asked for here" in check(answer, address(entry), 422).text
    assert held(app, "review") == []


def test_the_same_form_sent_twice_is_one_review(hers, app):
    entry = treated(app, 14)
    form = read(hers, address(entry)).form(address(entry)) | AS_PLANNED
    for _ in range(2):
        assert hers.post(address(entry), data=form, headers=ORIGIN).status_code == 303
    assert len(held(app, "review")) == 1


def test_a_second_review_stands_beside_the_first(hers, app):
    entry = treated(app, 30)
    save(hers, entry, **AS_PLANNED | {"result": "partial", "top_up": "planned"}, seen_on=day(-15))
    page = read(hers, f"/entries/{entry['id']}")
    assert "Add another review" in page.text
    save(hers, entry, **AS_PLANNED)
    assert sorted(record["doc"]["seen_on"] for record in held(app, "review")) == [day(-15), day(0)]


def test_a_review_is_its_trainee_s_to_write(phone_of, app):
    entry = treated(app, 20)
    for somebody in (BEN, FEMI):
        read(phone_of(somebody), address(entry), 404)
        fields = AS_PLANNED | {"id": str(uuid4()), "mutation": str(uuid4()), "seen_on": day(0)}
        assert phone_of(somebody).post(address(entry), data=fields, headers=ORIGIN).status_code == 404
