"""Nobody is told of a case that they may not see: letters of every topic, made for everybody there is."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from logbook import store
from logbook.auth import sessions
from logbook.jobs import briefs
from logbook.jobs.brief import Asked
from logbook.models import Entry
from logbook.permissions import visible
from logbook.reach.topics import TOPICS
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import a_signoff, an_entry

pytestmark = pytest.mark.both_databases
CAST = (ANA, BEN, CLEO, DAN, FEMI)
NOW = "2026-12-15T12:00:00Z"


def letters(app, ids):
    """{(who, topic): what they would be told}, whatever they chose."""
    found = {}
    with app.app_context(), store.reading() as connection:
        for one in CAST:
            person = sessions.person(connection, one.id)
            for topic in TOPICS:
                asked = Asked(person, "2026-01-01T00:00:00Z", NOW, ids)
                found[one.id, topic] = briefs.brief(connection, topic, asked)
    return found


def see(app, one, id):
    with app.app_context(), store.reading() as connection:
        person = sessions.person(connection, one.id)
        which = select(Entry.id).where(Entry.id == id, visible(person, "see entry"))
        return connection.execute(which).first() is not None


def happens(app, trainee, supervisor, programme):
    """A case of each state, in one programme."""
    made = []
    for verdict in (None, "signed", "returned"):
        entry = an_entry(trainee=trainee.id, supervisor=supervisor.id, programme=programme, place="Room 12")
        clinic.told(app, entry, by=replace(trainee, programme=programme))
        if verdict:
            by = replace(supervisor, programme=programme)
            clinic.told(
                app, a_signoff(entry, by, verdict=verdict), by=by, grade="C" if verdict == "signed" else None
            )
        made.append(entry)
    return made


@pytest.mark.parametrize("ids", [{}, {"by": CLEO.id, "of": "own"}, {"by": DAN.id, "of": "all"}], ids=str)
@pytest.mark.parametrize(
    ("trainee", "supervisor", "programme"), [(ANA, BEN, NORTH), (CLEO, FEMI, SOUTH)], ids=["north", "south"]
)
def test_what_somebody_may_not_see_changes_nothing_that_they_are_told(
    app, trainee, supervisor, programme, ids
):
    before = letters(app, ids)
    made = happens(app, trainee, supervisor, programme)
    after = letters(app, ids)
    # Whoever runs a programme is told of it in numbers, though no case is theirs to read.
    blind = [
        one
        for one in CAST
        if not any(see(app, one, entry["id"]) for entry in made)
        and (one.role, one.programme) != ("coordinator", programme)
    ]
    assert 2 <= len(blind) < len(CAST)
    told = {(one, topic) for one, topic in after if after[one, topic] != before[one, topic]}
    assert told and not told & {(one.id, topic) for one in blind for topic in TOPICS}


def test_no_letter_names_a_case_a_model_or_a_number_of_a_licence(app):
    made = happens(app, ANA, BEN, NORTH) + happens(app, CLEO, FEMI, SOUTH)
    told = " ".join(str(letter) for letter in letters(app, {"by": ANA.id, "of": "own"}).values() if letter)
    assert "3 cases" in told or "1 case" in told
    for entry in made:
        assert entry["id"] not in told and entry["model"]["code"] not in told and entry["place"] not in told
    assert not any(one.number and one.number in told for one in CAST)


def test_a_leaver_is_told_nothing(app):
    happens(app, ANA, BEN, NORTH)
    clinic.ended(app, BEN)
    assert [topic for (who, topic), letter in letters(app, {}).items() if who == BEN.id and letter] == []
