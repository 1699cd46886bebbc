"""The cast: six people, each with one reason to exist."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, insert

from logbook import feed, models
from logbook.auth import passwords
from logbook.feed import register
from logbook.office import administrators

PASSWORD = "a long enough password"
SINCE = "2026-01-05T08:00:00Z"


@dataclass(frozen=True)
class Somebody:
    id: str
    name: str
    email: str
    profession: str = "registered_nurse"
    body: str = "NMC"
    number: str = ""
    role: str = ""
    programme: str = ""


NORTH = "10000000-0000-4000-8000-000000000001"
SOUTH = "10000000-0000-4000-8000-000000000002"

ANA = Somebody(  # a trainee; the logbook is hers
    "20000000-0000-4000-8000-000000000001",
    "Ana Silva",
    "ana@example.org",
    number="90A1234E",
    role="trainee",
    programme=NORTH,
)
BEN = Somebody(  # supervises her
    "20000000-0000-4000-8000-000000000002",
    "Dr Ben Okafor",
    "ben@example.org",
    "physician",
    "GMC",
    "7012345",
    "supervisor",
    NORTH,
)
CLEO = Somebody(  # a trainee in another programme; may see nothing of Ana's
    "20000000-0000-4000-8000-000000000003",
    "Cleo Marsh",
    "cleo@example.org",
    "dentist",
    "GDC",
    "281234",
    "trainee",
    SOUTH,
)
DAN = Somebody(  # coordinates Ana's programme
    "20000000-0000-4000-8000-000000000004",
    "Dan Weiss",
    "dan@example.org",
    role="coordinator",
    programme=NORTH,
)
EVA = Somebody("20000000-0000-4000-8000-000000000005", "Eva Lund", "eva@example.org")  # examiner, no account
FEMI = Somebody(  # a supervisor, but not on Ana's programme
    "20000000-0000-4000-8000-000000000006",
    "Dr Femi Adeyemi",
    "femi@example.org",
    "physician",
    "GMC",
    "7054321",
    "supervisor",
    SOUTH,
)
GIL = Somebody(  # administers Ana's school; seated by who needs him
    "20000000-0000-4000-8000-000000000007",
    "Gil Moreau",
    "gil@example.org",
    profession="",
    body="",
    role="administrator",
    programme=NORTH,
)
ACCOUNTS = (ANA, BEN, CLEO, DAN, FEMI)


def seat(connection: Connection) -> None:
    """Put the cast and their two programmes into a migrated, empty database."""
    connection.execute(
        insert(models.Provider),
        [_provider(NORTH, "North Skin School"), _provider(SOUTH, "South Dental Aesthetics")],
    )
    connection.execute(
        insert(models.Programme),
        [_programme(NORTH, "North Skin School"), _programme(SOUTH, "South Dental Aesthetics")],
    )
    connection.execute(insert(models.Person), [_person(somebody) for somebody in ACCOUNTS])
    connection.execute(
        insert(models.Licence), [licence(somebody) for somebody in ACCOUNTS if somebody.number]
    )
    connection.execute(insert(models.Membership), [_membership(somebody) for somebody in ACCOUNTS])
    connection.execute(insert(models.Confirmation), [_confirmation(somebody) for somebody in (BEN, FEMI)])
    announce(connection)


def announce(connection: Connection) -> None:
    """Write the documents of everybody, and put them where they lie, as joining would have done."""
    pointers = []
    for programme in (NORTH, SOUTH):
        pointers += register.publish_programme(connection, programme)
    for somebody in ACCOUNTS:
        pointers += register.publish_person(connection, somebody.id)
        pointers += register.publish_membership(connection, membership_of(somebody))
    feed.touch(connection, pointers)


def administering(connection: Connection, somebody: Somebody = GIL) -> str:
    """Give somebody an account who administers the school of their programme; the id of that."""
    connection.execute(insert(models.Person).values(_person(somebody)))
    return administrators.begin(connection, somebody.id, provider_of(somebody.programme), SINCE)


def membership_of(somebody: Somebody) -> str:
    """The id of somebody's membership."""
    return "3" + somebody.id[1:]


def provider_of(programme: str) -> str:
    """The id of a programme's provider."""
    return f"5{programme[1:]}"


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def _provider(programme: str, name: str) -> dict[str, object]:
    id = provider_of(programme)
    return {"id": id, "name": name, "address": "", "tz": "Europe/London", "created_at": SINCE}


def _programme(id: str, name: str) -> dict[str, object]:
    return {
        "id": id,
        "name": name,
        "provider_id": provider_of(id),
        "tz": "Europe/London",
        "requirement_set": "generic-starter",
        "created_at": SINCE,
    }


def _person(somebody: Somebody) -> dict[str, object]:
    return {
        "id": somebody.id,
        "email": somebody.email,
        "name": somebody.name,
        "profession": somebody.profession,
        "licence_body": somebody.body,
        "licence_number": somebody.number,
        "password_hash": _password_hash(),
        "joined_at": SINCE,
        "created_at": SINCE,
    }


def licence(somebody: Somebody) -> dict[str, object]:
    """Somebody's licence as it was made of an account of before; it is called after them."""
    said = {"licence_body": somebody.body, "licence_number": somebody.number, "region": "", "type": ""}
    made = {"prescriber": None, "is_primary": True, "source": "before", "recorded_at": SINCE}
    return {"licence_id": somebody.id, "person_id": somebody.id, "by_id": somebody.id} | said | made


def _membership(somebody: Somebody) -> dict[str, object]:
    return {
        "id": membership_of(somebody),
        "person_id": somebody.id,
        "programme_id": somebody.programme,
        "role": somebody.role,
        "since": SINCE,
        "ended_at": None,
        "ended_by": None,
        "handed_to": None,
    }


def _confirmation(somebody: Somebody) -> dict[str, object]:
    """Dan looked the supervisors up when they joined."""
    return {
        "person_id": somebody.id,
        "programme_id": somebody.programme,
        "name": somebody.name,
        "licence_body": somebody.body,
        "licence_number": somebody.number,
        "how": "register",
        "by_id": DAN.id,
        "at": SINCE,
    }
