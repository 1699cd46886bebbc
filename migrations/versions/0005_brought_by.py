"""Who brought a statement from a saved copy, where that was not its author."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("statement", "proposal")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("brought_by", sa.String(length=36), nullable=True))
    _remember(op.get_bind())


def _remember(connection: sa.Connection) -> None:
    # What came in such hands before this was kept: the record of a copy names its mutations and who brought them.
    copies = connection.execute(
        sa.text("SELECT account_id, by_id, result FROM copy WHERE by_id <> account_id ORDER BY brought_at, id")
    )
    for account, by, result in copies.all():
        brought = [one["mutation"] for one in json.loads(result)["records"] if not one["known"]]
        for table, owner in (("statement", "author"), ("proposal", "author_id")):
            query = f"UPDATE {table} SET brought_by = :by WHERE mutation = :mutation AND {owner} = :account"
            for mutation in brought:
                values = {"by": by, "mutation": mutation, "account": account}
                connection.execute(sa.text(f"{query} AND brought_by IS NULL"), values)


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "brought_by")
