"""Modules of a programme in their versions, and attestations: statements of who did what beside their cases.

A server of the build before passes over what it cannot read. On the way down the tables go, and the statements and what
points to them stay; on the way up the rows of attestations are made of them again. Modules, and where certificates are
kept, are the office's own and go.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None

ID, HASH, DAY, CODE, INSTANT, LINE = (sa.String(length) for length in (36, 64, 10, 40, 20, 200))
TOLD = ("title", "hours", "way", "subject", "document", "minutes", "credits_tenths", "score")
SAID = sa.text(
    "SELECT s.hash, s.author, s.received_at, s.text, "
    "(SELECT MIN(w.received_at) FROM withdrawal w WHERE w.of_kind = 'attestation' AND w.of_id = s.doc_id) "
    "AS withdrawn_at FROM statement s WHERE s.kind = 'attestation'"
)


def upgrade() -> None:
    op.create_table(
        "module",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("key", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", LINE, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("credits_tenths", sa.Integer(), nullable=True),
        sa.Column("keeps_months", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_starter", sa.Boolean(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_module_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
    )
    op.create_index("module_version", "module", ["programme_id", "key", "version"], unique=True)
    table = op.create_table(
        "attestation",
        sa.Column("id", ID, nullable=False),
        sa.Column("membership_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("hash", HASH, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("what", CODE, nullable=False),
        sa.Column("module", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("on_day", DAY, nullable=False),
        sa.Column("until_day", DAY, nullable=True),
        sa.Column("known", CODE, nullable=False),
        sa.Column("deed", LINE, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
    )
    op.create_index("attestation_membership", "attestation", ["membership_id"])
    op.create_index("attestation_trainee", "attestation", ["person_id", "programme_id"])
    op.create_index("attestation_module", "attestation", ["programme_id", "module"])
    op.create_table(
        "proof",
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("digest", HASH, nullable=True),
        sa.Column("place", LINE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("attestation_id", name=op.f("pk_proof")),
    )
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT id, person_id, programme_id FROM membership"))
    members = {row.id: row for row in found}
    if rows := [of(row, members) for row in connection.execute(SAID)]:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    # A pointer to what an older server cannot read would stop the pull of whoever reads that cell.
    op.execute("DELETE FROM cell_pointer WHERE kind = 'curriculum'")
    op.execute("DELETE FROM document WHERE kind = 'curriculum'")
    for name in ("proof", "attestation", "module"):
        op.drop_table(name)


def of(row, members):
    doc = json.loads(row.text)
    member = members[doc["membership"]]
    deed = f"{doc['module']} {doc['version']} {doc['on']}" if doc["what"] == "module" else doc["accepts"]
    return {
        "id": doc["id"],
        "membership_id": doc["membership"],
        "person_id": member.person_id,
        "programme_id": member.programme_id,
        "author_id": row.author,
        "hash": row.hash,
        "received_at": row.received_at,
        "what": doc["what"],
        "module": doc["module"],
        "version": doc["version"],
        "on_day": doc["on"],
        "until_day": doc["until"],
        "known": doc["known"],
        "deed": deed or row.hash,
        "told": json.dumps(
            {name: doc[name] for name in TOLD}, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ),
        "withdrawn_at": row.withdrawn_at,
    }
