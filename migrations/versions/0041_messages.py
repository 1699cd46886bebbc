"""What somebody wants to be told of, and when they were. Without a row everything is as it is by default."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_choice",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("frequency", sa.String(40), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "topic", "way", name=op.f("pk_message_choice")),
    )
    op.create_table(
        "message_plan",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("frequency", sa.String(40), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_plan_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "topic", "frequency", name=op.f("pk_message_plan")),
    )
    op.create_index("mail_person", "mail", ["person_id", "kind"])


def downgrade() -> None:
    op.drop_index("mail_person", "mail")
    # The build before knows no letter of these kinds, and none of the job.
    op.execute("DELETE FROM mail WHERE kind NOT IN ('invitation', 'recovery_made', 'password_changed', 'email_changed', 'email_was')")
    op.execute("DELETE FROM job WHERE kind = 'plan'")
    op.drop_table("message_plan")
    op.drop_table("message_choice")
