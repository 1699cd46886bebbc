"""A list of trainees says how far each is with every gate of the set by which they are judged, and judges nobody."""

import csv

import pytest
from sqlalchemy import insert

from logbook import canonical, filters, instants, store
from logbook.eligibility import judging, requirements
from logbook.models import RequirementSet
from logbook.record import published
from tests.support.cast.clinic import told
from tests.support.cast.cohorts import made
from tests.support.cast.people import BEN, DAN, NORTH
from tests.support.cast.terms import excepted
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.asked import queries
from tests.support.server.reader import read


@pytest.fixture
def two_gates(app, office):
    """Ana is judged by a set of North's with two gates: a case under supervision, then five of the forehead."""
    raw = requirements.raw("generic-starter")
    rules = {rule["id"]: rule for rule in raw["gates"][0]["rules"]}
    gates = [
        {"id": "programme", "rules": [rules["supervised"] | {"min": 1}]},
        {"id": "hands_on", "label": "At the chair", "rules": [rules["forehead"], rules["reviews"]]},
    ]
    text = canonical.dumps({**raw, "key": "own-00000009", "version": 1, "gates": gates})
    columns = {"hash": canonical.digest(text), "programme_id": NORTH, "key": "own-00000009", "version": 1}
    columns |= {"text": text, "published_at": NOW, "published_by": DAN.id}
    with app.app_context(), store.writing() as connection:
        connection.execute(insert(RequirementSet).values(**columns))
        asked = published.by_hash(connection, [columns["hash"]])[columns["hash"]]
    office.moves(asked, "2026-01-05")
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")


def rows(desk, path):
    text = desk.get(path).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(text.splitlines()))


def test_lists_and_files_have_each_gate(app, phone_of, dan, ana, two_gates, monkeypatch):
    cohort, desk = made(app, [ana]), phone_of(dan)
    read(desk, "/cohort")
    monkeypatch.setattr(judging, "judge", None)
    for page in ("/cohort", f"/cohorts/{cohort}"):
        assert "Programme met, At the chair 0/2" in " ".join(read(desk, page).text.split()), page
    for file in ("/cohort/trainees.csv", f"/cohorts/{cohort}/trainees.csv"):
        [line] = rows(desk, file)
        assert (line["Gate: Programme"], line["Gate: At the chair"]) == ("met", "0 of 2"), file
    [line] = rows(desk, "/cohort/trainees.csv")
    assert line["Judged by"].endswith(", version 1")


@pytest.mark.parametrize(("days", "is_line"), [(20, True), (400, False)])
def test_what_ends_first_stands_in_the_file_and_where_it_is_soon_in_the_list(
    app, phone_of, dan, ana, days, is_line
):
    cohort, desk, ends = made(app, [ana]), phone_of(dan), instants.plus(instants.now(), days=days)[:10]
    with app.app_context(), store.writing() as connection:
        excepted(connection, instants.now(), "supervised", "waive", ends=ends)
    said = f"Done with the supervisor in the room holds until {filters.date(ends)}"
    for page in ("/cohort", f"/cohorts/{cohort}"):
        assert (said in " ".join(read(desk, page).text.split())) is is_line, page
    assert said in " ".join(read(desk, f"/cohort/{NORTH}/{ana.id}").text.split())
    for file in ("/cohort/trainees.csv", f"/cohorts/{cohort}/trainees.csv"):
        [line] = rows(desk, file)
        assert (line["Ends first"], line["On"]) == ("Done with the supervisor in the room", ends), file


@pytest.mark.both_databases
def test_the_list_asks_no_more_for_sets_of_one_s_own(app, phone_of, dan, ana, two_gates):
    desk = phone_of(dan)
    read(desk, "/cohort")
    with queries(app) as found:
        read(desk, "/cohort")
    assert len(found) <= 10
