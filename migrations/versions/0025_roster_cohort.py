"""A list of names may lead into a cohort.

A server of the build before may run meanwhile: lists that it confirms lead into none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("roster", sa.Column("cohort_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("roster", "cohort_id")
