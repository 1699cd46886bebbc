"""A draft becomes a version: judged first, then one exact text for ever; nobody is moved by it, and of two who publish
at once one wins."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, func, select, update

from logbook import canonical, instants, store
from logbook.models import Audit, Document, Enrolment, Membership, Programme, RequirementSet, SetDraft
from logbook.office import enrolments
from logbook.office.requirements import publishing
from logbook.permissions import Person
from logbook.record import published, terms
from logbook.record.judged import judged
from logbook.record.published import text_of
from tests.support.cast import clinic
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

LATER = "2031-01-01"


def versions(app):
    """What North has published, the oldest first."""
    return ask(app, select(*RequirementSet.__table__.columns).where(RequirementSet.programme_id == NORTH))


def dan_himself():
    """Dan, as acts of the office name him."""
    return Person(DAN.id, DAN.name, DAN.email, "", "", "", {NORTH: frozenset({"coordinator"})})


def hers(app, asked=None):
    """Ana's whole result today, as a canonical text."""
    with app.app_context(), store.reading() as connection:
        found = judged(connection, ANA.id, NORTH, instants.now()[:10], asked)
    return canonical.dumps(found.result, deeper=4), found


def test_what_is_published_is_the_draft_with_its_key_and_number(app, dans):
    dans.fills("rules/glabella", min="7")
    doc = dans.doc()
    page = dans.publishes()
    [row] = versions(app)
    assert row.text == text_of(doc | {"version": 1}) and row.hash == canonical.digest(row.text)
    assert (row.version, row.published_by, row.until) == (1, DAN.id, None)
    assert "Version 1 is published." in page.text and "Published by Dan Weiss on" in page.text
    assert row.hash[:12] in page.text and "at least 7 cases" in page.text
    [draft] = ask(app, select(SetDraft.published_hash, SetDraft.ended_at))
    assert draft.published_hash == row.hash and dans.client.get(dans.draft).status_code == 404


def test_nobody_is_moved_and_newcomers_are_asked_it_where_that_is_ticked(app, dans):
    before, _ = hers(app)
    page = read(dans.client, f"{dans.draft}/publication")
    assert "Nobody is moved by publishing" in page.text
    dans.publishes(newcomers="1")
    [row] = versions(app)
    [asked] = ask(app, select(Programme.requirement_set).where(Programme.id == NORTH))
    assert asked.requirement_set == row.key and hers(app)[0] == before
    page = read(dans.client, f"/requirements?programme={NORTH}")
    assert "Nobody is judged by it; newcomers are asked it" in page.text
    joined(app, CLEO, NORTH, "trainee")
    with app.app_context(), store.reading() as connection:
        usual = published.newest(connection, [row.key])[row.key]
        there = terms.under(connection, NORTH, usual, instants.now()[:10])
    assert there[CLEO.id] == row.hash and there[ANA.id] != row.hash


def test_it_is_not_asked_of_newcomers_where_that_is_not_ticked(app, dans):
    dans.publishes()
    [asked] = ask(app, select(Programme.requirement_set).where(Programme.id == NORTH))
    assert asked.requirement_set == "generic-starter"


def test_phones_are_told_the_set_and_lose_the_old_one(app, dans, phone_of, ana):
    phone = Phone(phone_of(ana), ana)
    phone.sync()
    assert ("requirements", "generic-starter") in phone.docs
    dans.publishes(newcomers="1")
    phone.sync()
    [row] = versions(app)
    assert ("requirements", row.key) in phone.docs and ("requirements", "generic-starter") not in phone.docs
    [kept] = ask(app, select(Document.text).where(Document.kind == "requirements", Document.id == row.key))
    assert json.loads(kept.text)["version"] == 1
    dans.copies(f"/requirements/{NORTH}/{row.hash}")
    dans.fills("rules/glabella", min="9")
    assert (
        "Newcomers are asked this version from now on" in read(dans.client, f"{dans.draft}/publication").text
    )
    dans.publishes()
    phone.sync()
    told = json.loads(phone.docs["requirements", row.key]["stmt"])
    assert told["version"] == 2


