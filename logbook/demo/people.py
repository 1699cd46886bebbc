"""The people of the demo, one password for all: loaded by `logbook demo`, never by a real logbook."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert

from logbook.auth import accounts, passwords
from logbook.models import Programme, Provider
from logbook.office import administrators, confirmations, licences, roles

PASSWORD = "demo-logbook"  # noqa: S105  (shown to everybody on the demo's sign-in page)
NORTH = "d0000000-0000-4000-8000-000000000001"
SOUTH = "d0000000-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class Somebody:
    """One demo person; `says` tells a visitor what they will see."""

    name: str
    email: str
    profession: str
    body: str
    number: str
    programme: str
    role: str
    says: str
    specialties: str = ""


# Numbers of registration begin with zeros that no register gives out: nobody is meant.
PEOPLE = (
    Somebody(
        "Ana Silva",
        "ana@example.org",
        "registered_nurse",
        "NMC",
        "00D0001E",
        NORTH,
        "trainee",
        "Trainee with 40 cases over six months",
        "dermatology theatre",
    ),
    Somebody(
        "Dr Ben Okafor",
        "ben@example.org",
        "physician",
        "GMC",
        "0000002",
        NORTH,
        "supervisor",
        "Her supervisor, with cases to sign",
        "plastic_surgery",
    ),
    Somebody(
        "Cleo Marsh",
        "cleo@example.org",
        "dentist",
        "GDC",
        "000003",
        SOUTH,
        "trainee",
        "Trainee elsewhere, with an empty logbook",
        "general_dentistry oral_surgery",
    ),
    Somebody(
        "Dan Weiss",
        "dan@example.org",
        "registered_nurse",
        "NMC",
        "00D0004E",
        NORTH,
        "coordinator",
        "Coordinator of Ana’s programme",
    ),
    Somebody(
        "Dr Femi Adeyemi",
        "femi@example.org",
        "physician",
        "GMC",
        "0000006",
        SOUTH,
        "supervisor",
        "Supervisor elsewhere, sees nothing of Ana’s",
    ),
)
# Of the provider of that programme, and not of the programme.
ADMINISTRATORS = (
    Somebody(
        "Gil Moreau",
        "gil@example.org",
        "",
        "",
        "",
        NORTH,
        "administrator",
        "Administrator of her school: programmes, who coordinates them",
    ),
)
# They make the queue, the cohort and the register of signers what they are elsewhere: more than one line long.
COLLEAGUES = (
    Somebody(
        "Dr Mei-Ling Zhao",
        "mei-ling@example.org",
        "physician",
        "GMC",
        "0000007",
        NORTH,
        "supervisor",
        "The other supervisor there",
    ),
    Somebody(
        "Priya Raman",
        "priya@example.org",
        "nurse_practitioner",
        "NMC",
        "00D0008E",
        NORTH,
        "trainee",
        "Another trainee there, just begun",
    ),
    Somebody(
        "Łukasz Żak",
        "lukasz@example.org",
        "dentist",
        "GDC",
        "000009",
        NORTH,
        "trainee",
        "Another trainee there, just begun",
    ),
)
PROGRAMMES = {NORTH: "North Skin School", SOUTH: "South Dental Aesthetics"}


def seat(connection: Connection, joined: str) -> dict[str, str]:
    """Put everybody into an empty database, members since `joined`; gives {e-mail: person id}."""
    for id, name in PROGRAMMES.items():
        connection.execute(insert(Provider).values(_provider(id, name, joined)))
        connection.execute(insert(Programme).values(_programme(id, name, joined)))
    hashed, ids = passwords.hashed(PASSWORD), {}
    for who in (*PEOPLE, *COLLEAGUES, *ADMINISTRATORS):
        ids[who.email] = accounts.create(
            connection,
            joined,
            email=who.email,
            name=who.name,
            profession=who.profession,
            licence_body=who.body,
            licence_number=who.number,
            specialties=who.specialties,
            password_hash=hashed,
        )
        licences.follow(connection, ids[who.email], who.body, who.number, ids[who.email], joined)
    for who in (*PEOPLE, *COLLEAGUES):
        id = roles.enrol(connection, ids[who.email], who.programme, who.role, joined)
        if who.role == "supervisor":
            confirmations.confirm(
                connection, _membership(who, ids, id), "register", ids["dan@example.org"], joined
            )
    for who in ADMINISTRATORS:
        administrators.begin(connection, ids[who.email], provider_of(who.programme), joined)
    return ids


def _membership(who: Somebody, ids: dict[str, str], id: str) -> confirmations.Confirmed:
    return confirmations.Confirmed(id, ids[who.email], who.programme, who.name, who.body, who.number)


def _provider(programme: str, name: str, created: str) -> dict[str, str]:
    id = provider_of(programme)
    return {"id": id, "name": name, "address": "", "tz": "Europe/London", "created_at": created}


def provider_of(programme: str) -> str:
    """The id of the provider of a demo programme: here each has one."""
    return f"d1{programme[2:]}"


def _programme(id: str, name: str, created: str) -> dict[str, str]:
    return {
        "id": id,
        "name": f"{name}, foundation toxin",
        "provider_id": provider_of(id),
        "tz": "Europe/London",
        "requirement_set": "generic-starter",
        "created_at": created,
    }
