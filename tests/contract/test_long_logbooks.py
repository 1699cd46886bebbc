"""A logbook longer than a page, drawn at random: pages made of the rows they show say what they say of all of it."""

from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from logbook import door, pages, store
from logbook.auth import sessions
from logbook.door.wanted import wanted
from logbook.office import roles
from logbook.pages import account, listing, paged, signoffs
from logbook.pages.clock import Clock
from logbook.statements.reading import UNNAMED
from tests.contract import twins
from tests.support import lanes
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.documents.statements import (
    a_review,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
    revised,
)
from tests.support.server.application import application

CLOCK = Clock(twins.NOW, twins.TZ)
CASES = 100
AREAS = ("glabella", "forehead", "crows_feet", "chin")
CODES = ("K7QF", "ABCD", "EFGH", "JKMN", "PQRS", *(f"Z{one}{two}Y" for one in "ABCDEF" for two in "2345"))
NAMED = (BEN.id, BEN.id, FEMI.id, "")
SHOWN = ("all", "waiting", "signed", "attention", "phone", "nonsense")


@pytest.fixture(scope="module")
def told(sqlite_seed, tmp_path_factory):
    """The application with a long logbook of Ana's, which Ben and Femi read; nobody confirmed Femi there."""
    path = tmp_path_factory.mktemp("long") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        with app.app_context(), store.writing() as connection:
            roles.enrol(connection, FEMI.id, NORTH, "supervisor", clinic.NOW)
        dice, entries = Random(lanes.seed()), []
        for _ in range(CASES):
            entries.append(a_case(app, dice))
        with app.app_context(), store.reading() as connection:
            persons = {who.id: sessions.person(connection, who.id) for who in (ANA, BEN)}
        with app.app_context():
            # Whoever looks first asks a worker for the gates, and no worker is here: whoever looks next makes them.
            for id in persons:
                store.snapshot(id)
            wholes = {id: store.snapshot(id) for id in persons}
        yield app, persons, wholes, entries


def a_case(app, dice):
    """The newest version of a case with whatever was said of it."""
    areas = [area for area in AREAS if dice.random() < 0.4] or ["forehead"]
    entry = an_entry(
        id=str(UUID(int=dice.getrandbits(128), version=4)),
        performed_on=f"2026-{dice.choice((9, 10, 11)):02}-{dice.randint(1, 20):02}",
        performed_at=f"{dice.randint(8, 17):02}:05",
        supervisor=dice.choice(NAMED),
        areas=areas,
        part=dice.choice(("supervised_direct", "assisted", "observed")),
        setting=dice.choice(("live_model", "live_model", "live_model", "simulation")),
        model={"code": dice.choice(CODES)},
        aftercare={"review_due_on": dice.choice((None, None, "2026-11-15", "2026-12-01"))},
    )
    # Nowhere on the drawing, so that any area will do.
    entry["points"] = [
        point | {"area": areas[0], "x": None, "y": None} for point in entry["points"][: len(areas)]
    ]
    if dice.random() < 0.3:
        entry["events"] = [an_event()]
    clinic.told(app, entry)
    if entry["supervisor"] and dice.random() < 0.7:
        entry = answered(app, dice, entry)
    elif dice.random() < 0.2:
        clinic.told(app, a_withdrawal(entry))
        return entry
    if dice.random() < 0.3:
        events = [an_event()] if dice.random() < 0.5 else []
        clinic.told(app, a_review(entry, seen_on=f"{entry['performed_on'][:8]}20", events=events))
    return entry


def an_event():
    return {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}


def answered(app, dice, entry):
    """Answered by whom it names; maybe answered back, or a new version while the signature stands."""
    by = replace(BEN if entry["supervisor"] == BEN.id else FEMI, programme=NORTH)
    corrected = [{"seen": f"Too deep {dice.randint(1, 9)}", "correction": "Less", "repeat": False}]
    corrections = corrected if dice.random() < 0.5 else []
    if dice.random() < 0.3:
        clinic.told(app, a_signoff(entry, by, verdict="returned", corrections=corrections), by)
        if dice.random() < 0.5:
            return clinic.told(app, revised(entry, place="Room 9"))
        return entry
    # In the evening of the day: a page of signatures reads a few hours more than its own.
    evening = f"{entry['performed_on']}T{dice.randint(18, 23)}:00:00Z"
    signature = clinic.told(
        app, a_signoff(entry, by, corrections=corrections, signed_at=evening), by, grade="C"
    )
    if dice.random() < 0.2:
        clinic.told(app, a_withdrawal(signature, by), by)
    elif dice.random() < 0.3:
        return clinic.told(app, amended(entry, signature, place="Room 7"))
    return entry


