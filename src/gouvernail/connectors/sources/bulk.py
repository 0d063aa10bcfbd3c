"""Many rows at once, under the ORM's nose: COPY on PostgreSQL, prepared statements of several rows on SQLite.

``bench/sources.py`` measures both beside Django's ``bulk_create``. Rows are sequences in the order of the columns;
dates and JSON are text already, as both databases write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection

Values = Sequence[Any]

CACHE_KIB = 65_536
"""What SQLite may keep of a file in memory while it writes a million rows; 2 MiB otherwise, read over and over."""

VALUES_AT_ONCE = 900
"""Values in one statement on SQLite, which takes no more than about a thousand: rows together cost less than apart."""


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL; it is SQLite otherwise."""
    return connection.vendor == "postgresql"


@contextmanager
def room_to_write() -> Iterator[None]:
    """Give SQLite a larger cache for the time of a big write; what is kept safe, and when, does not change."""
    if is_postgresql():
        yield
        return
    before = query("PRAGMA cache_size")[0][0]
    execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        execute(f"PRAGMA cache_size = {before}")


def load_rows(table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows into a table, inside the current transaction; constraints are the database's to check."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if is_postgresql():
            with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        one = f"({', '.join('?' * len(columns))})"
        insert, some = f'INSERT INTO "{table}" ({quoted}) VALUES ', VALUES_AT_ONCE // len(columns)  # noqa: S608 (names of our own models)
        whole = len(rows) - len(rows) % some
        for start in range(0, whole, some):
            values = list(chain.from_iterable(rows[start : start + some]))
            cursor.connection.execute(insert + ", ".join([one] * some), values)
        cursor.connection.executemany(insert + one, rows[whole:])


def reserve_ids(table: str, count: int) -> Sequence[int]:
    """Return that many identifiers nobody will get again, whether they are used or not.

    SQLite keeps its counter in ``sqlite_sequence``, an ordinary table that may be written (SQLite documentation,
    « Autoincrement »); PostgreSQL draws them from the sequence of the column.
    """
    if not count:
        return []
    with connection.cursor() as cursor:
        if is_postgresql():
            sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sql, [f'"{table}"', count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        if found is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        first = (found[0] if found else 0) + 1
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + count - 1, table])
        return range(first, first + count)


def execute(sql: str, parameters: Values = ()) -> int:
    """Run one statement on whole sets of rows and return how many it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.rowcount


def query(sql: str, parameters: Values = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a question as the database gives them: dates are texts on SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall()
