"""The licences of the demo: one that ends soon, one that has ended, one with conditions, a second one, and checks."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from logbook import instants
from logbook.demo.people import NORTH, provider_of
from logbook.forms.stated import EXPECTED
from logbook.office import licences, lookups
from logbook.office.lookups import Found


def tell(connection: Connection, ids: dict[str, str], now: str) -> None:
    """What their holders said of them, and what Dan looked up; `ids` are {e-mail: person id}."""

    def ago(days: int) -> str:
        return instants.plus(now, days=-days)

    def said(who: str, days: int, **columns: Any) -> None:
        id = ids[f"{who}@example.org"]
        licences.state(connection, _first(connection, id), id, ago(days), **columns)

    ben = ids["ben@example.org"]
    second = {"licence_body": "Irish Medical Council", "licence_number": "000002", "region": "IE"}
    licences.write(connection, ben, None, ben, ago(90), False, type="specialist", **second)
    said("ana", 160, status="active", to_on=ago(-20)[:10], words="Registered")
    said("lukasz", 50, status="active", to_on=ago(5)[:10])
    _look(connection, ids, "ana", 150, now, Found("active", to_on=ago(-20)[:10]))
    _look(connection, ids, "ben", 30, now, Found("active", "Registered with Licence"))
    limited = Found("conditions", "Conditions of practice", "To work with a colleague present.", ago(40)[:10])
    _look(connection, ids, "mei-ling", 10, now, limited, name="Mei-Ling Zhao-Hart", restricted="yes")


def _look(
    connection: Connection,
    ids: dict[str, str],
    who: str,
    days: int,
    now: str,
    found: Found,
    name: str = "",
    **answers: str,
) -> None:
    at, id = instants.plus(now, days=-days), ids[f"{who}@example.org"]
    dan = lookups.Where(provider_of(NORTH), NORTH, ids["dan@example.org"], "Dan Weiss")
    act, told = str(UUID(int=days, version=4)), EXPECTED | answers
    said = {"checked_on": at[:10], "how": "online", "name": name, "next_on": None}
    lookups.record(connection, _first(connection, id), dan, act, at, found=found, answers=told, **said)


def _first(connection: Connection, person_id: str) -> Any:
    return licences.primary_of(connection, person_id)
