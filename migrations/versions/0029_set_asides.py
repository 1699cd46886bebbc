"""Setting a case aside is a statement: the case counts for no rule while one stands.

A server of the build before passes over what it cannot read. On the way down the table goes, and the statements and what
points to them stay; on the way up its rows are made of them again.
"""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID, INSTANT = sa.String(length=36), sa.String(length=20)
SAID = sa.text(
    "SELECT s.hash, s.author, s.received_at, s.text, "
    "(SELECT MIN(w.received_at) FROM withdrawal w WHERE w.of_kind = 'set_aside' AND w.of_id = s.doc_id) AS withdrawn_at "
    "FROM statement s WHERE s.kind = 'set_aside'"
)


def upgrade() -> None:
    table = op.create_table(
        "set_aside",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_index("set_aside_entry", "set_aside", ["entry_id"])
    if rows := [of(row) for row in op.get_bind().execute(SAID)]:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    op.drop_index("set_aside_entry", "set_aside")
    op.drop_table("set_aside")


def of(row):
    doc = json.loads(row.text)
    at = datetime.fromisoformat(doc["at"].replace("Z", "+00:00"))
    return {
        "id": doc["id"],
        "entry_id": doc["entry"],
        "author_id": row.author,
        "hash": row.hash,
        "received_at": row.received_at,
        "reason": doc["reason"],
        "on_day": at.astimezone(ZoneInfo(doc["tz"])).date().isoformat(),
        "by_name": doc["by_name"],
        "withdrawn_at": row.withdrawn_at,
    }