@pytest.mark.both_databases
def test_the_version_before_ends_on_a_day_and_its_trainees_go_on_to_the_next(app, dans):
    dans.publishes(newcomers="1")
    [first] = versions(app)
    with app.app_context(), store.writing() as connection:
        asked = published.by_hash(connection, [first.hash])[first.hash]
        person = dan_himself()
        enrolments.enrol(
            connection,
            [enrolments.Whose(ANA.id, NORTH)],
            asked,
            instants.now()[:10],
            "new_version",
            person,
            instants.now(),
        )
    dans.copies(f"/requirements/{NORTH}/{first.hash}")
    page = read(dans.client, f"{dans.draft}/publication")
    assert "1 trainee stays under version 1" in page.text and "It asks the same as version 1" in page.text
    page = dans.publishes(422, until="2020-01-01")
    assert "Choose a day to come" in page.text
    dans.publishes(until=LATER)
    first, second = sorted(versions(app), key=lambda row: row.version)
    assert (first.until, second.until, second.version) == (LATER, None, 2)
    with app.app_context(), store.reading() as connection:
        asked = published.by_hash(connection, [second.hash])[second.hash]
        now = terms.under(connection, NORTH, asked, instants.now()[:10])
        then = terms.under(connection, NORTH, asked, LATER)
    assert now[ANA.id] == first.hash and then[ANA.id] == second.hash
    assert "From 1 January 2031 on the next version takes its place." in (
        read(dans.client, f"/requirements/{NORTH}/{first.hash}").text
    )


def test_what_rules_are_called_now_is_kept_in_the_version(app, dans):
    dans.publishes()
    [first] = versions(app)
    dans.copies(f"/requirements/{NORTH}/{first.hash}")
    dans.presses("remove:glabella")
    dans.presses("remove:crows-feet")
    dans.adds("hands_on", "cases", "Between the brows")
    page = read(dans.client, f"{dans.draft}/publication")
    assert "“Glabella” is now called" in page.text and "“Crow’s feet” is now called" in page.text
    dans.publishes(**{"renames.glabella": "between-the-brows", "renames.forged": "observed"})
    second = max(versions(app), key=lambda row: row.version)
    assert json.loads(second.text)["renames"] == {"glabella": "between-the-brows"}
    dans.copies(f"/requirements/{NORTH}/{second.hash}")
    assert "is now called" not in read(dans.client, f"{dans.draft}/publication").text
    dans.presses("remove:between-the-brows")
    dans.publishes()
    third = max(versions(app), key=lambda row: row.version)
    assert "renames" not in json.loads(third.text)


def test_a_set_with_faults_is_refused_with_all_of_them(app, dans):
    dans.fills("rules/glabella", min="5", max="3")
    dans.fills("rules/reviews", min="120")
    page = read(dans.client, f"{dans.draft}/publication")
    assert "It cannot be published yet" in page.text
    dans.adds("hands_on", "one_of", "Ways")
    page = read(dans.client, f"{dans.draft}/publication")
    for words in (
        "Glabella: At most 3 may count, and 5 are asked for.",
        "Reviewed after two weeks: A share is a percentage from 1 to 100.",
        "Ways: A choice has at least two ways.",
    ):
        assert words in page.text
    form = dans.page().form(dans.draft) | {"version": "1"}
    check(dans.client.post(f"{dans.draft}/publication", data=form), "publication", 422)
    assert versions(app) == []


@pytest.mark.both_databases
def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(app, dans, phone_of, cleo):
    dans.publishes()
    [first] = versions(app)
    address = f"/requirements/{NORTH}/{first.hash}"
    joined(app, CLEO, NORTH, "coordinator")
    other = dans.beside(phone_of(cleo))
    dans.copies(address)
    other.copies(address)
    sent = []
    for one in (dans, other):
        path = f"{one.draft}/publication"
        sent.append((one.client, path, read(one.client, path).form(path)))
    with ThreadPoolExecutor(2) as pool:
        found = [*pool.map(lambda one: one[0].post(one[1], data=one[2]).status_code, sent)]
    assert sorted(found) == [303, 409]
    assert sorted(row.version for row in versions(app)) == [1, 2]
    assert ask(app, select(func.count()).where(SetDraft.ended_at.is_(None)))[0][0] == 1


@pytest.mark.both_databases
def test_one_draft_is_published_once(app, dans):
    path = f"{dans.draft}/publication"
    form = read(dans.client, path).form(path)
    with ThreadPoolExecutor(2) as pool:
        found = [*pool.map(lambda _: dans.client.post(path, data=form).status_code, range(2))]
    assert 303 in found and len(versions(app)) == 1


def test_a_draft_that_was_changed_since_it_was_looked_at_is_not_published(app, dans):
    path = f"{dans.draft}/publication"
    form = read(dans.client, path).form(path)
    dans.fills("rules/glabella", min="7")
    page = check(dans.client.post(path, data=form), path, 409)
    assert "This draft was changed or published meanwhile" in page.text and versions(app) == []


