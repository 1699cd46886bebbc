"""What was changed about an account, and that an account may be locked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_change",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_person_change_person_id", "person_change", ["person_id"], unique=False)
    op.add_column("person", sa.Column("locked_at", sa.String(length=20), nullable=True))
    op.add_column("person", sa.Column("locked_by", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "locked_by")
    op.drop_column("person", "locked_at")
    op.drop_index("ix_person_change_person_id", "person_change")
    op.drop_table("person_change")
