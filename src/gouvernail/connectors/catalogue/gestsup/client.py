"""What is asked of a GestSup database: these columns and no other, in the order of the tickets' numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gouvernail.connectors.sources.connector import Mark
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.mariadb import SEPARATOR, MariaDB, Rows, joined

CHUNK = 5_000

COLUMNS: dict[str, tuple[str, ...]] = {
    "tparameters": ("version", "server_timezone"),
    "tincidents": (
        "id", "user", "u_service", "category", "subcat", "state", "date_create", "date_res", "date_modif",
        "template", "disable",
    ),
    "tthreads": ("ticket", "date", "type", "state"),
    "tstates": ("id", "name"),
    "tcategory": ("id", "name"),
    "tsubcat": ("id", "name"),
    "tservices": ("id", "name"),
}  # fmt: skip
TITLE_COLUMNS: dict[str, tuple[str, ...]] = {"tincidents": ("title", "asset_id")}
"""Read only when a person agreed to it, and reduced as they are read."""
AGENCY_COLUMNS: dict[str, tuple[str, ...]] = {
    "tincidents": ("u_agency",),
    "tagencies": ("id", "name"),
    "tassets": ("user",),
    "tusers_agencies": ("user_id", "agency_id"),
}
"""Read only when a person said that the agencies of this GestSup are organisations.

