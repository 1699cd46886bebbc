"""The migrations make exactly the tables the models speak of, and can be taken back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, inspect, select, text

from logbook.models import FeedHead, db, migrating
from logbook.models.engine import reading
from tests.stage import application


@pytest.fixture
def context(both_databases: Flask):
    with both_databases.app_context():
        yield both_databases


def test_migrated_tables_equal_the_models(context):
    with reading(db) as connection:
        found = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(found, db.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(context):
    migrating.downgrade(context)
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    migrating.upgrade(context)
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", *db.metadata.tables}


def test_every_database_gets_an_epoch_of_its_own(context):
    with reading(db) as connection:
        before = connection.scalar(select(FeedHead.epoch))
    migrating.downgrade(context)
    migrating.upgrade(context)
    with reading(db) as connection:
        assert connection.scalar(select(func.count()).select_from(FeedHead)) == 1
        assert connection.scalar(select(FeedHead.epoch)) != before


def test_statements_are_compressed_with_lz4_on_postgresql(postgres_url, app):
    column = "attrelid = 'statement'::regclass AND attname = 'text'"
    for other in application(postgres_url):
        with other.app_context(), reading(db) as connection:
            found = connection.scalar(text(f"SELECT attcompression FROM pg_attribute WHERE {column}"))
    assert found == "l"


def test_sqlite_is_durable_and_has_large_pages(app):
    with app.app_context(), reading(db) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("page_size", "journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"page_size": 16384, "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
