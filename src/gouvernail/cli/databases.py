"""What the commands ask of the database: its kind, its place, its migrations."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def is_sqlite() -> bool:
    """Say whether the database is a SQLite file."""
    return connection.vendor == "sqlite"


def sqlite_file() -> Path:
    """Return the path of the SQLite file, which may not exist yet."""
    return Path(connection.settings_dict["NAME"])


def engine_label() -> str:
    """Return the name of the database engine, for people."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor)


def is_empty() -> bool:
    """Say whether the database was never migrated: a new file, or a new PostgreSQL database."""
    if is_sqlite() and not sqlite_file().exists():
        return True
    return MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names()


def pending_migrations() -> list[str]:
    """Return the migrations still to apply, as « app.name »."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def applied_migrations() -> list[tuple[str, str]]:
    """Return the (app, name) of the migrations applied to the database."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def known_migrations() -> set[tuple[str, str]]:
    """Return the (app, name) of every migration this version of Gouvernail knows."""
    return set(MigrationExecutor(connection).loader.disk_migrations)


def migrate() -> None:
    """Create or update the tables, and the table of the cache; a SQLite file opens to its owner alone."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if is_sqlite() and sqlite_file().exists():
        sqlite_file().chmod(0o600)
