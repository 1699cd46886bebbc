"""A proposal can be closed by its author: since when, or null while it is open."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposal", sa.Column("closed_at", sa.String(length=20), nullable=True))


def downgrade() -> None:
    # SQLite drops columns since 3.35, which the feed's RETURNING needs anyway.
    op.drop_column("proposal", "closed_at")
