"""Whether an account was told of a link that was made for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitation", sa.Column("told_at", sa.String(length=20), nullable=True))
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"], unique=False)
    # Of a link that nobody used there is nothing to tell any more, save while it works: then its owner hears of it.
    op.execute("UPDATE invitation SET told_at = created_at WHERE kind <> 'recovery' OR revoked_at IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_invitation_person_id", "invitation")
    op.drop_column("invitation", "told_at")
