"""A report says whose gates are documents. Those are a kind that no server before knows: on the way down they go, and on
the way up they are made again with the next report.

Nothing is made here: reports of the revision before are judged anew by whoever asks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("gates_of", sa.String(64), nullable=True))
    op.add_column("report", sa.Column("ends_on", sa.String(10), nullable=True))
    op.add_column("report", sa.Column("ends_rule", sa.Text(), nullable=True))


def downgrade() -> None:
    # A pointer to what an older server cannot read would stop the pull of whoever reads that cell.
    op.execute("DELETE FROM cell_pointer WHERE kind = 'gate'")
    op.execute("DELETE FROM document WHERE kind = 'gate'")
    with op.batch_alter_table("report") as table:
        for column in ("gates_of", "ends_on", "ends_rule"):
            table.drop_column(column)
