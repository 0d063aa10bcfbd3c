"""A real MariaDB for the tests: throwaway databases and accounts with exactly the rights one asks for."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import pymysql
import pytest

HOST, PORT = "127.0.0.1", int(os.environ.get("GOUVERNAIL_TEST_MARIADB_PORT", "3306"))
PASSWORD = "le-mot-de-passe-du-compte"


def administrator(database: str | None = None) -> pymysql.Connection:
    """A connection that may do everything, as root without a password."""
    return pymysql.connect(host=HOST, port=PORT, user="root", password="", database=database, autocommit=True)


def refuse_without_server() -> None:
    """Skip the test, in a sentence, where no MariaDB answers."""
    try:
        administrator().close()
    except pymysql.MySQLError:
        pytest.skip(f"aucun MariaDB ne répond sur {HOST}:{PORT} pour root sans mot de passe")


@dataclass
class Throwaway:
    """A database of its own, and an account that reads what it was granted."""

    name: str
    user: str

    def run(self, statements: str | Iterable[str]) -> None:
        """Run statements as the administrator."""
        with administrator(self.name) as link, link.cursor() as cursor:
            cursor.execute("SET SESSION sql_mode = ''")
            for statement in [statements] if isinstance(statements, str) else statements:
                if statement.strip():
                    cursor.execute(statement)

    def fill(self, table: str, rows: list[tuple]) -> None:
        """Insert rows as they are."""
        with administrator(self.name) as link, link.cursor() as cursor:
            cursor.execute("SET SESSION sql_mode = ''")
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    @staticmethod
    def quoted(value: object) -> str:
        """Write a value as SQL does."""
        return "NULL" if value is None else pymysql.converters.escape_item(value, "utf8mb4")

    def grant(self, rights: str) -> None:
        """Give the account what the page of the source says, as it says it."""
        text = rights.replace("IDENTIFIED BY '…'", f"IDENTIFIED BY '{PASSWORD}'")
        text = text.replace("HÔTE_DE_GOUVERNAIL", "%").replace("CREATE USER ", "CREATE USER IF NOT EXISTS ")
        self.run(text.split(";"))

    def drop(self) -> None:
        """Leave nothing behind."""
        self.run([f"DROP DATABASE `{self.name}`", f"DROP USER IF EXISTS '{self.user}'@'%'"])


def throwaway() -> Throwaway:
    """Create an empty database."""
    mark = uuid.uuid4().hex[:10]
    made = Throwaway(f"gouvernail_essai_{mark}", f"g_{mark}")
    with administrator() as link, link.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE `{made.name}` CHARACTER SET utf8mb4")
    return made
