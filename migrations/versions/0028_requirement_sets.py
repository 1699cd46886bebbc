"""Requirement sets that a provider writes, who was enrolled under which version, and exceptions from their rules.

A server of the build before may run meanwhile: it knows the shipped sets alone and judges everybody by the one that
their programme names. Nobody is enrolled here: whoever has no enrolment is judged by what the programme names, as
before. On the way down a programme that asks by a set of its own asks by the starter set again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID, HASH, DAY, CODE, INSTANT = (sa.String(length) for length in (36, 64, 10, 40, 20))


def upgrade() -> None:
    op.create_table(
        "requirement_set",
        sa.Column("hash", HASH, nullable=False),
        sa.Column("programme_id", ID, nullable=True),
        sa.Column("key", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", ID, nullable=True),
        _leads("requirement_set", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_requirement_set")),
    )
    op.create_index(
        "requirement_set_version", "requirement_set", ["key", "version", "programme_id"], unique=True
    )
    op.create_index("requirement_set_programme", "requirement_set", ["programme_id"])
    op.create_table(
        "set_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("key", CODE, nullable=False),
        sa.Column("of_hash", HASH, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("published_hash", HASH, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        _leads("set_draft", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_draft")),
    )
    op.create_index("set_draft_programme", "set_draft", ["programme_id"])
    op.create_table(
        "enrolment",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("set_hash", HASH, nullable=False),
        sa.Column("from_on", DAY, nullable=False),
        sa.Column("reason", CODE, nullable=True),
        sa.Column("of", ID, nullable=True),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("by_name", sa.String(200), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _leads("enrolment", "person_id", "person.id"),
        _leads("enrolment", "programme_id", "programme.id"),
        _leads("enrolment", "set_hash", "requirement_set.hash"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_act"), "enrolment", ["act"])
    op.create_index("enrolment_trainee", "enrolment", ["person_id", "programme_id"])
    op.create_table(
        "rule_exception",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("set_hash", HASH, nullable=False),
        sa.Column("gate", CODE, nullable=False),
        sa.Column("rule", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("on_day", DAY, nullable=False),
        sa.Column("ends", DAY, nullable=True),
        sa.Column("reason", CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("by_name", sa.String(200), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("withdrawn_on", DAY, nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        _leads("rule_exception", "person_id", "person.id"),
        _leads("rule_exception", "programme_id", "programme.id"),
        _leads("rule_exception", "set_hash", "requirement_set.hash"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_exception")),
    )
    op.create_index("rule_exception_trainee", "rule_exception", ["person_id", "programme_id"])


def downgrade() -> None:
    op.execute(
        "UPDATE programme SET requirement_set = 'generic-starter' WHERE requirement_set IN "
        "(SELECT key FROM requirement_set WHERE programme_id IS NOT NULL)"
    )
    for name in ("rule_exception", "enrolment", "set_draft", "requirement_set"):
        op.drop_table(name)


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [to], name=name)
