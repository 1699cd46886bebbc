"""What the server reads for a page is enough for it: the page says the same as from everything an account holds."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from logbook import door, pages, shell, store
from logbook.auth import sessions
from logbook.door.wanted import wanted
from logbook.models import Membership
from logbook.pages import paged, signoffs
from logbook.pages.clock import Clock
from logbook.pages.registered import TEMPLATES
from tests.contract import twins, visits, world
from tests.support.cast import clinic, people
from tests.support.cast.clinic import joined
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application

CLOCK = Clock(twins.NOW, twins.TZ)
BY_NAME = {page.__name__: page for page in TEMPLATES}


@pytest.fixture(scope="module")
def told(sqlite_seed, tmp_path_factory):
    """The application of the world of `world.py`, and what each of the cast holds in it."""
    path = tmp_path_factory.mktemp("world") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        yield app, world.tell(app)


@pytest.fixture(scope="module")
def parts(told):
    """(what is visited, page function's name, request, whole snapshot, the part that is read for it), read once"""
    return list(_parts(*told))


def _parts(app, snapshots):
    for what, (account, name, request) in visits.all_visits(snapshots).items():
        with app.app_context(), store.reading() as connection:
            person = sessions.person(connection, getattr(people, account.upper()).id)
        which = wanted(person, BY_NAME[name], request, CLOCK)
        with app.app_context():
            yield what, name, request, snapshots[account], store.part(person, which)


def test_a_page_made_of_the_part_it_needs_says_what_it_says_of_the_whole(parts):
    narrower = set()
    for what, name, request, whole, part in parts:
        assert twins.page_here(name, part, request) == twins.page_here(name, whole, request), what
        if len(part["records"]["entry"]) < len(whole["records"]["entry"]):
            narrower.add(name)
    assert {"me", "signoffs_index", "signoff_withdraw", "trainees"} <= narrower, (
        "where all is read, nothing is shown"
    )


def test_both_languages_read_cases_that_were_counted_alike(parts):
    for what, name, request, _, part in parts:
        if "tallies" in part or "signatures" in part:
            assert twins.here(name, part, request).html == twins.there(name, part, request).html, what


def test_signatures_are_read_a_page_at_a_time_and_counted_all(told, monkeypatch):
    for module in (signoffs, paged, door.wanted):
        monkeypatch.setattr(module, "A_PAGE", 2)
    app, snapshots = told
    with app.app_context(), store.reading() as connection:
        ben = sessions.person(connection, people.BEN.id)
    for page in ("1", "2", "9"):
        request = twins.asked("/signoffs/signed", query={"page": page})
        which = wanted(ben, pages.signoffs_signed, request, CLOCK)
        with app.app_context():
            part = store.part(ben, which)
        made = twins.here("signoffs_signed", part, request).page
        assert made == twins.here("signoffs_signed", snapshots["ben"], request).page
        left = part["signatures"]["all"] - 2 * (made["paged"]["page"] - 1)
        assert len(made["rows"]) == min(2, left) > 0
    assert part["signatures"]["all"] > part["signatures"]["standing"] > 2


def test_every_page_that_the_server_draws_is_visited_here(parts):
    assert {name for _, name, *_ in parts} == set(shell.PAGES)


def test_who_left_one_programme_is_still_led_to_what_they_signed_in_another(app):
    joined(app, people.BEN, people.SOUTH, "supervisor")
    for trainee in (people.CLEO, people.ANA):
        entry = an_entry(trainee=trainee.id, programme=trainee.programme)
        clinic.told(app, entry, by=trainee)
        by = replace(people.BEN, programme=trainee.programme)
        clinic.told(app, a_signoff(entry), by=by, grade="C")
    with app.app_context(), store.writing() as connection:
        [post] = connection.scalars(
            select(Membership.id).where(
                Membership.person_id == people.BEN.id, Membership.programme_id == people.SOUTH
            )
        )
        connection.execute(update(Membership).where(Membership.id == post).values(ended_at=clinic.NOW))
    with app.app_context(), store.reading() as connection:
        ben = sessions.person(connection, people.BEN.id)
    with app.app_context():
        request = twins.asked("/signoffs")
        part = store.part(ben, wanted(ben, pages.signoffs_index, request, CLOCK))
        whole = store.snapshot(ben.id)
    made = twins.here("signoffs_index", part, request).page
    assert made == twins.here("signoffs_index", whole, request).page
    assert made["signed"] and len(part["records"]["entry"]) == 1
