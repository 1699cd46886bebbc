"""The memberships of a person are found by an index: every request asks for them."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("membership_person", "membership", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("membership_person", table_name="membership")
