"""What goes wrong in the database is logged without what was bound to the query."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from logbook import store
from tests.support.cast.people import ANA

HASH = "$argon2id$v=19$secret"


@pytest.mark.finding("attack.M12")
def test_an_error_of_the_database_tells_no_parameter(app):
    again = text(
        "INSERT INTO person (id, name, email, password_hash, profession, licence_body, licence_number, created_at)"
        " VALUES (:id, 'Ana', :email, :hash, 'nurse', '', '', '2026-11-20T10:00:00Z')"
    )
    with app.app_context(), pytest.raises(IntegrityError) as caught, store.writing() as connection:
        connection.execute(again, {"id": ANA.id, "email": "somebody@example.org", "hash": HASH})
    assert HASH not in str(caught.value) and "somebody@example.org" not in str(caught.value)
