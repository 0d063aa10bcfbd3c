"""The connection test of a source read through MariaDB, and the GRANTs it asks for, from the columns it reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.connector import Access, TestResult, Text
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.mariadb import MariaDB, opened
from gouvernail.kernel.numbers_fr import format_number

Columns = Mapping[str, Sequence[str]]
_TOO_MUCH = re.compile(r"\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP|ALTER|CREATE|SUPER|FILE)\b")


def grants_of(access: Access, columns: Columns) -> str:
    """Return the orders that create a read-only account and open these columns to it, and nothing else."""
    database, user = _name(access.option("database")), str(access.option("user", "gouvernail")).replace("'", "")
    lines = [f"CREATE USER '{user}'@'HÔTE_DE_GOUVERNAIL' IDENTIFIED BY '…';"]
    lines += [
        f"GRANT SELECT ({', '.join(f'`{column}`' for column in columns[table])})\n"
        f"  ON `{database}`.`{table}` TO '{user}'@'HÔTE_DE_GOUVERNAIL';"
        for table in sorted(columns)
    ]
    return "\n".join(lines)


def _name(text: object) -> str:
    return re.sub(r"[`\\]", "", str(text))


def test_sql(
    access: Access,
    *,
    needed: Columns,
    version: str,
    known: tuple[str, ...],
    product: str,
    forbidden: tuple[str, str],
    count: tuple[str, Text],
    wished: Columns,
) -> TestResult:
    """Reach, sign in, read the version and one row of each table; say too what the account should not be able to do.

    ``forbidden`` is a (table, column) that must stay out of reach; ``count`` the table whose rows are announced;
    ``wished`` what only some of the streams need.
    """
    result = TestResult()
    try:
        with opened(access) as database:
            result.good(_("Serveur et identifiants"), f"Connecté à « {access.option('database')} ».")
            _test_tables(database, result, needed)
            if result.works:
                _test_wished(database, result, wished)
                _test_version(database, result, version, known, product)
                _test_excess(database, result, forbidden)
                rows = database.one(f"SELECT COUNT(id) FROM `{count[0]}`")  # noqa: S608 (a table of ours)
                result.good(count[1], f"Lignes visibles : {format_number(int(rows))}.")
    except SourceError as error:
        label = _("Serveur et identifiants") if not result.steps else _("Lecture")
        result.failed(label, error)
    return result


test_sql.__test__ = False  # type: ignore[attr-defined] # pytest: a connection's test, not one of ours


def _test_tables(database: MariaDB, result: TestResult, needed: Columns) -> None:
    for table in sorted(needed):
        columns = ", ".join(f"`{column}`" for column in needed[table])
        try:
            database.rows(f"SELECT {columns} FROM `{table}` LIMIT 1")  # noqa: S608 (names of ours)
        except SourceError as error:
            result.failed(_("Table %(table)s") % {"table": table}, error)
            if error.fault in (Fault.UNREACHABLE, Fault.TIMEOUT):
                return
    if result.works:
        result.good(_("Droits de lecture"), f"Les {len(needed)} tables nécessaires sont lisibles.")


def _test_wished(database: MariaDB, result: TestResult, wished: Columns) -> None:
    """Warn of the tables that some streams need and that this account may not read."""
    closed = []
    for table in sorted(wished):
        try:
            database.rows(f"SELECT {', '.join(f'`{one}`' for one in wished[table])} FROM `{table}` LIMIT 1")  # noqa: S608 (names of ours)
        except SourceError as error:
            if error.fault not in (Fault.RIGHT, Fault.ANSWER):
                raise
            closed.append(table)
    if closed:
        result.warn(
            _("Droits de lecture"),
            f"Tables qui ne sont pas lisibles : {', '.join(closed)}. Les flux qui s’en servent ne le seront pas.",
            "Donnez les droits affichés ci-dessous, ou ne lisez pas ces flux.",
            Fault.RIGHT,
        )


def _test_version(database: MariaDB, result: TestResult, sql: str, known: tuple[str, ...], product: str) -> None:
    found = str(database.one(sql) or "")
    if found.startswith(known):
        result.good(_("Version"), f"{product} {found}.")
    else:
        result.warn(
            _("Version"),
            f"{product} {found or 'de version inconnue'} : Gouvernail n’a pas été essayé sur cette version.",
            "Comparez les nombres de l’aperçu à ceux du produit avant d’appliquer.",
        )


def _test_excess(database: MariaDB, result: TestResult, forbidden: tuple[str, str]) -> None:
    table, column = forbidden
    excess = [grant for grant in database.grants() if _TOO_MUCH.search(grant.split(" ON ")[0])]
    readable = True
    try:
        database.rows(f"SELECT `{column}` FROM `{table}` LIMIT 0")  # noqa: S608 (names of ours)
    except SourceError:
        readable = False
    if excess or readable:
        what = "écrire dans la base" if excess else "lire les mots de passe des comptes"
        result.warn(
            _("Moindre droit"),
            f"Ce compte peut {what} : c’est plus qu’il n’en faut.",
            "Donnez-lui seulement les droits affichés ci-dessous.",
        )
    else:
        result.good(_("Moindre droit"), "Ce compte ne peut rien écrire, ni lire ce qui ne sert pas.")
