"""Answers that came after their signer had left, kept until a coordinator decides about them."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "belated",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_belated")),
    )
    op.create_index("belated_entry", "belated", ["entry_id"])


def downgrade() -> None:
    op.drop_index("belated_entry", "belated")
    op.drop_table("belated")
