"""Reports as they were worked out last.

On the way down they go: they are made again of what they were made of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("trainee_id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=36), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=True),
        sa.Column("made_on", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("trainee_id", "programme_id"),
    )


def downgrade() -> None:
    op.drop_table("report")
