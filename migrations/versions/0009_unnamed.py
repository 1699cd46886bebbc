"""A case may wait until its trainee names who supervised: its head then names nobody, which is null.

A build from before has somebody in every head. On the way down "" stands there, as in the statement; it is nobody's id, so
such a case waits for any supervisor of its programme, as one whose supervisor left does. On the way up "" becomes null again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entry") as table:
        table.alter_column("supervisor_id", existing_type=sa.String(length=36), nullable=True)
    op.execute("UPDATE entry SET supervisor_id = NULL WHERE supervisor_id = ''")


def downgrade() -> None:
    op.execute("UPDATE entry SET supervisor_id = '' WHERE supervisor_id IS NULL")
    with op.batch_alter_table("entry") as table:
        table.alter_column("supervisor_id", existing_type=sa.String(length=36), nullable=False)
