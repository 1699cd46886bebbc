"""A provider is a row, no more a line of text that two schools may share: programmes name it by its id.

One provider for each set of programmes that a coordinator of today connects and that say the same text; else one each,
because two schools of one name must not meet. `logbook provider plan` prints what `planned` finds, before. No server of
the build before may run meanwhile (`alone`): it asks for the text. On the way down providers of one name become one.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
alone = True

PROGRAMMES = "SELECT id, name, provider, tz, created_at FROM programme ORDER BY created_at, id"
COORDINATORS = """
SELECT person_id, programme_id FROM membership WHERE role = 'coordinator' AND ended_at IS NULL
ORDER BY person_id, programme_id
"""


def planned(connection):
    """The providers to come, each the rows (id, name, provider, tz, created_at) of its programmes, oldest first."""
    programmes = connection.execute(sa.text(PROGRAMMES)).all()
    text = {one.id: one.provider for one in programmes}
    leads = {one.id: one.id for one in programmes}

    def first(id):
        while leads[id] != id:
            id = leads[id]
        return id

    seen = {}
    for person, programme in connection.execute(sa.text(COORDINATORS)):
        other = seen.setdefault((person, text[programme]), programme)
        leads[first(programme)] = first(other)
    sets = {}
    for one in programmes:
        sets.setdefault(first(one.id), []).append(one)
    return list(sets.values())


def upgrade():
    op.create_table(
        "provider",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("tz", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
    )
    op.add_column("programme", sa.Column("provider_id", sa.String(36), nullable=True))
    connection = op.get_bind()
    for programmes in planned(connection):
        oldest, id = programmes[0], str(uuid4())
        connection.execute(
            sa.text("INSERT INTO provider (id, name, address, tz, created_at) VALUES (:id, :name, '', :tz, :at)"),
            {"id": id, "name": oldest.provider, "tz": oldest.tz, "at": oldest.created_at},
        )
        connection.execute(
            sa.text("UPDATE programme SET provider_id = :id WHERE id = :programme"),
            [{"id": id, "programme": one.id} for one in programmes],
        )
    with op.batch_alter_table("programme") as batch:
        batch.alter_column("provider_id", existing_type=sa.String(36), nullable=False)
        batch.create_foreign_key(
            op.f("fk_programme_provider_id_provider"), "provider", ["provider_id"], ["id"]
        )
        batch.create_index(op.f("ix_programme_provider_id"), ["provider_id"])
        batch.drop_column("provider")


def downgrade():
    op.add_column("programme", sa.Column("provider", sa.String(200), nullable=True))
    op.execute("UPDATE programme SET provider = (SELECT name FROM provider WHERE id = programme.provider_id)")
    with op.batch_alter_table("programme") as batch:
        batch.alter_column("provider", existing_type=sa.String(200), nullable=False)
        batch.drop_index(op.f("ix_programme_provider_id"))
        batch.drop_constraint(op.f("fk_programme_provider_id_provider"), type_="foreignkey")
        batch.drop_column("provider_id")
    op.drop_table("provider")
