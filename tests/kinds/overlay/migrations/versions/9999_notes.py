"""The notes of the test's own kind."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "LAST"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("note_entry", "note", ["entry_id"], unique=False)


def downgrade() -> None:
    op.drop_index("note_entry", table_name="note")
    op.drop_table("note")
