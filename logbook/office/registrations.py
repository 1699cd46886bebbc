"""A registration: under which name and number somebody writes and signs, put right, and who has the number already."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select, union, update

from logbook.auth import accounts
from logbook.feed import hold_writers, touch
from logbook.feed.register import publish_person
from logbook.folding import identifier
from logbook.models import Licence, Membership, Person, Programme
from logbook.models.engine import AnyRow
from logbook.office import bearing, licences
from logbook.traces import trace
from logbook.vocabulary import codes

HELD = "Somebody of your training provider is registered with this number. Check it, or ask your coordinator."
DETAILS = ("name", "profession", "licence_body", "licence_number")


def change(
    connection: Connection,
    person_id: str,
    by: str,
    now: str,
    *,
    background: Collection[str] | None = None,
    **details: str,
) -> bool:
    """New name, profession, registration or specialties; False where nothing differs. What was said under the old ones
    stays.

    `details`: all of DETAILS; `background`: codes of specialties, None where they stay. The last thing before commit,
    like everything that touches the feed.
    """
    hold_writers(connection)
    columns = [getattr(Person, name) for name in (*DETAILS, "specialties")]
    before = dict(connection.execute(select(*columns).where(Person.id == person_id)).one()._mapping)
    said = before["specialties"] if background is None else in_order(background)
    details |= {"specialties": said}
    if before == details:
        return False
    accounts.note(connection, person_id, "details", by, now, **before)
    connection.execute(update(Person).where(Person.id == person_id).values(**details))
    licences.follow(connection, person_id, details["licence_body"], details["licence_number"], by, now)
    # A rule may ask for one profession or specialty alone; under a number that is new nobody has signed yet.
    told = bearing.told(connection, person_id, signed=False)
    touch(connection, [*publish_person(connection, person_id), *told])
    trace("details_set", about=person_id)
    return True


def choose(connection: Connection, person_id: str, licence: AnyRow, by: str, now: str) -> bool:
    """This licence (its last version) stands under what they sign from now on; False where it does already. What was
    signed before keeps the name and the number it was signed with."""
    hold_writers(connection)
    last = licences.primary_of(connection, person_id)
    if last and last.licence_id == licence.licence_id:
        return False
    licences.write(connection, person_id, licence.licence_id, by, now, True)
    account = connection.execute(select(Person.name, Person.profession).where(Person.id == person_id)).one()
    number = {"licence_body": licence.licence_body, "licence_number": licence.licence_number}
    return change(connection, person_id, by, now, name=account.name, profession=account.profession, **number)


def in_order(background: Collection[str]) -> str:
    """Specialties as they are kept: known codes, each once, in the order in which people see them."""
    return " ".join(code for code in codes("specialties") if code in background)


def specialties(connection: Connection, person_id: str) -> list[str]:
    """The codes of the specialties that somebody said of themselves."""
    said: str | None = connection.scalar(select(Person.specialties).where(Person.id == person_id))
    return (said or "").split()


def holder(
    connection: Connection, programme_ids: Iterable[str], body: str, number: str, but: str = ""
) -> str | None:
    """The id of somebody else whom a provider of these programmes knows under this registration number, however it
    is written; None where nobody has it."""
    wanted = identifier(body), identifier(number)
    if not wanted[1]:
        return None
    providers = select(Programme.provider_id).where(Programme.id.in_(list(programme_ids)))
    there = (
        select(Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Programme.provider_id.in_(providers), Membership.person_id != but)
    )
    accounts_there = select(Person.id, Person.licence_body, Person.licence_number).where(Person.id.in_(there))
    last = select(func.max(Licence.number)).where(Licence.person_id.in_(there)).group_by(Licence.licence_id)
    held_there = select(Licence.person_id, Licence.licence_body, Licence.licence_number).where(
        Licence.number.in_(last)
    )
    # Of several licences of somebody each is theirs.
    for row in connection.execute(union(accounts_there, held_there).order_by("id")):
        if (identifier(row.licence_body), identifier(row.licence_number)) == wanted:
            return str(row.id)
    return None
