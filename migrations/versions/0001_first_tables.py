"""All tables of the first version."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("attempt_key_at", "attempt", ["key", "at"], unique=False)

    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trainee_id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("supervisor_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("signed_rev", sa.Integer(), nullable=True),
        sa.Column("performed_on", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("received_first", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("entry_programme", "entry", ["programme_id", "state"], unique=False)
    op.create_index("entry_trainee", "entry", ["trainee_id", "performed_on"], unique=False)

    op.create_table(
        "feed",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("doc_id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "kind", "doc_id"),
        sa.UniqueConstraint("account_id", "seq", name="feed_account_seq"),
    )
    op.create_table(
        "feed_head",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one = 1", name="feed_head_one"),
        sa.PrimaryKeyConstraint("one"),
    )
    op.create_table(
        "mutation_result",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("mutation", sa.String(length=36), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "mutation"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("profession", sa.String(length=40), nullable=False),
        sa.Column("licence_body", sa.String(length=200), nullable=False),
        sa.Column("licence_number", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("joined_at", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("tz", sa.String(length=64), nullable=False),
        sa.Column("requirement_set", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "proposal",
        sa.Column("mutation", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("mutation"),
    )
    op.create_index("proposal_entry", "proposal", ["entry_id"], unique=False)

    op.create_table(
        "refusal",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("mutation", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "mutation"),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("review_entry", "review", ["entry_id"], unique=False)

    op.create_table(
        "signoff",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("entry_rev", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.Column("signer_id", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("signoff_entry", "signoff", ["entry_id"], unique=False)
    op.create_index("signoff_signer", "signoff", ["signer_id", "signed_at"], unique=False)

    op.create_table(
        "statement",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("doc_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mutation", sa.String(length=36), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("client_at", sa.String(length=20), nullable=True),
        sa.Column("clock_offset_s", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("hash"),
        sa.UniqueConstraint("kind", "doc_id", "rev", name="statement_revision"),
    )
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("of_kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("withdrawal_of", "withdrawal", ["of_kind", "of_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("programme_id", sa.String(length=36), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.Column("revoked_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "login",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_login_person_id", "login", ["person_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "membership_active",
        "membership",
        ["person_id", "programme_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("membership_programme", "membership", ["programme_id", "role"], unique=False)

    _give_the_feed_its_head()
    _compress_statements()


def _give_the_feed_its_head() -> None:
    # The row every writer locks last; its epoch names this database to the phones.
    row = sa.text("INSERT INTO feed_head (one, epoch, seq) VALUES (1, :epoch, 0)")
    op.execute(row.bindparams(epoch=str(uuid.uuid4())))


def _compress_statements() -> None:
    # lz4 halves the cost of writing a statement; servers built without it keep their own compression.
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    known = bind.scalar(sa.text("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'"))
    if "lz4" in (known or []):
        op.execute("ALTER TABLE statement ALTER COLUMN text SET COMPRESSION lz4")


def downgrade() -> None:
    op.drop_index("membership_programme", "membership")
    op.drop_index("membership_active", "membership")

    op.drop_table("membership")
    op.drop_index("ix_login_person_id", "login")

    op.drop_table("login")
    op.drop_table("invitation")
    op.drop_index("withdrawal_of", "withdrawal")

    op.drop_table("withdrawal")
    op.drop_table("statement")
    op.drop_index("signoff_signer", "signoff")
    op.drop_index("signoff_entry", "signoff")

    op.drop_table("signoff")
    op.drop_index("review_entry", "review")

    op.drop_table("review")
    op.drop_table("refusal")
    op.drop_index("proposal_entry", "proposal")

    op.drop_table("proposal")
    op.drop_table("programme")
    op.drop_table("person")
    op.drop_table("mutation_result")
    op.drop_table("feed_head")
    op.drop_table("feed")
    op.drop_index("entry_trainee", "entry")
    op.drop_index("entry_programme", "entry")

    op.drop_table("entry")
    op.drop_table("document")
    op.drop_index("attempt_key_at", "attempt")

    op.drop_table("attempt")
