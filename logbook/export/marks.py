"""How the licences stood of those whose names are in a file: of who signed on the day of the signature, of the trainee
on the day of treatment; as the school of the programme knows them."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection

from logbook import filters, vocabulary
from logbook.export import reads
from logbook.instants import day
from logbook.pages.practising import is_treated, standing, under
from logbook.record import spells
from logbook.record.licensed import licensed
from logbook.shapes.bundle import LicenceOn
from logbook.shapes.loose import Doc


class Licences:
    """What is known of these people’s licences; all are read at once."""

    def __init__(self, connection: Connection, programme: Any, trainee: Any, people: Iterable[str]) -> None:
        """`programme` and `trainee` as `reads` has them."""
        provider = reads.provider_of(connection, programme.id)
        known = licensed(connection, {*people, trainee.id}, provider, programme.tz)
        self._told = {id: cast("list[Doc]", spells.told(theirs)) for id, theirs in known.items()}
        self._tz = programme.tz
        self._trainee = {
            "id": trainee.id,
            "body": trainee.licence_body,
            "number": trainee.licence_number,
        }

    def signed(self, signoff: Doc) -> LicenceOn:
        """Of the body and number that a signature says, on its day."""
        return self._on(signoff["signer"], day(signoff["signed_at"], self._tz))

    def treated(self, doc: Doc) -> LicenceOn | None:
        """Of the trainee on the day on which they treated; None where they did not."""
        return self._on(self._trainee, doc["performed_on"]) if is_treated(doc) else None

    def checked_on(self, who: Doc) -> str | None:
        """When the school looked this body and number of somebody up."""
        return self._on(who, "")["checked_on"]

    def _on(self, who: Doc, on: str) -> LicenceOn:
        found = standing(under(self._told.get(who["id"], ()), who), vocabulary.LISTS, on)
        return cast(LicenceOn, found)


def printed(licence: LicenceOn | None) -> list[str]:
    """What stands behind a number on paper: the mark of its day, and when it was looked up."""
    if licence is None:
        return []
    looked = licence["checked_on"]
    return [licence["mark"], f"checked {filters.date(looked)}" if looked else ""]


def celled(licence: LicenceOn | None) -> str:
    """The same in a cell, the day as all days there."""
    if licence is None:
        return ""
    looked = licence["checked_on"]
    return ", ".join(part for part in (licence["mark"], f"checked {looked}" if looked else "") if part)
