"""What a phone keeps of much: which documents belong to a case that waits for an answer, and a floor for each cell.

No server of the build before may run meanwhile (`alone`): it would move pointers without saying whether they wait.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
alone = True

# All that was said of the cases that wait for an answer.
OPEN = "(SELECT id FROM entry WHERE state IN ('sent', 'returned'))"
WAITING = f"""
SELECT id FROM entry WHERE state IN ('sent', 'returned')
UNION SELECT id FROM signoff WHERE entry_id IN {OPEN}
UNION SELECT id FROM review WHERE entry_id IN {OPEN}
UNION SELECT id FROM withdrawal WHERE of_id IN {OPEN}
UNION SELECT id FROM withdrawal WHERE of_id IN (SELECT id FROM signoff WHERE entry_id IN {OPEN})
UNION SELECT id FROM withdrawal WHERE of_id IN (SELECT id FROM review WHERE entry_id IN {OPEN})
UNION SELECT id FROM withdrawal WHERE of_id IN (SELECT mutation FROM proposal WHERE entry_id IN {OPEN})
"""  # noqa: S608  (nothing of anybody else's)


def upgrade():
    op.create_table(
        "cell_floor",
        sa.Column("cell", sa.String(80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("cell", name=op.f("pk_cell_floor")),
    )
    op.add_column("cell_pointer", sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        f"UPDATE cell_pointer SET waits = TRUE WHERE cell LIKE 's:%/%' AND gone IS NULL AND doc_id IN ({WAITING})"  # noqa: S608
    )
    waits = sa.text("waits")
    op.create_index(
        "cell_pointer_waits", "cell_pointer", ["cell", "seq"], sqlite_where=waits, postgresql_where=waits
    )


def downgrade():
    op.drop_index("cell_pointer_waits", "cell_pointer")
    with op.batch_alter_table("cell_pointer") as batch:
        batch.drop_column("waits")
    op.drop_table("cell_floor")
