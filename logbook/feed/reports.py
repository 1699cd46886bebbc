"""Reports in the shape of the feed's documents: made when asked for, kept nowhere."""

from sqlalchemy import Connection

from logbook import canonical, record
from logbook.shapes import Wire
from logbook.shapes.loose import Doc


def reports(connection: Connection, account_id: str, now: str) -> list[Wire]:
    """How far the account's own logbooks are, as the wire carries documents. They have no pointers and no digest."""
    return [_wire(report) for report in record.reports_for(connection, account_id, now)]


def _wire(report: Doc) -> Wire:
    text = canonical.dumps(report)
    return {
        "kind": "report",
        "id": report["id"],
        "rev": 1,
        "hash": canonical.digest(text),
        "stmt": text,
        "received_at": None,
    }
