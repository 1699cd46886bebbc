"""What a provider keeps of a person, and its logo. Notes about trainees go from what is arranged into that entry.

A server of the build before may run meanwhile: it shows none of it, and a note that it writes stays where it was. On
the way down notes go back where their writer ran the programme; names, checks and logos go.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID, DAY, CODE, INSTANT = sa.String(36), sa.String(10), sa.String(40), sa.String(20)


def upgrade() -> None:
    op.create_table(
        "logo",
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_logo_provider_id_provider")),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_logo")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_register_entry_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_entry_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("provider_id", "person_id", name=op.f("uq_register_entry_provider_id")),
    )
    op.create_index("register_entry_person", "register_entry", ["person_id"])
    op.create_table(
        "register_line",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("act", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", CODE, nullable=True),
        sa.Column("seen_on", DAY, nullable=True),
        sa.Column("of", ID, nullable=True),
        sa.Column("programme_id", ID, nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entry.id"], name=op.f("fk_register_line_entry_id_register_entry")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_register_line")),
    )
    op.create_index(op.f("ix_register_line_entry_id"), "register_line", ["entry_id"])
    _move_notes(op.get_bind())


def downgrade() -> None:
    _give_notes_back(op.get_bind())
    op.drop_table("register_line")
    op.drop_table("register_entry")
    op.drop_table("logo")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(one) for one in columns))


_ARRANGEMENT = _table(
    "arrangement", "number", "act", "person_id", "programme_id", "kind", "of", "note", "by_id", "at"
)
_ENTRY = _table("register_entry", "id", "provider_id", "person_id", "name")
_LINE = _table("register_line", "number", "entry_id", "act", "kind", "text", "of", "programme_id", "by_id", "at")
_PROGRAMME = _table("programme", "id", "provider_id")
_MEMBERSHIP = _table("membership", "person_id", "programme_id", "role")


def _move_notes(connection: sa.Connection) -> None:
    had = _ARRANGEMENT
    notes = sa.select(had.c.act).where(had.c.kind == "note")
    which = sa.or_(had.c.kind == "note", had.c.of.in_(notes))
    query = (
        sa.select(had, _PROGRAMME.c.provider_id)
        .join(_PROGRAMME, _PROGRAMME.c.id == had.c.programme_id)
        .where(which)
    )
    entries: dict[tuple[str, str], str] = {}
    for row in connection.execute(query.order_by(had.c.number)).all():
        key = row.provider_id, row.person_id
        if key not in entries:
            entries[key] = str(uuid4())
            named = {"id": entries[key], "provider_id": row.provider_id, "person_id": row.person_id}
            connection.execute(sa.insert(_ENTRY).values(**named, name=""))
        told = {name: getattr(row, name) for name in ("act", "kind", "of", "programme_id", "by_id", "at")}
        connection.execute(sa.insert(_LINE).values(entry_id=entries[key], text=row.note, **told))
    # First what took notes back: which those are is said by the notes.
    connection.execute(sa.delete(had).where(had.c.of.in_(notes)))
    connection.execute(sa.delete(had).where(had.c.kind == "note"))


def _give_notes_back(connection: sa.Connection) -> None:
    notes = sa.select(_LINE.c.act).where(_LINE.c.kind == "note")
    trains = sa.exists().where(
        _MEMBERSHIP.c.person_id == _ENTRY.c.person_id,
        _MEMBERSHIP.c.programme_id == _LINE.c.programme_id,
        _MEMBERSHIP.c.role == "trainee",
    )
    query = (
        sa.select(_LINE, _ENTRY.c.person_id)
        .join(_ENTRY, _ENTRY.c.id == _LINE.c.entry_id)
        .where(sa.or_(_LINE.c.kind == "note", _LINE.c.of.in_(notes)), trains)
    )
    back = set[str]()
    for row in connection.execute(query.order_by(_LINE.c.number)).all():
        if row.kind == "note":
            back.add(row.act)
        elif row.of not in back:
            # Of a note that stays behind.
            continue
        named = ("act", "person_id", "programme_id", "kind", "of", "by_id", "at")
        told = {name: getattr(row, name) for name in named}
        connection.execute(sa.insert(_ARRANGEMENT).values(note=row.text, **told))
