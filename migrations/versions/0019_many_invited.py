"""Many are invited together, and one link leads into many programmes.

An invitation is a row for each programme, and the rows of one link share its hash: it is no key any more. `seed` is what a
link is made of anew for whoever made it; links from before have none, and are shown no more. `roster` keeps the names that
somebody is about to invite. A sign-off says its rating in a column, filled from the texts a thousand rows at a time; what a
server of the build before writes meanwhile has none there, and is missing in the spread of a supervisor's ratings alone.
On the way down the further programmes of a link lose it: it leads into the first.
"""

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

AT_ONCE = 1000
NAMED = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    # SQLite never gave the key a name, PostgreSQL its own.
    key = "invitation_token_hash_key" if postgresql else "uq_invitation_token_hash"
    with op.batch_alter_table("invitation", naming_convention=NAMED) as table:
        table.drop_constraint(key, type_="unique")
        table.add_column(sa.Column("seed", sa.String(length=64), nullable=True))
    op.create_index("ix_invitation_token_hash", "invitation", ["token_hash"], unique=False)
    op.create_index("invitation_programme", "invitation", ["programme_id", "created_at"], unique=False)
    op.create_table(
        "roster",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("programmes", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("confirmed_at", sa.String(length=20), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("roster_by", "roster", ["by_id", "made_at"], unique=False)
    op.add_column("signoff", sa.Column("rating", sa.Integer(), nullable=True))
    rate()


def downgrade() -> None:
    op.drop_column("signoff", "rating")
    op.drop_table("roster")
    part()
    op.drop_index("invitation_programme", table_name="invitation")
    op.drop_index("ix_invitation_token_hash", table_name="invitation")
    postgresql = op.get_bind().dialect.name == "postgresql"
    with op.batch_alter_table("invitation") as table:
        table.drop_column("seed")
        table.create_unique_constraint(
            "invitation_token_hash_key" if postgresql else "uq_invitation_token_hash", ["token_hash"]
        )


def rate() -> None:
    connection, after = op.get_bind(), ""
    while rows := connection.execute(
        sa.text(
            "SELECT t.id, s.text FROM signoff t JOIN statement s ON s.hash = t.hash"
            f" WHERE t.id > :after ORDER BY t.id LIMIT {AT_ONCE}"
        ),
        {"after": after},
    ).all():
        said = [{"the_id": row.id, "rating": json.loads(row.text)["rating"]} for row in rows]
        connection.execute(sa.text("UPDATE signoff SET rating = :rating WHERE id = :the_id"), said)
        after = rows[-1].id


def part() -> None:
    """Each row has a hash of its own again; only the first of a link keeps the one that opens it."""
    connection, seen = op.get_bind(), set()
    rows = connection.execute(sa.text("SELECT id, token_hash FROM invitation ORDER BY created_at, id")).all()
    for row in rows:
        if row.token_hash in seen:
            connection.execute(
                sa.text("UPDATE invitation SET token_hash = :hash WHERE id = :id"),
                {"hash": secrets.token_hex(32), "id": row.id},
            )
        seen.add(row.token_hash)
