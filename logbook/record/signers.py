"""Which signers of a programme were confirmed: only what they signed counts."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from logbook.models import Confirmation, Person, Programme, among

Signer = tuple[str, str, str, str]  # (person id, name, body, number), as a statement says them


def confirmed(connection: Connection, programme_id: str) -> dict[Signer, Any]:
    """{signer: (how, at, by)} of everybody confirmed by the programme's provider, by whichever of its programmes.

    Name and number count as they were confirmed: who changes one signs as somebody to be confirmed anew. The last
    confirmation stands; `by` is a name, None where nobody looked (how "before").
    """
    return confirmed_in(connection, [programme_id])[programme_id]


def confirmed_in(connection: Connection, programmes: Iterable[str]) -> dict[str, dict[Signer, Any]]:
    """{programme: the same of it} of several programmes."""
    found: dict[str, dict[Signer, Any]] = {id: {} for id in programmes}
    for row in connection.execute(_CONFIRMED, {"programmes": sorted(found)}):
        found[row.programme][row.person_id, row.name, row.licence_body, row.licence_number] = row
    return found


_OTHER = aliased(Programme)
_CONFIRMED = (
    select(
        Confirmation.person_id,
        Confirmation.name,
        Confirmation.licence_body,
        Confirmation.licence_number,
        Confirmation.how,
        Confirmation.at,
        Person.name.label("by"),
        _OTHER.id.label("programme"),
    )
    .join(Programme, Programme.id == Confirmation.programme_id)
    .join(_OTHER, _OTHER.provider_id == Programme.provider_id)
    .outerjoin(Person, Person.id == Confirmation.by_id)
    .where(among(_OTHER.id, "programmes"))
    .order_by(Confirmation.number)
)
