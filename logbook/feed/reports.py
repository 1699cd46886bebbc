"""Reports in the shape of the feed's documents: made when asked for, kept nowhere."""

from typing import Any

from sqlalchemy import Connection

from logbook import canonical, record


def reports(connection: Connection, account_id: str, now: str) -> list[dict[str, Any]]:
    """How far the account's own logbooks are, as the wire carries documents. They have no pointers and no digest."""
    return [_wire(report) for report in record.reports_for(connection, account_id, now)]


def _wire(report: dict[str, Any]) -> dict[str, Any]:
    text = canonical.dumps(report)
    named = {"kind": "report", "id": report["id"], "rev": 1, "hash": canonical.digest(text)}
    return named | {"stmt": text, "received_at": None}
