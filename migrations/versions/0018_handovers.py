"""Hand-overs are statements: whom a case waits for since its trainee named somebody, and how often that changed.

What leavers handed over until now stays in their memberships, and is read there. A server of the build before may run
meanwhile: it leaves both columns as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("after_rev", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index("handover_entry", "handover", ["entry_id"])
    op.add_column("entry", sa.Column("handed_to", sa.String(length=36), nullable=True))
    op.add_column("entry", sa.Column("handovers", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("entry") as batch:
        batch.drop_column("handovers")
        batch.drop_column("handed_to")
    op.drop_index("handover_entry", "handover")
    op.drop_table("handover")
