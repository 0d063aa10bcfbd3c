"""Each product read in MariaDB, with something wrong in the middle: a sentence, never a defect.

| fault                              | gestsup | glpi_sql | ocs |
|------------------------------------|---------|----------|-----|
| the connection is cut in mid-page  |    x    |    x     |  x  |
| a table that answers too late      |    x    |    x     |  x  |
| each column, one after the other, taken away | x | x   |  x  |
| each right, one after the other, taken away  | x | x   |  x  |
| nothing, or nonsense, in each column |   x    |    x     |  x  |
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pymysql
import pytest

from gouvernail.connectors.catalogue.gestsup import client as gestsup_client
from gouvernail.connectors.catalogue.glpi_sql import client as glpi_client
from gouvernail.connectors.catalogue.ocs import client as ocs_client
from gouvernail.connectors.sources import mariadb
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.gestsup import server as gestsup
from tests.connectors.catalogue.glpi_sql import server as glpi
from tests.connectors.catalogue.glpi_sql.test_glpi_sql import fill as fill_glpi
from tests.connectors.catalogue.ocs import server as ocs
from tests.connectors.sources.databases import PASSWORD, administrator, refuse_without_server


@dataclass
class Product:
    """A database of a product, filled; what is read first in it, and in how many rows."""

    make: Callable
    client: object
    table: str
    columns: dict[str, tuple[str, ...]]


def _gestsup():
    made = gestsup.gestsup()
    made.fill("tincidents", [gestsup.ticket(number, state=3) for number in range(1, 10)])  # dated by their history
    made.fill("tassets", [gestsup.asset(number) for number in range(1, 10)])
    return made


def _glpi():
    made = glpi.glpi_database()
    fill_glpi(made)
    return made


def _ocs():
    made = ocs.ocs_database()
    ocs.add_machines(made, [{"name": f"PC-{number}", "serial": f"SN-000{number}"} for number in range(9)])
    return made


PRODUCTS = {
    "gestsup": Product(_gestsup, gestsup_client, "tincidents", gestsup_client.COLUMNS),
    "glpi_sql": Product(_glpi, glpi_client, "glpi_tickets", glpi_client.COMMON | glpi_client.TICKETS),
    "ocs": Product(_ocs, ocs_client, "hardware", ocs_client.NEEDED),
}


@pytest.fixture(params=PRODUCTS)
def product(request, monkeypatch):
    """A product, read by pages of two rows, whose account has exactly the rights shown."""
    refuse_without_server()
    known = PRODUCTS[request.param]
    monkeypatch.setattr(known.client, "CHUNK", 2)
    made = known.make()
    made.grant(connector_of(request.param).rights(access_to(made)))
    yield request.param, known, made
    made.drop()


def access_to(made):
    options = {"database": made.name, "user": made.user, "tls": "aucun"}
    return Access("127.0.0.1", options, {"password": PASSWORD}, pseudonym=lambda _text: "p")


def reading(code, made):
    connector = connector_of(code)
    return connector.read(access_to(made), connector.streams[0].code, None, Report())


def test_a_connection_cut_in_the_middle_of_the_pages_is_told(product, monkeypatch):
    code, known, made = product
    plain, asked = mariadb.MariaDB.rows, []

    def cut_at_the_third_page(self, sql, parameters=()):
        asked.append(f"FROM {known.table} " in sql and "LIMIT" in sql)
        if sum(asked) == 3 and asked[-1]:
            with administrator() as link, link.cursor() as cursor:
                cursor.execute(f"KILL CONNECTION {self._link.thread_id()}")
        return plain(self, sql, parameters)

    monkeypatch.setattr(mariadb.MariaDB, "rows", cut_at_the_third_page)
    with pytest.raises(SourceError) as stopped:
        list(reading(code, made))
    assert stopped.value.fault == Fault.UNREACHABLE
    assert stopped.value.advice


def test_a_table_that_answers_too_late_is_told(product, monkeypatch):
    code, known, made = product
    monkeypatch.setattr(mariadb, "READ_SECONDS", 1)
    with administrator(made.name) as link, link.cursor() as cursor:
        cursor.execute(f"LOCK TABLES {known.table} WRITE")
        with pytest.raises(SourceError) as stopped:
            list(reading(code, made))
        cursor.execute("UNLOCK TABLES")
    assert stopped.value.fault == Fault.TIMEOUT


@pytest.mark.long
def test_each_column_that_is_gone_is_named(product):
    code, known, made = product
    for table, columns in known.columns.items():
        for column in columns:
            made.run(f"ALTER TABLE `{table}` RENAME COLUMN `{column}` TO `ailleurs`")
            result = connector_of(code).test(access_to(made))
            assert result.fault in (Fault.ANSWER, Fault.RIGHT), (table, column)
            assert any(column in step.sentence or table in str(step.label) for step in result.steps), (table, column)
            with pytest.raises(SourceError):
                list(reading(code, made))
            made.run(f"ALTER TABLE `{table}` RENAME COLUMN `ailleurs` TO `{column}`")
            made.grant(connector_of(code).rights(access_to(made)))
    assert connector_of(code).test(access_to(made)).works


@pytest.mark.long
def test_each_right_that_is_missing_is_named(product):
    code, known, made = product
    for table, columns in known.columns.items():
        for column in columns:
            made.run(f"REVOKE SELECT (`{column}`) ON `{table}` FROM '{made.user}'@'%'")
            result = connector_of(code).test(access_to(made))
            assert result.fault == Fault.RIGHT, (table, column)
            assert any(f"« {column} »" in step.sentence or f"« {table} »" in step.sentence for step in result.steps)
            made.grant(connector_of(code).rights(access_to(made)))


NONSENSE = (None, "", "mot", "-1", "0000-00-00", "9999-12-31 23:59:59", "2026-02-31", "\u202e;=2+3", "9" * 18)


@pytest.mark.long
def test_nonsense_in_a_column_is_no_defect(product):
    """The tables of another version, or of a hand in the database: read, refused, or stopped in a sentence."""
    code, known, made = product
    for column in known.columns[known.table]:
        if column in ("id", "ID", "DEVICEID"):  # keys, which are never nothing
            continue
        made.run(f"ALTER TABLE `{known.table}` ADD COLUMN `gardee` TEXT, ADD COLUMN `essai` TEXT")
        made.run(f"UPDATE `{known.table}` SET gardee = `{column}`")
        made.run(f"ALTER TABLE `{known.table}` MODIFY `{column}` VARCHAR(120) NULL")
        for value in NONSENSE:
            with administrator(made.name) as link, link.cursor() as cursor:
                cursor.execute(f"UPDATE `{known.table}` SET `{column}` = %s", (value,))
            with suppress(SourceError):
                list(reading(code, made))
        made.run([
            f"UPDATE `{known.table}` SET `{column}` = gardee",
            f"ALTER TABLE `{known.table}` DROP COLUMN gardee, DROP COLUMN essai",
        ])  # fmt: skip


def test_the_errors_of_the_driver_are_all_explained():
    """Whatever the driver says, a person is told something, and nobody's password."""
    from gouvernail.connectors.sources.mariadb_faults import explain

    access = Access("serveur", {"user": "lecteur", "database": "base"}, {"password": PASSWORD})
    for code in (*range(1000, 1200), *range(2000, 2070), 0):
        error = explain(pymysql.err.OperationalError(code, f"Access denied {PASSWORD}"), access)
        assert error.sentence.endswith(".")
        assert error.advice
        assert PASSWORD not in str(error)
