"""An upgrade and the way back, with two builds as processes: this one, and a newer one with a migration more."""

import pytest

from logbook.models import shape
from tests.support.server.application import order
from tests.support.server.forked import commands_of
from tests.support.server.site import ROOT, copied

pytestmark = [pytest.mark.slow, pytest.mark.both_databases]
NEWER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("novelty", sa.Column("id", sa.String(36), primary_key=True))
    op.add_column("programme", sa.Column("novel", sa.String(10), nullable=False, server_default="yes"))


def downgrade():
    op.drop_column("programme", "novel")
    op.drop_table("novelty")
"""
# Everything that asks the database, as somebody types it who has not noticed.
NOT_ANY_MORE = [
    ("migrate",),
    ("serve", "--port", "0"),
    ("work",),
    ("prune",),
    ("programme", "list"),
    ("programme", "add", "Another", "--provider", "East School"),
    ("recover", "ana@example.org"),
]


@pytest.fixture
def builds(database, request, tmp_path):
    """(this build, a newer one) on one empty database."""
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'logbook.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        order(server, "DROP DATABASE IF EXISTS upgraded")
        order(server, "CREATE DATABASE upgraded")
        url = f"{server}upgraded"
    newer = copied(tmp_path / "newer")
    migration = newer / "migrations" / "versions" / "9999_newer.py"
    migration.write_text(NEWER.format(before=shape.wanted()))
    told = {"DATABASE_URL": url, "SECRET_KEY": "s" * 40, "LOGBOOK_ORIGIN": "http://localhost"}
    with commands_of(ROOT, tmp_path, **told) as this, commands_of(newer, tmp_path, **told) as next_one:
        yield this, next_one


def test_an_upgrade_can_be_taken_back_and_made_again(builds):
    older, newer = builds
    older.does("migrate")
    older.does("programme", "add", "Foundation", "--provider", "East School")
    older.does("backup", "before-upgrade.backup")

    assert "logbook migrate" in newer.run("serve", "--port", "0").stderr
    newer.does("migrate")
    newer.does("programme", "add", "Too late", "--provider", "West School")

    for command in NOT_ANY_MORE:
        done = older.run(*command)
        assert done.returncode == 1 and "newer version" in done.stderr, (command, done)
    looked = older.run("doctor")
    assert looked.returncode == 1 and "newer version" in looked.stdout

    older.does("restore", "before-upgrade.backup", "--yes")
    assert list(older.folder.glob("before-restore-*.backup")) != []
    listed = older.does("programme", "list")
    assert "Foundation" in listed and "Too late" not in listed

    newer.does("migrate")
    assert "Foundation" in newer.does("programme", "list")