def test_it_is_in_the_list_of_what_was_done(app, dans):
    dans.publishes()
    assert "A version of a requirement set was published" in read(dans.client, "/office/audit").text
    [row] = ask(app, select(Audit.__table__.columns.event).where(Audit.event == "set_published"))
    assert row.event == "set_published"


def tried_by(dans, path):
    page = read(dans.client, path)
    return page, [
        " ".join(f"{line('div')[0].get_text(' ')} {line('div')[2].get_text(' ')}".split())
        for line in page.soup.select("main ul.rows > li")
    ]


def test_a_trial_is_the_real_result_to_the_byte_and_changes_nothing(app, dans):
    for number in range(3):
        case = clinic.told(app, an_entry(id=f"40000000-0000-4000-8000-00000000000{number}"))
        if number:
            clinic.told(
                app, a_signoff(case, id=f"41000000-0000-4000-8000-00000000000{number}"), by=BEN, grade="C"
            )
    dans.fills("rules/glabella", min="2")
    ways = dans.adds("hands_on", "one_of", "Ways")
    dans.adds(ways, "cases", "One", min="1", setting=["live_model"])
    dans.adds(ways, "hours", "Two")
    before = hers(app)[0], versions(app)
    page, tried = tried_by(dans, f"{dans.draft}/trial")
    assert "Changes nothing" in page.text and "0 of 1 would be ready; under the present one 0" in page.text
    assert (hers(app)[0], versions(app)) == before
    with app.app_context(), store.reading() as connection:
        row = connection.execute(select(*SetDraft.__table__.columns)).one()
        seen = publishing.preview(connection, row, json.loads(row.text))
    expected, tried_result = hers(app, seen)
    dans.publishes()
    [made] = versions(app)
    assert made.hash == seen.hash
    with app.app_context(), store.writing() as connection:
        asked = published.by_hash(connection, [made.hash])[made.hash]
        whose, dan = [enrolments.Whose(ANA.id, NORTH)], dan_himself()
        enrolments.enrol(connection, whose, asked, instants.now()[:10], "new_version", dan, instants.now())
    real, _ = hers(app)
    assert real == expected
    rules = [rule for gate in tried_result.result["gates"] for rule in gate["rules"]]
    unmet = [rule for rule in rules if rule["state"] not in ("met", "waived", "not_asked")]
    assert len(tried) == 1 and all(f"{one['counted']} of {one['required']}" in tried[0] for one in unmet)
    page, again = tried_by(dans, f"/requirements/{NORTH}/{made.hash}/trial")
    assert (
        "Now, missing as well Nothing Under this set, missing as well Nothing" in page.text
        and "Starter set, version 1" in page.text
    )
    assert all(f"{one['counted']} of {one['required']}" in again[0] for one in unmet)


def test_a_trial_of_a_small_programme_is_one_page(app, dans):
    clinic.trainees(app, 30)
    assert "0 of 31 would be ready; under the present one 0" in read(dans.client, f"{dans.draft}/trial").text


def test_a_trial_of_more_has_pages_of_25(app, dans):
    clinic.trainees(app, 55)
    page = read(dans.client, f"{dans.draft}/trial")
    assert "of those on this page" in page.text and "Page 1 of 3" in page.text
    assert len(page.soup.select("main ul.rows > li")) == 25
    page = read(dans.client, f"{dans.draft}/trial?q=Trainee+017")
    assert len(page.soup.select("main ul.rows > li")) == 1
    assert "Nobody is found for “zebra”." in read(dans.client, f"{dans.draft}/trial?q=zebra").text


def test_a_trial_where_nobody_trains_says_so(app, dans):
    with app.app_context(), store.writing() as connection:
        connection.execute(
            update(Membership).where(Membership.role == "trainee").values(ended_at="2026-11-20T00:00:00Z")
        )
        connection.execute(delete(Enrolment))
    assert "Nobody trains here yet" in read(dans.client, f"{dans.draft}/trial").text


def test_what_changed_is_said_by_rule(dans):
    dans.fills("rules/glabella", min="7")
    dans.fills("rules/forehead", min="2")
    dans.fills("rules/observed", within="months", within_n="12", caps="none")
    dans.fills("rules/models", label="Other models")
    dans.presses("remove:crows-feet")
    dans.adds("hands_on", "cases", "Chin", areas=["chin"])
    said = read(dans.client, f"{dans.draft}/beside").text
    assert "6 rules are not the same" in said
    assert "Glabella asks more Was: at least 5 cases;" in said and "Forehead asks less Was:" in said
    assert "Observed asks something else" in said and "Chin new Now: at least 1 case" in said
    assert "Crow’s feet no longer asked Was: at least 5 cases" in said
    assert "Was: Different models: at least 10 different models" in said
