"""What is known of each device, and the saved copies that were brought back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("build", sa.String(length=80), nullable=False),
        sa.Column("last_sync", sa.String(length=20), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("oldest_pending", sa.String(length=20), nullable=True),
        sa.Column("clock_offset_s", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("login_id", sa.String(length=64), nullable=True),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("emptied_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "id"),
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.Column("brought_at", sa.String(length=20), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("copy_account", "copy", ["account_id", "brought_at"], unique=False)


def downgrade() -> None:
    op.drop_index("copy_account", "copy")

    op.drop_table("copy")
    op.drop_table("device")
