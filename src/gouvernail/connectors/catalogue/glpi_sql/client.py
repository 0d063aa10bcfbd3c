"""What is asked of a GLPI database: these columns and no other, in the order of the tickets' numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouvernail.connectors.sources.connector import Mark
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.mariadb import MariaDB

CHUNK = 5_000
Row = dict[str, Any]

COMMON: dict[str, tuple[str, ...]] = {
    "glpi_configs": ("context", "name", "value"),
    "glpi_entities": ("id", "completename"),
    "glpi_locations": ("id", "completename"),
    "glpi_groups": ("id", "completename"),
}
TICKETS: dict[str, tuple[str, ...]] = {
    "glpi_tickets": (
        "id", "entities_id", "locations_id", "date", "solvedate", "closedate", "date_mod", "status",
        "itilcategories_id", "is_deleted",
    ),
    "glpi_itilcategories": ("id", "completename"),
    "glpi_tickets_users": ("tickets_id", "users_id", "type"),
    "glpi_groups_tickets": ("tickets_id", "groups_id", "type"),
}  # fmt: skip
TAKEN = "takeintoaccountdate"
"""When somebody took a ticket in charge: read where the account may see it, which older rights did not ask for."""
SUBJECTS: dict[str, tuple[str, ...]] = {
    "glpi_tickets": ("name",),
    "glpi_items_tickets": ("tickets_id", "itemtype", "items_id"),
}
"""Read only when a person agreed to it, and reduced as they are read."""
COMPUTERS: dict[str, tuple[str, ...]] = {
    "glpi_computers": (
        "id", "name", "serial", "entities_id", "locations_id", "computertypes_id", "manufacturers_id",
        "computermodels_id", "states_id", "is_deleted", "is_template", "uuid", "last_inventory_update",
    ),
    "glpi_computertypes": ("id", "name"),
    "glpi_manufacturers": ("id", "name"),
    "glpi_computermodels": ("id", "name"),
    "glpi_states": ("id", "completename"),
    "glpi_infocoms": ("items_id", "itemtype", "buy_date", "use_date", "warranty_date", "warranty_duration", "value"),
    "glpi_items_operatingsystems": (
        "items_id", "itemtype", "operatingsystems_id", "operatingsystemversions_id", "is_deleted",
        "operatingsystemkernelversions_id",
    ),
    "glpi_operatingsystems": ("id", "name"),
    "glpi_operatingsystemversions": ("id", "name"),
    "glpi_operatingsystemkernelversions": ("id", "name"),
}  # fmt: skip
PURCHASES: dict[str, tuple[str, ...]] = {
    "glpi_suppliers": ("id", "name", "suppliertypes_id", "registration_number", "is_deleted", "is_active"),
    "glpi_suppliertypes": ("id", "name"),
    "glpi_contracts": (
        "id", "entities_id", "name", "num", "contracttypes_id", "begin_date", "duration", "notice", "periodicity",
        "renewal", "is_deleted", "is_template",
    ),
    "glpi_contracttypes": ("id", "name"),
    "glpi_contracts_suppliers": ("contracts_id", "suppliers_id"),
    "glpi_contractcosts": ("contracts_id", "begin_date", "end_date", "cost"),
}  # fmt: skip
"""What suppliers and contracts need; an account that may not read it reads the rest all the same."""

REQUESTER = 1
OVERLAP_HOURS = 2
"""Read again what changed so long before the mark: a transaction may end late, and local clocks go back an hour."""


class GlpiDatabase:
    """A GLPI database, whose instants are read in UTC where its columns know their zone."""

    def __init__(self, database: MariaDB) -> None:
        self.database = database
        database.rows("SET time_zone = '+00:00'")
        database.still()
        self.version = str(database.one(
            "SELECT value FROM glpi_configs WHERE context = 'core' AND name = 'version'"
        ) or "")  # fmt: skip

    def instants_are_utc(self) -> bool:
        """Whether instants are TIMESTAMPs; bases upgraded without GLPI's own migration still keep local DATETIMEs."""
        found = self._type_of("date")
        if not found:
            raise SourceError(
                Fault.RIGHT, "La colonne « date » des tickets n’est pas lisible.", "Donnez les droits affichés."
            )
        return found == "timestamp"

    def _type_of(self, column: str) -> str:
        """Return the type of a column of the tickets; an empty text where this account may not see it."""
        found = self.database.one(
            "SELECT data_type FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = 'glpi_tickets' AND column_name = %s",
            (self.database.database, column),
        )
        return str(found or "").lower()

    def names(self, table: str, label: str = "completename") -> dict[int, str]:
        """Return the names of a table of words by identifier; entities begin at 0."""
        return {int(pk): str(name or "") for pk, name in self.database.rows(f"SELECT id, `{label}` FROM `{table}`")}  # noqa: S608 (names of ours)

    def mark(self) -> Mark:
        """Return where the tickets stand: the last change and the last number."""
        last, number = self.database.rows("SELECT MAX(date_mod), MAX(id) FROM glpi_tickets")[0]
        return {"at": str(last or ""), "number": int(number or 0)}

    def count(self, since: Mark | None = None) -> int:
        """Return how many tickets a reading will give."""
        condition, parameters = _condition(since)
        return int(self.database.one(f"SELECT COUNT(*) FROM glpi_tickets WHERE {condition}", parameters))  # noqa: S608 (ours)

    def tickets(self, since: Mark | None = None, *, titles: bool = False) -> Iterator[list[Row]]:
        """Yield the tickets by chunks, in the order of their numbers: all, or those changed since a mark."""
        taken = (TAKEN,) if self._type_of(TAKEN) else ()
        columns = (*TICKETS["glpi_tickets"], *taken, *(SUBJECTS["glpi_tickets"] if titles else ()))
        condition, parameters = _condition(since)
        sql = f"SELECT {', '.join(f'`{one}`' for one in columns)} FROM glpi_tickets " + (  # noqa: S608 (names of ours)
            f"WHERE {condition} AND id > %s ORDER BY id LIMIT %s"
        )
        last = 0
        while rows := self.database.rows(sql, (*parameters, last, CHUNK)):
            yield [dict(zip(columns, row, strict=True)) for row in rows]
            last = int(rows[-1][0])

    def firsts(self, table: str, column: str, numbers: list[int]) -> dict[int, int]:
        """Return the first requester, or requester's group, of each of these tickets."""
        marks = ", ".join(["%s"] * len(numbers))
        sql = (
            f"SELECT tickets_id, MIN({column}) FROM {table} "  # noqa: S608 (names of ours)
            f"WHERE type = {REQUESTER} AND {column} > 0 AND tickets_id IN ({marks}) GROUP BY tickets_id"
        )
        return {int(ticket): int(who) for ticket, who in self.database.rows(sql, numbers)}

    def items(self, numbers: list[int]) -> dict[int, tuple[str, int]]:
        """Return the first equipment that each of these tickets is about: its type and its number."""
        marks = ", ".join(["%s"] * len(numbers))
        sql = (
            f"SELECT tickets_id, itemtype, items_id FROM glpi_items_tickets WHERE tickets_id IN ({marks}) "  # noqa: S608 (placeholders only)
            "ORDER BY tickets_id, itemtype DESC, items_id DESC"
        )
        return {int(ticket): (str(kind), int(item)) for ticket, kind, item in self.database.rows(sql, numbers)}

    def computers(self) -> list[Row]:
        """Return the computers, without templates nor the trash, with their system and their dates."""
        rows = self.database.rows(
            "SELECT c.id, c.name, c.serial, c.entities_id, c.locations_id, t.name, m.name, o.name, s.completename, "
            "i.buy_date, i.use_date, os.name, v.name, k.name, c.uuid, c.last_inventory_update, "
            "i.warranty_date, i.warranty_duration, i.value "
            "FROM glpi_computers c "
            "LEFT JOIN glpi_computertypes t ON t.id = c.computertypes_id "
            "LEFT JOIN glpi_manufacturers m ON m.id = c.manufacturers_id "
            "LEFT JOIN glpi_computermodels o ON o.id = c.computermodels_id "
            "LEFT JOIN glpi_states s ON s.id = c.states_id "
            "LEFT JOIN glpi_infocoms i ON i.items_id = c.id AND i.itemtype = 'Computer' "
            "LEFT JOIN glpi_items_operatingsystems x "
            "ON x.items_id = c.id AND x.itemtype = 'Computer' AND x.is_deleted = 0 "
            "LEFT JOIN glpi_operatingsystems os ON os.id = x.operatingsystems_id "
            "LEFT JOIN glpi_operatingsystemversions v ON v.id = x.operatingsystemversions_id "
            "LEFT JOIN glpi_operatingsystemkernelversions k ON k.id = x.operatingsystemkernelversions_id "
            "WHERE c.is_deleted = 0 AND c.is_template = 0 ORDER BY c.id"
        )
        names = (
            "id", "name", "serial", "entities_id", "locations_id", "type", "manufacturer", "model", "state", "bought",
            "used", "os", "version", "kernel", "uuid", "inventoried",
            "warranty_from", "warranty_months", "price",
        )  # fmt: skip
        found: dict[int, Row] = {}
        for row in rows:  # a machine with two systems comes twice: the first one is kept
            found.setdefault(int(row[0]), dict(zip(names, row, strict=True)))
        return list(found.values())

    def suppliers(self) -> list[Row]:
        """Return the suppliers, without the trash; never their addresses nor their contacts."""
        names = ("id", "name", "type", "registration", "active")
        rows = self.database.rows(
            "SELECT s.id, s.name, t.name, s.registration_number, s.is_active FROM glpi_suppliers s "
            "LEFT JOIN glpi_suppliertypes t ON t.id = s.suppliertypes_id WHERE s.is_deleted = 0 ORDER BY s.id"
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    def contracts(self) -> list[Row]:
        """Return the contracts, without templates nor the trash, each with the first of its suppliers."""
        names = (
            "id", "entities_id", "name", "number", "type", "begins", "months", "notice", "period", "renewal",
            "suppliers",
        )  # fmt: skip
        rows = self.database.rows(
            "SELECT c.id, c.entities_id, c.name, c.num, t.name, c.begin_date, c.duration, c.notice, c.periodicity, "
            "c.renewal, (SELECT s.name FROM glpi_contracts_suppliers l JOIN glpi_suppliers s ON s.id = l.suppliers_id "
            "WHERE l.contracts_id = c.id AND s.is_deleted = 0 ORDER BY s.id LIMIT 1) "
            "FROM glpi_contracts c LEFT JOIN glpi_contracttypes t ON t.id = c.contracttypes_id "
            "WHERE c.is_deleted = 0 AND c.is_template = 0 ORDER BY c.id"
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    def costs(self) -> dict[int, list[Row]]:
        """Return the costs of each contract."""
        found: dict[int, list[Row]] = {}
        sql = "SELECT contracts_id, begin_date, end_date, cost FROM glpi_contractcosts ORDER BY begin_date"
        for contract, first, last, cost in self.database.rows(sql):
            found.setdefault(int(contract), []).append({"begin_date": first, "end_date": last, "cost": cost})
        return found

    def protection(self) -> Mapping[int, bool]:
        """Return, by computer, whether one of its antivirus programs is active and up to date (10, then 11)."""
        for sql in (
            "SELECT computers_id, MAX(is_active AND is_uptodate) FROM glpi_computerantiviruses "
            "WHERE is_deleted = 0 GROUP BY computers_id",
            "SELECT items_id, MAX(is_active AND is_uptodate) FROM glpi_itemantiviruses "
            "WHERE itemtype = 'Computer' AND is_deleted = 0 GROUP BY items_id",
        ):
            try:
                return {int(pk): bool(int(good or 0)) for pk, good in self.database.rows(sql)}
            except SourceError as error:
                if error.fault not in (Fault.ANSWER, Fault.RIGHT):
                    raise
        return {}


def _condition(since: Mark | None) -> tuple[str, tuple[object, ...]]:
    """What a reading takes: the trash is left; a ticket without a date of change is always read again."""
    kept = "is_deleted = 0"
    if not since or not since.get("at"):
        return kept, ()
    changed = f"date_mod IS NULL OR date_mod >= DATE_SUB(%s, INTERVAL {OVERLAP_HOURS} HOUR) OR id > %s"
    return f"{kept} AND ({changed})", (since["at"], since["number"])
