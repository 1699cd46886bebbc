"""Licences are kept as history: whatever somebody was registered with until now becomes one, with all it was before.

A server of the build before may run meanwhile: it shows none of it, and a number that it changes is in no licence until
its holder changes it again. On the way down licences go; the one that stands under signatures is in the account.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID, DAY, CODE, LINE, INSTANT = sa.String(36), sa.String(10), sa.String(40), sa.String(200), sa.String(20)
WAS = ("licence_body", "licence_number")


def upgrade() -> None:
    licence = op.create_table(
        "licence",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("licence_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("region", CODE, nullable=False),
        sa.Column("licence_body", LINE, nullable=False),
        sa.Column("licence_number", LINE, nullable=False),
        sa.Column("type", CODE, nullable=False),
        sa.Column("prescriber", sa.Boolean(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("source", CODE, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_licence_person_id_person")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_licence")),
    )
    op.create_index("licence_person", "licence", ["person_id"])
    op.create_table(
        "licence_period",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act", ID, nullable=False),
        sa.Column("licence_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=True),
        sa.Column("status", CODE, nullable=False),
        sa.Column("words", LINE, nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("from_on", DAY, nullable=True),
        sa.Column("to_on", DAY, nullable=True),
        sa.Column("of", ID, nullable=True),
        sa.Column("source", CODE, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_licence_period_person_id_person")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_licence_period_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_licence_period")),
    )
    op.create_index("licence_period_person", "licence_period", ["person_id"])
    _make_checks()
    if rows := _histories(op.get_bind()):
        op.bulk_insert(licence, rows)


def downgrade() -> None:
    op.drop_table("licence_check")
    op.drop_table("licence_period")
    op.drop_table("licence")


def _make_checks() -> None:
    op.create_table(
        "licence_check",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act", ID, nullable=False),
        sa.Column("licence_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("licence_body", LINE, nullable=False),
        sa.Column("licence_number", LINE, nullable=False),
        sa.Column("checked_on", DAY, nullable=False),
        sa.Column("how", CODE, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("name", LINE, nullable=False),
        sa.Column("next_on", DAY, nullable=True),
        sa.Column("of", ID, nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("by_name", LINE, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_licence_check_person_id_person")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_licence_check_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_licence_check_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_licence_check")),
    )
    op.create_index("licence_check_act", "licence_check", ["act"], unique=True)
    op.create_index("licence_check_person", "licence_check", ["person_id", "provider_id"])


def _histories(connection: sa.Connection) -> list[dict[str, object]]:
    """For everybody who has or had a number a licence in as many versions as it had, oldest first. It is called after
    its holder, so that a way down and up makes the same again."""
    people = sa.text("SELECT id, licence_body, licence_number, created_at FROM person ORDER BY created_at, id")
    changes = sa.text(
        "SELECT person_id, by_id, at, was FROM person_change WHERE kind = 'details' ORDER BY number"
    )
    changed: dict[str, list[sa.Row[tuple[str, ...]]]] = {}
    for row in connection.execute(changes):
        changed.setdefault(row.person_id, []).append(row)
    rows: list[dict[str, object]] = []
    for person in connection.execute(people):
        theirs, said = changed.get(person.id, []), ("", "")
        was = [json.loads(row.was) for row in theirs]
        told = [(one[WAS[0]], one[WAS[1]]) for one in was] + [(person.licence_body, person.licence_number)]
        begun = [(person.created_at, person.id), *((row.at, row.by_id) for row in theirs)]
        for (body, number), (at, by) in zip(told, begun, strict=True):
            if (body, number) == said or not (number or said[1]):
                continue
            said = body, number
            rows.append(_row(person.id, by, at, body, number))
    return rows


def _row(person: str, by: str, at: str, body: str, number: str) -> dict[str, object]:
    said = {"licence_id": person, "person_id": person, "licence_body": body, "licence_number": number}
    usual = {"region": "", "type": "", "prescriber": None, "is_primary": True, "source": "before"}
    return said | usual | {"by_id": by, "recorded_at": at}
