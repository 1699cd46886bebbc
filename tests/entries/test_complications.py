"""Complications of a case: told with who knows of them; those of older builds stay readable and can be changed."""

from uuid import uuid4

from tests.support.cast.clinic import ORIGIN, answers, held, told
from tests.support.documents.statements import an_entry
from tests.support.server.reader import check, read

OLD = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "advice", "resolved_on": None}
TOLD = {
    "events.any": ["yes"],
    "events.0.kind": ["eyelid_ptosis"],
    "events.0.severity": ["moderate"],
    "events.0.onset_day": ["5"],
    "events.0.action": ["referred"],
    "events.0.supervisor_told": ["no"],
    "events.0.reported_to": ["medwatch"],
}


def save(client, path, fields):
    answer = client.post(path, data=fields, headers=ORIGIN)
    assert answer.status_code == 303, answer.text[:600]


def test_a_complication_says_who_was_told_and_where_it_was_reported(hers, app):
    save(hers, "/entries/new", answers() | TOLD)
    record = held(app, "entry")[0]
    event = record["doc"]["events"][0]
    assert (event["supervisor_told"], event["reported_to"]) == (False, "medwatch")
    text = read(hers, f"/entries/{record['id']}").text
    assert "Supervisor not told yet." in text
    assert "Reported to: FDA MedWatch (US)." in text


def test_what_is_not_said_is_kept_as_not_said(hers, app):
    silent = {"events.0.supervisor_told": [""], "events.0.reported_to": [""]}
    save(hers, "/entries/new", answers() | TOLD | silent)
    event = held(app, "entry")[0]["doc"]["events"][0]
    assert (event["supervisor_told"], event["reported_to"]) == (None, "")


def test_nobody_yet_is_an_answer_too(hers, app):
    save(hers, "/entries/new", answers() | TOLD | {"events.0.reported_to": ["none"]})
    [record] = held(app, "entry")
    assert "Reported to: nobody yet." in read(hers, f"/entries/{record['id']}").text


def test_a_complication_of_an_older_build_is_shown_and_gains_the_later_answers_when_changed(hers, app):
    entry = told(app, an_entry(events=[OLD]))
    page = read(hers, f"/entries/{entry['id']}")
    assert "Bruising" in page.text
    assert "Supervisor" not in page.soup.select("[aria-labelledby=events]")[0].get_text()
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    assert (form["events.0.kind"], form["events.0.supervisor_told"]) == ("bruising", "")
    save(hers, path, form | {"events.0.supervisor_told": "yes", "mutation": str(uuid4())})
    assert held(app, "entry")[0]["doc"]["events"] == [OLD | {"supervisor_told": True, "reported_to": ""}]


def test_yes_without_a_complication_is_asked_about(hers):
    page = check(
        hers.post("/entries/new", data=answers(events__any="yes"), headers=ORIGIN), "/entries/new", 422
    )
    assert "Record the complication" in page.text
