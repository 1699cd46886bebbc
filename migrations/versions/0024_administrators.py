"""Who administers a provider, and invitations to do so. On the way down both go: there was no such role."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "administration",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("provider_id", sa.String(36), nullable=False),
        sa.Column("since", sa.String(20), nullable=False),
        sa.Column("ended_at", sa.String(20), nullable=True),
        sa.Column("ended_by", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_administration_person_id_person")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_administration_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration")),
    )
    lasting = sa.text("ended_at IS NULL")
    op.create_index(
        "administration_active",
        "administration",
        ["person_id", "provider_id"],
        unique=True,
        sqlite_where=lasting,
        postgresql_where=lasting,
    )
    op.create_index("administration_provider", "administration", ["provider_id"])
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("provider_id", sa.String(36), nullable=True))
        batch.create_foreign_key(
            op.f("fk_invitation_provider_id_provider"), "provider", ["provider_id"], ["id"]
        )


def downgrade():
    op.execute("DELETE FROM invitation WHERE provider_id IS NOT NULL")
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(op.f("fk_invitation_provider_id_provider"), type_="foreignkey")
        batch.drop_column("provider_id")
    op.drop_table("administration")
