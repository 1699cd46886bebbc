"""What pages narrow, count and look up by stands in columns beside each head: until now only its text said it.

Filled from the texts a thousand rows at a time. On the way down the columns go; the texts still say it all. No server of
the build before may run meanwhile (`alone`): it would write rows without them.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
alone = True

AT_ONCE = 1000
COLUMNS = {
    "entry": {
        "setting": sa.String(length=40),
        "model_code": sa.String(length=40),
        "areas": sa.Text(),
        "has_points": sa.Boolean(),
        "has_events": sa.Boolean(),
        "review_due_on": sa.String(length=10),
    },
    "signoff": {"has_corrections": sa.Boolean(), "signed_as": sa.Text()},
    "review": {"has_events": sa.Boolean()},
}
MAY_BE_NULL = {"review_due_on"}


def entry(doc):
    return {
        "setting": doc["setting"],
        "model_code": doc["model"]["code"],
        "areas": f"|{'|'.join(doc['areas'])}|",
        "has_points": bool(doc["points"]),
        "has_events": bool(doc["events"]),
        "review_due_on": doc["aftercare"]["review_due_on"],
    }


def signoff(doc):
    signer = [doc["signer"][name] for name in ("name", "body", "number")]
    return {
        "has_corrections": bool(doc["corrections"]),
        "signed_as": json.dumps(signer, ensure_ascii=False, separators=(",", ":")),
    }


def review(doc):
    return {"has_events": bool(doc["events"])}


SAID = {"entry": entry, "signoff": signoff, "review": review}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))
        fill(table)
        with op.batch_alter_table(table) as changed:
            for name, kind in columns.items():
                if name not in MAY_BE_NULL:
                    changed.alter_column(name, existing_type=kind, nullable=False)
    op.create_index("entry_model", "entry", ["trainee_id", "model_code"])


def downgrade() -> None:
    op.drop_index("entry_model", table_name="entry")
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as changed:
            for name in columns:
                changed.drop_column(name)


def fill(table: str) -> None:
    connection, after = op.get_bind(), ""
    values = ", ".join(f"{name} = :{name}" for name in COLUMNS[table])
    while rows := connection.execute(
        sa.text(
            f"SELECT t.id, s.text FROM {table} t JOIN statement s ON s.hash = t.hash"  # noqa: S608
            f" WHERE t.id > :after ORDER BY t.id LIMIT {AT_ONCE}"
        ),
        {"after": after},
    ).all():
        said = [{"the_id": row.id} | SAID[table](json.loads(row.text)) for row in rows]
        connection.execute(sa.text(f"UPDATE {table} SET {values} WHERE id = :the_id"), said)  # noqa: S608
        after = rows[-1].id
