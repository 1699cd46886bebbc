"""One document, one template, two servers: Flask and the phone draw every page alike, byte for byte."""

import functools
import random

import pytest
from jinja2 import meta

from logbook import shell
from tests.contract import twins, visits, world
from tests.contract.world import HOSTILE
from tests.support.lanes import many, seed
from tests.support.server.application import application

SHARE = many(20, 1)


@pytest.fixture(scope="module")
def snapshots(sqlite_seed, tmp_path_factory):
    """What each of the cast holds in the world of `world.py`."""
    path = tmp_path_factory.mktemp("world") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        told = world.tell(app)
    return told


def drawn_alike(name, snapshot, request):
    """Draw in both languages; gives the page, or None where neither has it. Fails naming what differs."""
    here, there = twins.here(name, snapshot, request), twins.there(name, snapshot, request)
    assert not twins.differences(here.page, there.page)
    assert here.html == there.html
    return here


@pytest.mark.fault(59)
def test_every_page_is_drawn_alike_for_everybody(snapshots):
    seen = {name: 0 for name in shell.PAGES}
    for what, (account, name, request) in visits.all_visits(snapshots).items():
        try:
            seen[name] += drawn_alike(name, snapshots[account], request).html is not None
        except AssertionError as error:
            raise AssertionError(f"{what}: {error}") from error
    assert all(seen.values()), f"never drawn: {seen}"


@pytest.mark.fault(59)
@pytest.mark.parametrize("words", HOSTILE)
def test_every_page_is_drawn_alike_whatever_people_type(snapshots, words):
    """Every page for each text, in visits that are others every day; every visit in a soak."""
    told = {account: world.hostile(snapshot, HOSTILE[words]) for account, snapshot in snapshots.items()}
    for what, (account, name, request) in a_share(visits.all_visits(snapshots), words):
        typed = {key: [HOSTILE[words]] for key in request.get("fields", {})}
        hostile = request | ({"fields": request["fields"] | typed} if "more" not in what and typed else {})
        try:
            html = drawn_alike(name, told[account], hostile).html
        except AssertionError as error:
            raise AssertionError(f"{what}: {error}") from error
        assert html is None or "<script>alert" not in html


def a_share(every, words):
    """Each page function at least once, and of the visits as many as one run has time for."""
    chance = random.Random(f"{seed()} {words}")
    seen = set()
    for what, visit in chance.sample(sorted(every.items()), len(every)):
        if visit[1] not in seen or chance.random() < 1 / SHARE:
            seen.add(visit[1])
            yield what, visit


def test_a_phone_that_waits_for_nothing_shows_what_the_server_shows(snapshots):
    phone = {"last_sync": "2026-11-20T10:30:00Z", "persisted": False, "auth_needed": False}
    phones = {account: snapshot | {"phone": phone} for account, snapshot in snapshots.items()}
    for what, (account, name, request) in a_share(visits.all_visits(snapshots), "waits for nothing"):
        on_the_phone = twins.there(name, phones[account], request)
        assert on_the_phone.html == twins.here(name, snapshots[account], request).html, what


def test_pages_do_not_depend_on_the_order_in_which_records_lie(snapshots):
    for account in ("ana", "ben"):
        records = {kind: list(reversed(found)) for kind, found in snapshots[account]["records"].items()}
        turned = snapshots[account] | {"records": records}
        asked = {what: one for what, one in visits.all_visits(snapshots).items() if one[0] == account}
        for what, (_, name, request) in a_share(asked, account):
            html = twins.here(name, snapshots[account], request).html
            assert twins.there(name, turned, request).html == html, what


def test_a_page_shows_the_hour_of_whoever_looks(snapshots):
    request = twins.asked(f"/entries/{world.CASES['signed']}", world.CASES["signed"])
    shown = [
        twins.there("entry_show", snapshots["ana"], request, tz=tz).html
        for tz in ("Europe/London", "Asia/Tokyo")
    ]
    assert "6pm, with password" in shown[0]
    assert "3am, with password" in shown[1]
    assert shown[1] == twins.here("entry_show", snapshots["ana"], request, tz="Asia/Tokyo").html


# What every page has, and up to when whoever is shown notices has looked: that is for who shows them.
_ASIDE = {"build", "looked"}


def test_every_key_of_a_page_is_used_by_its_template(snapshots):
    unused = {}
    for account, name, request in visits.all_visits(snapshots).values():
        page = twins.here(name, snapshots[account], request).page
        if page is not None:
            unused.setdefault(name, set()).update(page.keys() - names_in(shell.PAGES[name]) - _ASIDE)
    assert not {name: keys for name, keys in unused.items() if keys}


@functools.cache
def names_in(template):
    """The names a template asks its page for, and those of everything it extends and includes."""
    tree = shell.environment().parse((shell.TEMPLATES / template).read_text())
    parts = [part for part in meta.find_referenced_templates(tree) if not part.startswith("macros/")]
    return meta.find_undeclared_variables(tree).union(*map(names_in, parts))
