"""The feed lies in cells: one pointer for all who read a document alike, where there was one for each of them.

Every document is put into its cells anew, under new numbers, so each phone reads all of its cells once; the epoch stays,
because after a new one every phone would also send again. What had been taken from an account stays said in its own cell.
No server of the build before may run meanwhile (`alone`): it would write pointers that nobody reads.

On the way down each account gets its pointers back. A phone's cursor from above is refused there, and the phone then
needs a server from above again: rather restore a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
# `logbook migrate` looks whether a server still runs.
alone = True

# What each statement is about, as (kind, id, the entry's id).
SUBJECTS = """
SELECT 'entry' AS kind, id AS doc_id, id AS entry_id, 1 AS place FROM entry
UNION ALL SELECT 'signoff', id, entry_id, 2 FROM signoff
UNION ALL SELECT 'review', id, entry_id, 3 FROM review
UNION ALL SELECT 'withdrawal', id, of_id, 4 FROM withdrawal WHERE of_kind = 'entry'
UNION ALL SELECT 'withdrawal', w.id, s.entry_id, 4 FROM withdrawal w JOIN signoff s ON s.id = w.of_id
  WHERE w.of_kind = 'signoff'
UNION ALL SELECT 'withdrawal', w.id, r.entry_id, 4 FROM withdrawal w JOIN review r ON r.id = w.of_id
  WHERE w.of_kind = 'review'
UNION ALL SELECT 'withdrawal', w.id, p.entry_id, 4 FROM withdrawal w JOIN proposal p ON p.mutation = w.of_id
  WHERE w.of_kind = 'proposal'
"""
# Trainees know those who supervise or did; those who supervise now know everybody who trains or supervises, or did.
KNOWN = """
SELECT id, person_id, 'n:' || person_id AS cell FROM membership
UNION SELECT id, person_id, 'n:' || programme_id || '/supervisor/now' FROM membership
  WHERE role IN ('trainee', 'supervisor')
UNION SELECT id, person_id, 'n:' || programme_id || '/trainee/ever' FROM membership WHERE role = 'supervisor'
"""
LYING = f"""
SELECT 'n:' || id AS cell, 'person' AS kind, id AS doc_id, 0 AS place FROM person
UNION SELECT cell, 'person', person_id, 0 FROM ({KNOWN}) AS known
UNION SELECT cell, 'membership', id, 0 FROM ({KNOWN}) AS known
UNION SELECT 'n:' || id || '/member/ever', 'programme', id, 0 FROM programme
UNION SELECT 'n:' || id || '/member/ever', 'requirements', requirement_set, 0 FROM programme
UNION SELECT 's:' || e.trainee_id, s.kind, s.doc_id, s.place
  FROM ({SUBJECTS}) AS s JOIN entry e ON e.id = s.entry_id
UNION SELECT 's:' || e.programme_id || '/supervisor/now', s.kind, s.doc_id, s.place
  FROM ({SUBJECTS}) AS s JOIN entry e ON e.id = s.entry_id
"""
HEAD = "(SELECT COALESCE(MAX(seq), 0) FROM feed_head)"
FILL = f"""
INSERT INTO cell_pointer (cell, kind, doc_id, seq, gone)
SELECT cell, kind, doc_id, {HEAD} + ROW_NUMBER() OVER (ORDER BY place, kind, doc_id, cell), NULL
FROM ({LYING}) AS lying
WHERE kind NOT IN ('person', 'membership', 'programme', 'requirements')
  OR EXISTS (SELECT 1 FROM document d WHERE d.kind = lying.kind AND d.id = lying.doc_id)
"""
LETTER = "CASE WHEN kind IN ('person', 'membership', 'programme', 'requirements') THEN 'n:' ELSE 's:' END"
TAKEN = f"""
INSERT INTO cell_pointer (cell, kind, doc_id, seq, gone)
SELECT {LETTER} || account_id, kind, doc_id,
  (SELECT COALESCE(MAX(seq), 0) FROM cell_pointer) + ROW_NUMBER() OVER (ORDER BY account_id, kind, doc_id), gone
