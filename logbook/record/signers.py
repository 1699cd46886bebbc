"""Which signers of a programme were confirmed: only what they signed counts."""

from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from logbook.models import Confirmation, Person, Programme

Signer = tuple[str, str, str, str]  # (person id, name, body, number), as a statement says them


def confirmed(connection: Connection, programme_id: str) -> dict[Signer, Any]:
    """{signer: (how, at, by)} of everybody confirmed by the programme's provider, by whichever of its programmes.

    Name and number count as they were confirmed: who changes one signs as somebody to be confirmed anew. The last
    confirmation stands; `by` is a name, None where nobody looked (how "before").
    """
    rows = connection.execute(_CONFIRMED, {"programme": programme_id})
    return {(row.person_id, row.name, row.licence_body, row.licence_number): row for row in rows}


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
    )
    .join(Programme, Programme.id == Confirmation.programme_id)
    .join(_OTHER, _OTHER.provider == Programme.provider)
    .outerjoin(Person, Person.id == Confirmation.by_id)
    .where(_OTHER.id == bindparam("programme"))
    .order_by(Confirmation.number)
)