def lists(dice):
    """Queries of the list, each narrowed by some of what narrows it."""
    for _ in range(lanes.many(60, 1000)):
        given = {
            "area": dice.choice(("", "", *AREAS)),
            "supervisor": dice.choice(("", "", "", BEN.id, FEMI.id, UNNAMED, ANA.id)),
            "only": dice.choice(("", "", "complication", "review")),
            "show": dice.choice(SHOWN),
            "page": dice.choice(("", "2", "3")),
            "q": dice.choice(("", "", "", "", "", "glabella")),
        }
        yield {name: value for name, value in given.items() if value}


def compared(told, who, page, request):
    """The part that is read for a page, after both were found to say the same."""
    app, persons, wholes, _ = told
    with app.app_context():
        part = store.part(persons[who.id], wanted(persons[who.id], page, request, CLOCK))
    made = twins.here(page.__name__, part, request).page
    assert made == twins.here(page.__name__, wholes[who.id], request).page, request
    return part


def test_lists_read_the_rows_they_show(told, monkeypatch):
    monkeypatch.setattr(listing, "A_PAGE", 5)
    monkeypatch.setattr(door.wanted, "A_PAGE", 5)
    dice, most = Random(lanes.seed()), 0
    for query in lists(dice):
        for who, more in ((ANA, {}), (BEN, {"trainee": ANA.id})):
            part = compared(told, who, pages.entries_index, twins.asked("/entries", query=query | more))
            if who is ANA and "q" not in query and query.get("page") is None:
                most = max(most, len(part["records"]["entry"]))
    assert 5 <= most < 15


@pytest.mark.parametrize("rows", [1, 3, 5])
@pytest.mark.parametrize("page", [pages.signoffs_index, pages.signoffs_signed])
def test_a_queue_reads_the_rows_of_one_page(told, monkeypatch, page, rows):
    for module in (signoffs, paged, door.wanted):
        monkeypatch.setattr(module, "A_PAGE", rows)
    path = "/signoffs" if page is pages.signoffs_index else "/signoffs/signed"
    whole = page(told[2][BEN.id], twins.asked(path), CLOCK, twins.shell.data())["paged"]
    assert whole["of"] > 2
    read = set()
    for number in range(1, whole["of"] + 2):
        # A case just answered is read beside the page, though it is older or newer than all of it.
        done = told[3][number % CASES]["id"]
        part = compared(told, BEN, page, twins.asked(path, query={"page": str(number), "done": done}))
        read |= {record["id"] for record in part["records"]["entry"]}
        assert len(part["records"]["entry"]) < rows + 24
    assert len(read) > rows


def test_reviews_due_are_read_a_page_at_a_time(told, monkeypatch):
    for module in (account, paged, door.wanted):
        monkeypatch.setattr(module, "A_PAGE", 4)
    whole = pages.todo(told[2][ANA.id], twins.asked("/todo"), CLOCK, twins.shell.data())
    assert whole["paged"]["of"] > 2
    seen = []
    for number in range(1, whole["paged"]["of"] + 1):
        request = twins.asked("/todo", query={"page": str(number)})
        compared(told, ANA, pages.todo, request)
        made = pages.todo(told[2][ANA.id], request, CLOCK, twins.shell.data())
        seen += [row["id"] for row in made["reviews"]]
    assert len(seen) == len(set(seen)) == 4 * (number - 1) + len(made["reviews"])


def test_both_languages_draw_a_page_of_a_queue_alike(told):
    app, persons, _, _ = told
    for name, path in (("signoffs_index", "/signoffs"), ("signoffs_signed", "/signoffs/signed")):
        for number in ("1", "2", "99"):
            request = twins.asked(path, query={"page": number})
            with app.app_context():
                part = store.part(
                    persons[BEN.id], wanted(persons[BEN.id], getattr(pages, name), request, CLOCK)
                )
            assert twins.here(name, part, request).html == twins.there(name, part, request).html
    assert "signatures" in part


