"""What only its owner is told of an account, beside the feed: in no document, because others hold those."""

from sqlalchemy import Connection

from logbook.auth import recoveries
from logbook.shapes import You


def plainly(email: str, *, administers: bool) -> You:
    """The same where no link waits to be told of. That somebody administers a provider is said where they do."""
    you: You = {"email": email, "links": []}
    if administers:
        you["administers"] = True
    return you


def yours(connection: Connection, account_id: str, email: str, now: str, *, administers: bool) -> You:
    """{email, links: [{state: "open" | "used" | "lapsed", by, at, until, used}]}: the links for a new password that its
    owner has not put away; `by` is "" where the host's command line made one."""
    you = plainly(email, administers=administers)
    you["links"] = [
        {
            "state": recoveries.states(row, now),
            "by": row.by or "",
            "at": row.created_at,
            "until": row.expires_at,
            "used": row.used_at,
        }
        for row in recoveries.untold(connection, account_id)
    ]
    return you
