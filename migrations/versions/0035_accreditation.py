"""Accreditations of providers, programmes and modules, and files of completions with what became of each row.

Rows of the office: on the way down they go.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ID, HASH, DAY, CODE, INSTANT, LINE = (sa.String(length) for length in (36, 64, 10, 40, 20, 200))


def upgrade() -> None:
    op.create_table(
        "accreditation",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=True),
        sa.Column("module", CODE, nullable=True),
        sa.Column("body", LINE, nullable=False),
        sa.Column("number", LINE, nullable=False),
        sa.Column("profession", CODE, nullable=True),
        sa.Column("region", LINE, nullable=False),
        sa.Column("from_on", DAY, nullable=False),
        sa.Column("until_on", DAY, nullable=True),
        sa.Column("credits_tenths", sa.Integer(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        _leads("accreditation", "provider_id", "provider.id"),
        _leads("accreditation", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
    )
    op.create_index("accreditation_provider", "accreditation", ["provider_id"])
    op.create_table(
        "completion_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("digest", HASH, nullable=False),
        sa.Column("filed_at", INSTANT, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("recorded", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        _leads("completion_file", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_file")),
    )
    op.create_index("completion_file_programme", "completion_file", ["programme_id", "filed_at"])


def downgrade() -> None:
    for name in ("completion_file", "accreditation"):
        op.drop_table(name)


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [to], name=name)