FROM feed WHERE gone IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM cell_pointer c
  WHERE c.cell = ({LETTER} || feed.account_id) AND c.kind = feed.kind AND c.doc_id = feed.doc_id
)
"""
HASHES = """
SELECT c.cell, c.kind, t.hash FROM cell_pointer c JOIN entry t ON t.id = c.doc_id WHERE c.kind = 'entry' AND c.gone IS NULL
UNION ALL SELECT c.cell, c.kind, t.hash FROM cell_pointer c JOIN signoff t ON t.id = c.doc_id
  WHERE c.kind = 'signoff' AND c.gone IS NULL
UNION ALL SELECT c.cell, c.kind, t.hash FROM cell_pointer c JOIN review t ON t.id = c.doc_id
  WHERE c.kind = 'review' AND c.gone IS NULL
UNION ALL SELECT c.cell, c.kind, t.hash FROM cell_pointer c JOIN withdrawal t ON t.id = c.doc_id
  WHERE c.kind = 'withdrawal' AND c.gone IS NULL
"""
# Who reads a cell: one account, or everybody who holds the post of its name.
READERS = """
SELECT SUBSTR(cell, 3) AS account_id, kind, doc_id, seq, gone FROM cell_pointer WHERE cell NOT LIKE '%/%'
UNION ALL SELECT m.person_id, c.kind, c.doc_id, c.seq, c.gone FROM cell_pointer c JOIN membership m
  ON c.cell = 'n:' || m.programme_id || '/member/ever'
UNION ALL SELECT m.person_id, c.kind, c.doc_id, c.seq, c.gone FROM cell_pointer c JOIN membership m
  ON c.cell = 'n:' || m.programme_id || '/trainee/ever' AND m.role = 'trainee'
UNION ALL SELECT m.person_id, c.kind, c.doc_id, c.seq, c.gone FROM cell_pointer c JOIN membership m
  ON c.cell IN ('n:' || m.programme_id || '/supervisor/now', 's:' || m.programme_id || '/supervisor/now')
  AND m.role = 'supervisor' AND m.ended_at IS NULL
"""
BACK = f"""
INSERT INTO feed (account_id, kind, doc_id, seq, gone)
SELECT account_id, kind, doc_id, {HEAD} + ROW_NUMBER() OVER (ORDER BY MIN(seq), account_id, kind, doc_id),
  CASE WHEN COUNT(*) > COUNT(gone) THEN NULL ELSE MAX(gone) END
FROM ({READERS}) AS readers GROUP BY account_id, kind, doc_id
"""


def upgrade() -> None:
    op.create_table(
        "cell_pointer",
        sa.Column("cell", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("doc_id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("cell", "kind", "doc_id"),
        sa.UniqueConstraint("cell", "seq", name="cell_pointer_seq"),
    )
    op.create_table(
        "cell_digest",
        sa.Column("cell", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("xor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("cell", "kind"),
    )
    op.execute(FILL)
    op.execute(TAKEN)
    _move_head("cell_pointer")
    _fill_digests()
    op.drop_table("feed")


def downgrade() -> None:
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
    op.execute(BACK)
    _move_head("feed")
    op.drop_table("cell_digest")
    op.drop_table("cell_pointer")


def _move_head(table: str) -> None:
    # Where nothing was said yet there is no head either.
    op.execute(
        f"UPDATE feed_head SET seq = (SELECT MAX(seq) FROM {table}) WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
    )


def _fill_digests() -> None:
    # Not every database has an exclusive or over rows.
    connection, found = op.get_bind(), {}
    for cell, kind, hash in connection.execute(sa.text(HASHES)):
        count, xor = found.get((cell, kind), (0, 0))
        found[cell, kind] = (count + 1, xor ^ int(hash[:16], 16))
    rows = [
        {"cell": cell, "kind": kind, "statements": count, "xor": xor - 2**64 if xor >= 2**63 else xor}
        for (cell, kind), (count, xor) in found.items()
    ]
    if rows:
        connection.execute(
            sa.text("INSERT INTO cell_digest VALUES (:cell, :kind, :statements, :xor)"), rows
        )
