"""Many rows at once, under the ORM's nose: COPY on PostgreSQL, prepared ``executemany`` on SQLite.

``bench/sources.py`` measures both beside Django's ``bulk_create``. Rows are tuples in the order of the columns; dates
are dates, JSON is text already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

Values = Sequence[Any]


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL; it is SQLite otherwise."""
    return connection.vendor == "postgresql"


def load_rows(table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows into a table, inside the current transaction; constraints are the database's to check."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if is_postgresql():
            with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        sql = f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})'  # noqa: S608 (names of our own models)
        plain = ([one.isoformat() if isinstance(one, date) else one for one in row] for row in rows)
        cursor.connection.executemany(sql, plain)


def reserve_ids(table: str, count: int) -> list[int]:
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
        return list(range(first, first + count))


def execute(sql: str, parameters: Values = ()) -> int:
    """Run one statement on whole sets of rows and return how many it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount
