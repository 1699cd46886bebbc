"""`logbook migrate` enrols whoever trained there before there were enrolments."""

from sqlalchemy import select

from logbook.models import Enrolment
from tests.support.cast.people import ANA, CLEO
from tests.support.server.application import application, ask, fill
from tests.support.server.commands import empty, run

__all__ = ["empty", "run"]


def test_who_trained_there_before_keeps_the_set_of_now_whatever_a_later_build_ships(run, empty):
    fill(empty)
    for _ in range(2):
        assert run("migrate", DATABASE_URL=empty).exit_code == 0
    for app in application(empty):
        rows = ask(app, select(Enrolment).order_by(Enrolment.person_id))
        assert [row.person_id for row in rows] == [ANA.id, CLEO.id], (
            "once each, and nobody who does not train"
        )
