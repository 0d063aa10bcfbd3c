"""The portable dump: every row as a line of JSON, readable by SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, TextIO

from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from gouvernail.cli.refusals import Refusal

MADE_ANEW = frozenset({"contenttypes.contenttype", "auth.permission", "sessions.session"})
"""Rows that migrating makes again, or that are worth nothing elsewhere."""


class ExactEncoder(DjangoJSONEncoder):
    """Writes instants to the microsecond, where Django stops at the millisecond: the journal's chain covers them."""

    def default(self, value: Any) -> Any:
        """Return an instant whole; leave the rest to Django."""
        return value.isoformat() if isinstance(value, datetime | time) else super().default(value)


def dumped_models() -> list[type[models.Model]]:
    """Return the models that the dump holds, in a stable order.

    They are those of the tables as they stand, not of the code: a backup is also made before migrating.
    """
    loader = MigrationExecutor(connection).loader
    applied = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    return [
        model
        for model in loader.project_state(applied, at_end=True).apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in MADE_ANEW
    ]


def dump(stream: TextIO) -> None:
    """Write every row, all seen at the same instant."""
    wanted = dumped_models()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        serializers.serialize("jsonl", _rows(wanted), stream=stream, cls=ExactEncoder)


def _rows(wanted: list[type[models.Model]]) -> Iterator[models.Model]:
    for model in wanted:
        yield from model._base_manager.order_by("pk").iterator(chunk_size=2000)


def load(stream: TextIO) -> int:
    """Replace every row by those of the dump, in one transaction, and return how many there are."""
    count, wanted = 0, dumped_models()
    try:
        with transaction.atomic():
            _empty_tables(wanted)
            for row in serializers.deserialize("jsonl", stream):
                row.save()
                count += 1
            _restart_sequences(wanted)
    except (serializers.base.DeserializationError, DatabaseError) as error:
        raise Refusal(f"cette sauvegarde ne se laisse pas relire ({error}). Rien n’a été changé.") from error
    return count


def _empty_tables(wanted: list[type[models.Model]]) -> None:
    tables = [model._meta.db_table for model in wanted]
    tables += [
        field.m2m_db_table()
        for model in wanted
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), sorted(set(tables))):
            cursor.execute(statement)


def _restart_sequences(wanted: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), wanted):
            cursor.execute(statement)
