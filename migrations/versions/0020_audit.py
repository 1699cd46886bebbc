"""Who did what in a programme is kept where its coordinators can read it; it begins with this version.

A server of the build before may run meanwhile: it keeps nothing, and its log says it all the same.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("about_id", sa.String(length=36), nullable=True),
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("thing", sa.String(length=36), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index("audit_programme", "audit", ["programme_id", "number"])


def downgrade() -> None:
    op.drop_index("audit_programme", "audit")
    op.drop_table("audit")
