"""What was done cannot lie ahead: cautioned from an hour on, refused from a day on, through every door."""

from datetime import UTC, datetime, timedelta

import pytest

from logbook import instants, kinds
from logbook.models import Entry, Statement
from logbook.pages.clock import Clock
from tests.contract.twins import TZ
from tests.store.conftest import desk  # noqa: F401  (a fixture)
from tests.support.cast.clinic import answers
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import NOW, a_review, a_signoff, a_withdrawal, an_entry
from tests.support.server.reader import check, read

PAST = {
    "performed_on": lambda day: an_entry(performed_on=day),
    "recorded_at": lambda day: an_entry(recorded_at=f"{day}T10:05:00Z"),
    "product.reconstituted_at": lambda day: an_entry(product={"reconstituted_at": f"{day}T10:05"}),
    "events.0.resolved_on": lambda day: an_entry(events=[EVENT | {"resolved_on": day}]),
}
EVENT = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}
EVENT |= {"reported_to": "none", "supervisor_told": True}


def day(ahead):
    """A day so many days after NOW."""
    return instants.plus(NOW, days=ahead)[:10]


def soon(**ahead):
    """The wall in London so long after this moment."""
    return Clock(instants.now(), TZ).local(instants.plus(instants.now(), **ahead))


@pytest.mark.parametrize("typ", ["entry", "signoff", "withdrawal", "review"])
@pytest.mark.finding("field.F2", "attack.H6")
def test_each_date_and_instant_says_whether_it_is_past(typ):
    tenses = {path: rule["tense"] for path, rule in kinds.rules(typ).items() if "tense" in rule}
    assert (
        tenses
        == {
            "entry": {
                "performed_on": "past",
                "recorded_at": "past",
                "product.expires_on": "future",
                "product.reconstituted_at": "past",
                "aftercare.review_due_on": "future",
            },
            "signoff": {"signed_at": "past"},
            "withdrawal": {"at": "past"},
            "review": {"seen_on": "past"},
        }[typ]
    )
    events = kinds.rules(typ).get("events", {}).get("columns", {})
    assert events.get("resolved_on", {"tense": "past"})["tense"] == "past"
    # Phones learn it with the form.
    drawn = [item for section in kinds.forms()["entry"] for item in section["items"]]
    assert next(item for item in drawn if item["name"] == "performed_at")["rule"]["on"] == "performed_on"


@pytest.mark.parametrize("path", PAST)
@pytest.mark.finding("attack.M4", "attack.H6", "field.F2", "use.B2")
def test_an_entry_a_day_ahead_of_the_server_is_refused_beside_its_field(desk, path):  # noqa: F811
    for ahead in (2, 3, 200, 20_000):
        verdict = desk.one(ANA, PAST[path](day(ahead)), now=NOW)
        assert (verdict["status"], verdict["code"], list(verdict["fields"])) == (
            *("rejected", "field_invalid"),
            [path],
        )
        assert "ahead" in verdict["fields"][path][0]
    assert desk.rows(Entry) == []
    for fine in (0, -1, -3):
        assert desk.one(ANA, PAST[path](day(fine)), now=NOW)["status"] == "applied"


@pytest.mark.parametrize("tz", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/London", "Nowhere/Land"])
@pytest.mark.finding("field.F2")
def test_a_day_is_judged_by_the_zone_of_its_statement(desk, tz):  # noqa: F811
    there = Clock(NOW, tz if tz != "Nowhere/Land" else "Etc/GMT-14").local
    for minutes, status in ((-60, "applied"), (60, "applied"), (1439, "applied"), (1441, "rejected")):
        wall = there(instants.plus(NOW, minutes=minutes))
        doc = an_entry(
            performed_on=wall[:10], performed_at=wall[11:], tz=tz, product={"reconstituted_at": None}
        )
        assert desk.one(ANA, doc, now=NOW)["status"] == status, (tz, minutes)


@pytest.mark.finding("attack.H6")
def test_answers_withdrawals_and_reviews_from_days_ahead_are_refused(desk):  # noqa: F811
    entry = an_entry()
    desk.one(ANA, entry)
    ahead = instants.plus(NOW, days=3)
    back = a_signoff(entry, verdict="returned", signed_at=ahead)
    for somebody, doc, path in (
        (BEN, back, "signed_at"),
        (ANA, a_withdrawal(entry, at=ahead), "at"),
        (ANA, a_review(entry, seen_on=ahead[:10]), "seen_on"),
        (
            ANA,
            a_review(entry, seen_on=NOW[:10], events=[EVENT | {"resolved_on": ahead[:10]}]),
            "events.0.resolved_on",
        ),
        (BEN, back | {"signed_at": "9999-12-31T23:59:59Z"}, "signed_at"),
    ):
        verdict = desk.one(somebody, doc, now=NOW)
        assert (verdict["status"], list(verdict["fields"])) == ("rejected", [path])


@pytest.mark.finding("attack.M4")
def test_the_form_without_a_worker_refuses_beside_the_field(phone_of):
    client = phone_of(ANA)
    ahead = soon(days=200)
    fields = read(client, "/entries/new").form("/entries/new") | answers(performed_on=ahead[:10])
    page = check(client.post("/entries/new", data=fields), "/entries/new", 422)
    field = page.soup.find(id="f-performed_on")
    assert field["aria-invalid"] == "true" and field["value"] == ahead[:10]
    assert "days ahead. Enter the date of the treatment." in page.text


@pytest.mark.finding("field.F2")
def test_a_phone_with_a_fast_clock_is_told_so_and_its_statement_is_refused_as_that(app, phone_of):
    fast = datetime.now(UTC) + timedelta(days=3)
    doc = an_entry(
        performed_on=f"{fast:%Y-%m-%d}",
        performed_at=f"{fast:%H:%M}",
        recorded_at=f"{fast:%Y-%m-%dT%H:%M:%S}Z",
    )
    answer = post(phone_of(ANA), envelope(ANA, doc, client_now=f"{fast:%Y-%m-%dT%H:%M:%S}.000Z")).get_json()
    [verdict] = answer["results"]
    assert (verdict["status"], verdict["code"]) == ("rejected", "clock_ahead")
    assert verdict["fields"]["base"] == ["Your device’s clock is 3 days ahead of ours."]
    assert set(verdict["fields"]) == {"performed_on", "recorded_at", "base"}


@pytest.mark.finding("attack.H6")
def test_what_an_earlier_build_stored_is_a_repetition_and_no_refusal(desk, monkeypatch):  # noqa: F811
    doc = an_entry(performed_on="2062-05-01")
    with monkeypatch.context() as earlier:
        earlier.setattr("logbook.store.dates.refused", lambda *given: None)
        assert desk.one(ANA, doc)["status"] == "applied"
    assert desk.one(ANA, doc)["status"] == "applied"
    assert len(desk.rows(Statement)) == 1
