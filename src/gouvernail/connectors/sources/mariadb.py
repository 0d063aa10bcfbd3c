"""Read a MariaDB or MySQL database with a read-only account, and say in French what keeps us from it."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pymysql
from pymysql.constants import FIELD_TYPE
from pymysql.converters import conversions

from gouvernail.connectors.sources.certificates import tls_context
from gouvernail.connectors.sources.connector import Access, SettingField
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.hosts import check_host
from gouvernail.connectors.sources.mariadb_faults import explain

CONNECT_SECONDS, READ_SECONDS = 10, 60

_AS_TEXT = dict.fromkeys((FIELD_TYPE.DATE, FIELD_TYPE.DATETIME, FIELD_TYPE.TIMESTAMP, FIELD_TYPE.TIME), str)
"""Dates stay texts: zero dates are no dates, and one place decides what they mean."""

Rows = Sequence[tuple[Any, ...]]

SEPARATOR = "\x1f"


def joined(columns: Iterable[str]) -> str:
    """Return columns as one text, parted by ``SEPARATOR``; what is null is empty. The last one may hold anything.

    Reading a row costs by its cells: a million rows of a dozen are read in a third of the time as one text each.
    """
    texts = ", ".join(f"IFNULL({column}, '')" for column in columns)
    return f"CONCAT_WS(CHAR(31 USING utf8mb4), {texts})"


def address_parts(access: Access) -> tuple[str, int]:
    """Return the host and the port of « serveur » or « serveur:3307 »."""
    host, _sep, port = access.address.strip().partition(":")
    if not host or (port and not port.isdecimal()) or not 0 < int(port or 3306) < 65536:
        raise SourceError(
            Fault.SETTING, "L’adresse du serveur n’est pas lisible.", "Écrivez « serveur » ou « serveur:3306 »."
        )
    check_host(host)
    return host, int(port or 3306)


class MariaDB:
    """A connection that only reads; each question is one statement with its parameters apart."""

    def __init__(self, access: Access) -> None:
        host, port = address_parts(access)
        self.access = access
        self.database = str(access.option("database"))
        encrypted = access.option("tls", "exige") == "exige"
        context = tls_context(access.authority) if encrypted else None
        try:
            self._link = pymysql.connect(
                host=host,
                port=port,
                user=str(access.option("user")),
                password=access.secret("password"),
                database=self.database,
                ssl=context,
                charset="utf8mb4",
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                write_timeout=READ_SECONDS,
                conv={**conversions, **_AS_TEXT},
                autocommit=True,
                local_infile=False,
            )
        except (pymysql.MySQLError, OSError, ssl.SSLError, RuntimeError, UnicodeError) as error:
            raise explain(error, access) from error

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Rows:
        """Return all the rows of a question."""
        try:
            with self._link.cursor() as cursor:
                cursor.execute(sql, parameters or None)
                return cursor.fetchall()
        except (pymysql.MySQLError, OSError, ValueError, IndexError, AssertionError) as error:
            raise explain(error, self.access) from error

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first cell of the first row, or ``None``."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def names(self, table: str, label: str = "name") -> dict[int, str]:
        """Return the names of a small table of words by identifier; id 0 means « none » and is left out."""
        return {int(pk): str(name or "") for pk, name in self.rows(f"SELECT id, `{label}` FROM `{table}`") if int(pk)}  # noqa: S608 (names of ours, never typed in)

    def still(self) -> None:
        """See one and the same instant from now on, where the tables can (InnoDB)."""
        self.rows("SET SESSION TRANSACTION READ ONLY")
        self.rows("START TRANSACTION WITH CONSISTENT SNAPSHOT")

    def columns(self, table: str) -> set[str]:
        """Return the columns of a table that this account may see."""
        found = self.rows(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s",
            (self.database, table),
        )
        return {str(name).lower() for (name,) in found}

    def grants(self) -> list[str]:
        """Return what this account was given."""
        return [str(row[0]) for row in self.rows("SHOW GRANTS")]

    def close(self) -> None:
        """Let go of the server."""
        try:
            self._link.close()
        except (pymysql.MySQLError, OSError):
            return


@contextmanager
def opened(access: Access) -> Iterator[MariaDB]:
    """Give a connection, closed whatever happens."""
    database = MariaDB(access)
    try:
        yield database
    finally:
        database.close()


def sql_fields(database: str) -> tuple[SettingField, ...]:
    """Return the fields that every source read through MariaDB asks for."""
    from django.utils.translation import gettext_lazy as _

    return (
        SettingField("database", _("Base de données"), default=database),
        SettingField("user", _("Compte en lecture seule"), default="gouvernail"),
        SettingField("password", _("Mot de passe"), kind="secret"),
        SettingField(
            "tls",
            _("Chiffrement"),
            kind="choice",
            default="exige",
            choices=(("exige", _("Exigé (TLS, certificat vérifié)")), ("aucun", _("Aucun (même machine seulement)"))),
            help=_("Sans chiffrement, le mot de passe et les demandes passent en clair sur le réseau."),
        ),
    )
