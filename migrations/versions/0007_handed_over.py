"""Who ended a role, and which supervisor took over what waited for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("ended_by", sa.String(length=36), nullable=True))
    op.add_column("membership", sa.Column("handed_to", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("membership", "handed_to")
    op.drop_column("membership", "ended_by")
