"""Checks of licences that a published file suggests wait until somebody confirms each. Nothing waits before."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "prepared_check",
        sa.Column("id", ID, nullable=False),
        sa.Column("licence_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", sa.String(20), nullable=True),
        sa.Column("act", ID, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_prepared_check_person_id_person")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_prepared_check_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_check")),
    )
    op.create_index(
        "prepared_check_once", "prepared_check", ["provider_id", "licence_id", "digest"], unique=True
    )
    op.create_index("prepared_check_waiting", "prepared_check", ["provider_id", "verdict"])


def downgrade() -> None:
    op.drop_table("prepared_check")