A machine belongs to the agency of who has it, and the database answers by the agency alone: nobody leaves it.
"""

ASSET_COLUMNS: dict[str, tuple[str, ...]] = {
    "tparameters": ("version", "server_timezone"),
    "tassets": (
        "id", "sn_internal", "sn_manufacturer", "netbios", "type", "manufacturer", "model", "state", "department",
        "date_install", "date_stock", "date_end_warranty", "date_last_ping", "location", "virtualization", "disable",
    ),
    "tassets_type": ("id", "name"),
    "tassets_manufacturer": ("id", "name"),
    "tassets_model": ("id", "name"),
    "tassets_state": ("id", "name"),
    "tassets_location": ("id", "name"),
    "tservices": ("id", "name"),
}  # fmt: skip

IFACE_COLUMNS: dict[str, tuple[str, ...]] = {"tassets_iface": ("id", "asset_id", "mac", "disable")}
"""The network cards, which help to tell machines apart; an account that may not read them reads the rest."""

UUID_COLUMNS: dict[str, tuple[str, ...]] = {"tassets": ("uuid",)}
"""Added by version 3.2."""

RESOLVED, REJECTED = 3, 4
"""The two states in which a ticket is no longer open; administrators may add others, all of them open."""

_CHANGED = "GREATEST(date_modif, date_res)"


class Ticket(NamedTuple):
    """A row of the tickets, dates as texts."""

    id: int
    user: str
    service: int
    category: int
    subcategory: int
    state: int
    created: str
    resolved: str
    modified: str
    agency: int = 0
    title: str = ""
    asset: int = 0


class GestSup:
    """A GestSup database; ``version`` and ``time_zone`` are what it says of itself."""

    def __init__(self, database: MariaDB) -> None:
        self.database = database
        found = database.rows("SELECT version, server_timezone FROM tparameters LIMIT 1")
        if not found:
            raise SourceError(
                Fault.ANSWER,
                "La table des paramètres de GestSup est vide.",
                "Cette base n’est pas celle d’un GestSup installé.",
            )
        self.version, self.time_zone = str(found[0][0]), str(found[0][1] or "")

    def mark(self) -> Mark:
        """Return where the tickets stand: the last change and the last number."""
        last, number = self.database.rows(f"SELECT MAX({_CHANGED}), MAX(id) FROM tincidents")[0]  # noqa: S608 (ours)
        return {"at": str(last or ""), "number": int(number or 0)}

    def count(self, since: Mark | None, upto: int) -> int:
        """Return how many tickets a reading will give."""
        condition, parameters = _condition(since)
        sql = f"SELECT COUNT(*) FROM tincidents WHERE {condition} AND id <= %s"  # noqa: S608 (conditions of ours)
        return int(self.database.one(sql, (*parameters, upto)))

    def tickets(
        self, since: Mark | None, upto: int, *, agencies: bool = False, titles: bool = False
    ) -> Iterator[list[Ticket]]:
        """Yield the tickets by chunks, in the order of their numbers, all or those changed since a mark."""
        columns = ["id", "user", "u_service", "category", "subcat", "state", "date_create", "date_res", "date_modif"]
        columns += ["u_agency" if agencies else "0", *(("asset_id", "title") if titles else ("0", "''"))]
        condition, parameters = _condition(since)
        sql = (
            f"SELECT {joined(columns)} FROM tincidents "  # noqa: S608 (columns and conditions of ours)
            f"WHERE {condition} AND id > %s AND id <= %s ORDER BY id LIMIT %s"
        )
        last = 0
        while rows := self.database.rows(sql, (*parameters, last, upto, CHUNK)):
            found = [_ticket(*row.split(SEPARATOR, len(columns) - 1)) for (row,) in rows]
            yield found
            last = found[-1].id

    def closings(self, numbers: list[int]) -> dict[int, str]:
        """Return, from the history, the last time each of these tickets was closed or rejected."""
        if not numbers:
            return {}
        marks = ", ".join(["%s"] * len(numbers))
        sql = (
            f"SELECT ticket, MAX(date) FROM tthreads WHERE ticket IN ({marks}) "  # noqa: S608 (placeholders only)
            f"AND (type = 4 OR (type = 5 AND state IN ({RESOLVED}, {REJECTED}))) GROUP BY ticket"
        )
        return {int(ticket): str(when) for ticket, when in self.database.rows(sql, numbers)}

    def assets(self) -> Rows:
        """Return the equipment; number 0 is a placeholder."""
        columns = ", ".join(ASSET_COLUMNS["tassets"])
        sql = f"SELECT {columns} FROM tassets WHERE id > 0 AND disable = 0 ORDER BY id"  # noqa: S608 (columns of ours)
        return self.database.rows(sql)

    def uuids(self) -> dict[int, str]:
        """Return the UUID of each piece of equipment; nothing before version 3.2, nor without the right to read it."""
        if "uuid" not in self.database.columns("tassets"):
            return {}
        sql = "SELECT id, uuid FROM tassets WHERE id > 0 AND disable = 0 AND uuid <> ''"
        return {int(asset): str(uuid) for asset, uuid in self.database.rows(sql)}

    def cards(self) -> dict[int, tuple[str, ...]]:
        """Return the addresses of the network cards of each piece of equipment; nothing without the right to."""
        needed = set(IFACE_COLUMNS["tassets_iface"])
        if not needed <= self.database.columns("tassets_iface"):
            return {}
        found: dict[int, tuple[str, ...]] = {}
        sql = (
            "SELECT asset_id, mac FROM tassets_iface WHERE asset_id > 0 AND disable = 0 AND mac <> '' ORDER BY asset_id"
        )
        for asset, mac in self.database.rows(f"{sql}, mac"):
            found[int(asset)] = (*found.get(int(asset), ()), str(mac))
        return found

    def agencies_of_assets(self) -> dict[int, int]:
        """Return the agency of each piece of equipment; who belongs to several, or to none, tells nothing."""
        sql = (
            "SELECT a.id, MIN(u.agency_id) FROM tassets a JOIN tusers_agencies u ON u.user_id = a.user "
            "WHERE a.user > 0 AND u.agency_id > 0 AND a.disable = 0 "
            "GROUP BY a.id HAVING COUNT(DISTINCT u.agency_id) = 1"
        )
        return {int(asset): int(agency) for asset, agency in self.database.rows(sql)}


def _ticket(
    number: str,
    user: str,
    service: str,
    category: str,
    subcategory: str,
    state: str,
    created: str,
    resolved: str,
    modified: str,
    agency: str,
    asset: str,
    title: str,
) -> Ticket:
    return Ticket(
        int(number), user, int(service or 0), int(category or 0), int(subcategory or 0), int(state or 0), created,
        resolved, modified, int(agency or 0), title, int(asset or 0),
    )  # fmt: skip


def _condition(since: Mark | None) -> tuple[str, tuple[object, ...]]:
    kept = "disable = 0 AND template = 0"
    if not since:
        return kept, ()
    return f"{kept} AND ({_CHANGED} >= %s OR id > %s)", (since["at"], since["number"])
