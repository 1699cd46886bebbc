"""Cohorts, what is arranged with a trainee, programmes that ended, and roles that follow one that ended."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID, DAY, CODE, INSTANT = sa.String(36), sa.String(10), sa.String(40), sa.String(20)


def upgrade() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("starts_on", DAY, nullable=False),
        sa.Column("ends_on", DAY, nullable=True),
        sa.Column("due_on", DAY, nullable=True),
        sa.Column("tutor_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_cohort_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    op.create_index(op.f("ix_cohort_programme_id"), "cohort", ["programme_id"])
    op.create_table(
        "cohort_supervisor",
        sa.Column("cohort_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_supervisor_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cohort_supervisor_person_id_person")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_supervisor")),
    )
    op.create_table(
        "arrangement",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("of", ID, nullable=True),
        sa.Column("cohort_id", ID, nullable=True),
        sa.Column("was_id", ID, nullable=True),
        sa.Column("from_on", DAY, nullable=True),
        sa.Column("until_on", DAY, nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("unit", CODE, nullable=True),
        sa.Column("reason", CODE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_arrangement_person_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_arrangement_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_arrangement")),
    )
    op.create_index(op.f("ix_arrangement_act"), "arrangement", ["act"])
    op.create_index("arrangement_trainee", "arrangement", ["programme_id", "person_id"])
    op.add_column("membership", sa.Column("cohort_id", ID, nullable=True))
    op.add_column("membership", sa.Column("follows", ID, nullable=True))
    op.add_column("invitation", sa.Column("cohort_id", ID, nullable=True))
    op.add_column("programme", sa.Column("ended_at", INSTANT, nullable=True))
    op.add_column("programme", sa.Column("ended_by", ID, nullable=True))


def downgrade() -> None:
    op.drop_column("programme", "ended_by")
    op.drop_column("programme", "ended_at")
    op.drop_column("invitation", "cohort_id")
    op.drop_column("membership", "follows")
    op.drop_column("membership", "cohort_id")
    op.drop_table("arrangement")
    op.drop_table("cohort_supervisor")
    op.drop_table("cohort")
