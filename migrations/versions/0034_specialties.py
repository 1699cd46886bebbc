"""People say which specialties they come from: a rule may ask for one, or ask less of it. Nobody has said any before."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("specialties", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("specialties")
