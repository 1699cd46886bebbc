"""What happens in a clinic, told to the store directly: cases sent, signed and sent back before a test begins."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from logbook import instants, models, store
from logbook.office import roles
from logbook.office.confirmations import Confirmed, confirm
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH, Somebody, membership_of
from tests.support.documents.arrivals import taken
from tests.support.documents.statements import Doc, a_signoff, actor, mutation
from tests.support.server.application import application
from tests.support.server.reader import check

NOW = "2026-11-20T18:00:00Z"
ORIGIN = {"Origin": "http://localhost"}


def told(app: Flask, doc: Doc, by: Somebody = ANA, grade: str | None = None, now: str | None = None) -> Doc:
    """The statement, taken by the store as if somebody's phone had sent it."""
    one, at = replace(mutation(doc), grade=grade), now or taken(doc, NOW)
    with app.app_context():
        found = store.run(lambda c: store.accept(c, actor(by), [one], now=at))
    assert found[0]["status"] == "applied", found
    return doc


def countersigned(database: str, entry: str) -> None:
    """Ben's signature under the newest version of a case, given somewhere else and just now."""
    now = instants.now()
    for app in application(database):
        [record] = [record for record in held(app, "entry") if record["id"] == entry]
        told(app, a_signoff(record["doc"], signed_at=now), by=BEN, grade="C", now=now)


def joined(app: Flask, somebody: Somebody, programme: str, role: str) -> None:
    """Somebody takes a further role; a supervisor's registration is looked up by Dan."""
    with app.app_context(), store.writing() as connection:
        id = roles.enrol(connection, somebody.id, programme, role, NOW)
        if role == "supervisor":
            who = Confirmed(id, somebody.id, programme, somebody.name, somebody.body, somebody.number)
            confirm(connection, who, "register", DAN.id, NOW)


def trainees(app: Flask, count: int, programme: str = NORTH) -> list[Somebody]:
    """So many more train there: "Trainee 001" and so on."""
    found = [
        replace(CLEO, id=str(UUID(int=number)), name=f"Trainee {number:03}", email=f"t{number}@example.org")
        for number in range(1, count + 1)
    ]
    with app.app_context(), store.writing() as connection:
        for one in found:
            connection.execute(
                insert(models.Person).values(
                    id=one.id,
                    name=one.name,
                    email=one.email,
                    password_hash="",
                    profession=one.profession,
                    licence_body=one.body,
                    licence_number=one.number,
                    created_at=NOW,
                )
            )
            roles.enrol(connection, one.id, programme, "trainee", "2026-01-05T08:00:00Z")
    return found


def ended(app: Flask, somebody: Somebody, heir: Somebody | None = None) -> None:
    """The role they were given at first ends now; of a supervisor `heir` takes over what waits."""
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_of(somebody), instants.now(), DAN.id, heir.id if heir else None)


def held(app: Flask, kind: str, by: Somebody = ANA) -> list[Doc]:
    """The records of a kind that somebody holds now."""
    with app.app_context():
        records: list[Doc] = store.snapshot(by.id)["records"][kind]
    return records


def answers(**changes: str | list[str]) -> dict[str, list[str]]:
    """The fields of a whole glabella case as Ana fills them in; names in `changes` have "__" for their dots."""
    fields = {
        "model.age_band": ["30-39"],
        "model.skin_type": ["IV"],
        "events.any": ["none"],
        "assessment.consent": ["1"],
        "part": ["supervised_direct"],
        "setting": ["live_model"],
        "points.0.area": ["glabella"],
        "points.0.side": ["right"],
        "points.0.units_tenths": ["4"],
        "points.0.depth": ["intramuscular"],
        "points.1.area": ["glabella"],
        "points.1.side": ["mid"],
        "points.1.units_tenths": ["2.5"],
        "points.1.depth": ["intramuscular"],
        "product.code": ["botox"],
        "product.batch": ["C4829C3"],
        "supervisor": ["20000000-0000-4000-8000-000000000002"],
        "programme": [NORTH],
        "performed_on": ["2026-11-20"],
        "performed_at": ["10:05"],
        "model.code": ["K7QF"],
        "id": [str(uuid4())],
        "mutation": [str(uuid4())],
    }
    given = {name.replace("__", "."): value for name, value in changes.items()}
    return fields | {name: [value] if isinstance(value, str) else value for name, value in given.items()}


def post(client: FlaskClient, path: str, fields: dict[str, list[str]], status: int = 303) -> Any:
    """A form as a browser without scripts sends it: the redirect that answers, else the page, looked through."""
    answer = client.post(path, data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, path, status)
