"""What supervisors know of progress is a kind of document that no server before knows: on the way down it goes, and on the
way up it is made again with the next report.

Nothing is made here: standings were written by servers of the revision before, as the documents that they are.
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    # A pointer to what an older server cannot read would stop the pull of whoever reads that cell.
    op.execute("DELETE FROM cell_pointer WHERE kind = 'standing'")
    op.execute("DELETE FROM document WHERE kind = 'standing'")
