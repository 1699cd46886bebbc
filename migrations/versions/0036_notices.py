"""Up to which instant each person has looked at what happened; at first nobody has.

Nothing of a build before reads the column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("looked_at", sa.String(20), nullable=True))
    op.create_index("arrangement_person", "arrangement", ["person_id"])


def downgrade() -> None:
    op.drop_index("arrangement_person", "arrangement")
    with op.batch_alter_table("person") as table:
        table.drop_column("looked_at")