def test_a_long_queue_is_divided_alike_in_both_languages(told):
    app, persons, wholes, _ = told
    records = wholes[BEN.id]["records"]
    # So many copies that the real page is too short for them.
    many = [
        entry | {"id": f"{entry['id'][:-2]}{place:02}"} for entry in records["entry"] for place in range(9)
    ]
    many = [entry | {"doc": entry["doc"] | {"id": entry["id"]}} for entry in many]
    snapshot = wholes[BEN.id] | {
        "records": records | {"entry": many, "signoff": [], "review": [], "withdrawal": []}
    }
    for number in ("1", "2", "3", "99"):
        request = twins.asked("/signoffs", query={"page": number})
        here, there = (draw("signoffs_index", snapshot, request) for draw in (twins.here, twins.there))
        assert here.page == there.page and here.html == there.html
        assert here.page["paged"]["of"] > 2
        assert sum(len(day["rows"]) for group in here.page["groups"] for day in group["days"]) <= 50


def test_both_languages_draw_a_counted_list_alike(told):
    app, persons, _, _ = told
    for show in SHOWN:
        request = twins.asked("/entries", query={"show": show, "area": "chin", "only": "complication"})
        with app.app_context():
            part = store.part(persons[ANA.id], wanted(persons[ANA.id], pages.entries_index, request, CLOCK))
        assert "listed" in part
        assert (
            twins.here("entries_index", part, request).html
            == twins.there("entries_index", part, request).html
        )


def test_other_pages_of_a_trainee_read_what_they_show(told):
    entries, dice = told[3], Random(lanes.seed())
    for page, path in ((pages.me, "/me"), (pages.progress, "/progress"), (pages.todo, "/todo")):
        compared(told, ANA, page, twins.asked(path))
    for entry in dice.sample(entries, lanes.many(12, CASES)):
        part = compared(told, ANA, pages.entry_show, twins.asked(f"/entries/{entry['id']}", entry["id"]))
        assert len(part["records"]["entry"]) < CASES / 2
        compared(told, ANA, pages.entry_form, twins.asked(f"/entries/{entry['id']}/edit", entry["id"]))
        source = {"from": entry["id"]}
        compared(told, ANA, pages.entry_form, twins.asked("/entries/new", query=source))
        sheet = f"/entries/{entry['id']}/signoff"
        compared(told, BEN, pages.signoff_sheet, twins.asked(sheet, entry["id"]))


def test_notices_read_the_cases_of_the_newest_things_and_count_what_they_list(told):
    for who in (ANA, BEN):
        part = compared(told, who, pages.notices, twins.asked("/notices"))
        made = pages.notices(told[2][who.id], twins.asked("/notices"), CLOCK, twins.shell.data())
        assert part["news"] == made["news"] - sum(row["is_new"] for row in _of_the_office(made)) > 15
    kinds = {row["icon"] for day in made["days"] for row in day["rows"]}
    assert {"pen"} <= kinds


def _of_the_office(made):
    return [row for day in made["days"] for row in day["rows"] if not row["href"].startswith("/entries/")]


def test_the_form_of_a_new_case_reads_what_it_offers(told):
    dice = Random(lanes.seed())
    compared(told, ANA, pages.entry_form, twins.asked("/entries/new", query={"from": "last"}))
    for code in dice.sample(CODES, lanes.many(8, len(CODES))):
        for action in ("look", "same", f"seen {code}"):
            fields = {"model.code": [f" {code.lower()}"], "action": [action], "performed_on": ["2026-11-02"]}
            fields |= {"id": [twins.IDS["entry"]], "model.sex": ["male"]}
            compared(told, ANA, pages.entry_form, twins.asked("/entries/new", fields=fields))


def test_what_is_to_be_done_is_counted_as_the_page_lists_it(told):
    app, persons, wholes, _ = told
    with app.app_context():
        part = store.part(persons[ANA.id], wanted(persons[ANA.id], pages.me, twins.asked("/me"), CLOCK))
    listed = pages.todo(wholes[ANA.id], twins.asked("/todo"), CLOCK, twins.shell.data())
    assert part["needing"] == len(listed["asked"]) + len(listed["reviews"]) + len(listed["unnamed"]) > 5
