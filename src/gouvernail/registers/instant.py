"""Reading several things as they stood at one instant, whatever is written meanwhile.

Each question sees what was written just before it: two of them, asked on either side of an import, would tell of two
different worlds on one page. PostgreSQL keeps one view for a transaction when told to (« Repeatable Read », chapter 13
of its manual); SQLite always does, from the first row read (« Isolation In SQLite »), and keeps no writer waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def one_instant(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let every question asked inside see the same instant; nothing changes inside a transaction already begun."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    with _begun_without_writing(connection), transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _begun_without_writing(connection) -> Iterator[None]:
    """Begin as a reader where transactions begin as writers do (the setting of SQLite, so that writers queue)."""
    mode = getattr(connection, "transaction_mode", None)
    if mode is None:
        yield
        return
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
