"""What pages, snapshots and the feed really hold is what the shapes say, so that both languages may rely on them."""

import pytest

from logbook import feed, store
from logbook.shapes import Digest, Pulled, Snapshot
from logbook.shapes.pages import PAGES
from tests.contract import golden, twins, visits, world
from tests.support.cast import people
from tests.support.server.application import application
from tests.support.server.shaped import misfits


@pytest.fixture(scope="module")
def told(sqlite_seed, tmp_path_factory):
    """(application, snapshots) of the world of `world.py`."""
    path = tmp_path_factory.mktemp("world") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        yield app, world.tell(app)


@pytest.mark.parametrize("state", golden.states())
def test_a_page_with_work_that_waits_has_its_shape(state):
    name, snapshot, request = golden.states()[state]
    assert misfits(twins.here(name, snapshot, request).page, PAGES[name] | None) == []


def test_every_page_of_everybody_has_its_shape(told):
    _, snapshots = told
    seen = set()
    for what, (account, name, request) in visits.all_visits(snapshots).items():
        page = twins.here(name, snapshots[account], request).page
        assert misfits(page, PAGES[name] | None) == [], what
        seen |= {name} if page else set()
    assert seen == set(PAGES)


def test_what_everybody_holds_has_its_shape(told):
    _, snapshots = told
    for account, snapshot in snapshots.items():
        assert misfits(snapshot, Snapshot) == [], account


@pytest.mark.parametrize("who", ["ANA", "BEN", "CLEO", "DAN", "FEMI"])
def test_what_the_feed_carries_has_its_shape(told, who):
    app, _ = told
    account = getattr(people, who).id
    with app.app_context(), store.reading() as connection:
        page = feed.pull(connection, account, None, limit=10_000)
        digests = feed.digest(connection, account)
    assert page["docs"]
    assert misfits(page, Pulled) == []
    assert [misfits(one, Digest) for one in digests] == [[], []]
