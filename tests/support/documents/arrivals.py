"""When a statement can have come to the server."""

from logbook import instants, kinds
from tests.support.documents.statements import NOW, Doc


def taken(doc: Doc, now: str = NOW) -> str:
    """When a server can take this: `now`, or later where the statement says of something past that it lies ahead."""
    if doc.get("typ") not in kinds.KINDS or kinds.check(doc):
        return now
    later = [instants.plus(now, days=days) for days in range(60)]
    return next((moment for moment in later if not kinds.ahead(doc, moment)), now)
