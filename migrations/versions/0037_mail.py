"""E-mail that waits to go out, and what became of it. A server of a build before sends none and writes none."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.String(20), nullable=False),
        sa.Column("wanted_at", sa.String(20), nullable=False),
        sa.Column("ended_at", sa.String(20), nullable=True),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mail_state", "mail", ["state", "due_at"])
    op.create_index("mail_address", "mail", ["address", "state"])


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind = 'mail'")
    op.drop_table("mail")
