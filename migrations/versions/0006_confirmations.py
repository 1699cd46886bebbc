"""Who confirmed a signer. Whoever signed before this was asked goes on counting, marked as not confirmed."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = sa.text(
    "INSERT INTO confirmation (person_id, programme_id, name, licence_body, licence_number, how, by_id, at) "
    "SELECT DISTINCT membership.person_id, membership.programme_id, person.name, person.licence_body, "
    "person.licence_number, 'before', NULL, :now FROM membership JOIN person ON person.id = membership.person_id "
    "WHERE membership.role = 'supervisor'"
)


def upgrade() -> None:
    op.create_table(
        "confirmation",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("licence_body", sa.String(length=200), nullable=False),
        sa.Column("licence_number", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("confirmation_person", "confirmation", ["person_id", "programme_id"], unique=False)
    op.execute(BEFORE.bindparams(now=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))


def downgrade() -> None:
    op.drop_index("confirmation_person", "confirmation")
    op.drop_table("confirmation")
