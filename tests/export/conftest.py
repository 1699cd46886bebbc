"""A case of Ana's that leaves, and what is exported of the month it was treated in."""

import pytest

from logbook import export, store
from logbook.shapes.bundle import Bundle
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.printed import DAYS, NOW
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.shaped import misfits


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def bundle_of(app):
    """bundle_of(): what is exported of Ana's November, which holds what its shape says; or what `then` makes of it,
    while its entries can still be read."""

    def collected(first=DAYS[0], last=DAYS[1], then=lambda bundle: bundle):
        with app.app_context(), store.reading() as connection:
            found = export.collect(connection, ANA.id, NORTH, first, last, NOW)
            assert misfits(found, Bundle) == []
            return then(found)

    return collected


@pytest.fixture
def signed(desk):
    """A case of Ana's with a complication, signed by Ben with feedback."""
    event = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "advice", "resolved_on": None}
    entry = an_entry(events=[event], reflection="Mark up first.")
    desk.one(ANA, entry)
    desk.sign(BEN, a_signoff(entry, feedback="Good depth.", signed_at="2026-11-23T18:04:00Z"))
    return entry
