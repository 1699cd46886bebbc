"""Statements are written by the store alone: everything else that touches their tables would be a second door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook import models

ROOT = Path(__file__).resolve().parents[2]
TABLES = {"Statement", "Entry", "Signoff", "Review", "Withdrawal", "Proposal"}
NAMES = {getattr(models, name).__tablename__ for name in TABLES}
VERBS = {"insert", "update", "delete"}
SQL = re.compile(rf"\b(?:insert\s+into|update|delete\s+from)\s+[\"`]?({'|'.join(sorted(NAMES))})\b", re.I)
# A kind of statement knows its table: whoever asks it for that may read, and not write.
OF_A_KIND = "table"


def written(source: str) -> set[str]:
    """What a file writes of the tables of statements, as its text says: classes, or names in SQL."""
    tree = ast.parse(source)
    renamed = {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    found = {name for node in ast.walk(tree) for name in _targets(node)}
    classes = {renamed.get(name, name) for name in found} & (TABLES | {OF_A_KIND})
    texts = {
        match[1].lower()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for match in SQL.finditer(node.value)
    }
    return classes | texts


def _targets(node: ast.AST) -> Iterator[str]:
    """All names that stand where a statement of SQLAlchemy says what it writes."""
    if not isinstance(node, ast.Call):
        return
    called = node.func
    verb = (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )
    if verb not in VERBS:
        return
    # insert(Entry), sa.update(models.Entry), Entry.__table__.delete()
    parts = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "table")]
    if isinstance(called, ast.Attribute):
        parts.append(called.value)
    for part in parts:
        for name in ast.walk(part):
            if isinstance(name, ast.Name):
                yield name.id
            elif isinstance(name, ast.Attribute):
                yield name.attr


FILES = [
    path for path in sorted((ROOT / "logbook").rglob("*.py")) if "store" not in path.relative_to(ROOT).parts
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_store_writes_statements(path):
    assert written(path.read_text()) == set(), f"{path.relative_to(ROOT)} writes statements"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("insert(Entry)", {"Entry"}),
        ("insert(models.Entry).values(id=1)", {"Entry"}),
        ("sqlalchemy.update(models.documents.Signoff.__table__)", {"Signoff"}),
        ("Review.__table__.delete()", {"Review"}),
        ("from logbook.models import Entry as Cases\ninsert(Cases)", {"Entry"}),
        ("insert(KINDS['review'].table)", {"table"}),
        ("text('UPDATE entry SET rev = 2')", {"entry"}),
        ("text(f'insert  into statement ({columns}) VALUES (1)')", {"statement"}),
        ('connection.exec_driver_sql("""DELETE\n FROM "withdrawal" """)', {"withdrawal"}),
        ("text('LOCK TABLE entry IN EXCLUSIVE MODE')", set()),
        ("select(Entry.id).where(Entry.rev > 1)", set()),
        ("insert(Membership).values(programme_id=Entry)", set()),
        ("update(Device).values(pending=1)", set()),
        ("seen.update(entry)", set()),
    ],
)
def test_a_second_writer_is_found_however_it_is_spelled(source, said):
    assert written(source) == said


def test_the_store_itself_is_seen_to_write():
    texts = [path.read_text() for path in sorted((ROOT / "logbook/store").rglob("*.py"))]
    assert any(written(text) for text in texts)
