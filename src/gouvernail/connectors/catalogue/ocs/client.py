"""What is asked of an OCS Inventory database: these columns and no other, never who uses a machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouvernail.connectors.sources.mariadb import MariaDB

CHUNK = 2_000
Row = dict[str, Any]

NEEDED: dict[str, tuple[str, ...]] = {
    "config": ("NAME", "TVALUE"),
    "hardware": ("ID", "DEVICEID", "NAME", "OSNAME", "OSVERSION", "LASTCOME", "UUID", "ARCHIVE"),
    "bios": ("HARDWARE_ID", "SMANUFACTURER", "SMODEL", "SSN", "TYPE"),
    "accountinfo": ("HARDWARE_ID", "TAG"),
    "networks": ("HARDWARE_ID", "MACADDR"),
    "blacklist_serials": ("SERIAL",),
    "blacklist_macaddresses": ("MACADDRESS",),
}
COUNT = "SELECT COUNT(ID) FROM hardware WHERE ARCHIVE IS NULL AND DEVICEID NOT LIKE '\\_%'"
"""Groups of machines are rows too, whose DEVICEID begins by a low line (« _SYSTEMGROUP_ »)."""

_MACHINES = """
SELECT h.ID, h.NAME, h.OSNAME, h.OSVERSION, h.LASTCOME, h.UUID,
       MAX(b.SMANUFACTURER), MAX(b.SMODEL), MAX(b.SSN), MAX(b.TYPE), MAX(a.TAG)
FROM hardware h
LEFT JOIN bios b ON b.HARDWARE_ID = h.ID
LEFT JOIN accountinfo a ON a.HARDWARE_ID = h.ID
WHERE h.ARCHIVE IS NULL AND h.DEVICEID NOT LIKE '\\_%%' AND h.ID > %s
GROUP BY h.ID, h.NAME, h.OSNAME, h.OSVERSION, h.LASTCOME, h.UUID ORDER BY h.ID LIMIT %s
"""
_NAMES = ("id", "name", "os", "version", "seen", "uuid", "manufacturer", "model", "serial", "type", "tag")


class Ocs:
    """An OCS Inventory database, seen as it is at one instant."""

    def __init__(self, database: MariaDB) -> None:
        self.database = database
        database.still()
        self.version = str(database.one("SELECT TVALUE FROM config WHERE NAME = 'GUI_VERSION'") or "")

    def count(self) -> int:
        """Return how many machines there are, archived ones and groups excluded."""
        return int(self.database.one(COUNT) or 0)

    def machines(self) -> Iterator[Row]:
        """Yield the machines by their numbers, each with the addresses of its network cards."""
        last = 0
        while rows := self.database.rows(_MACHINES, (last, CHUNK)):
            found = [dict(zip(_NAMES, row, strict=True)) for row in rows]
            cards = self._cards([row["id"] for row in found])
            for row in found:
                yield row | {"macs": cards.get(row["id"], ())}
            last = int(found[-1]["id"])

    def _cards(self, numbers: list[int]) -> dict[int, tuple[str, ...]]:
        marks = ", ".join(["%s"] * len(numbers))
        sql = f"SELECT HARDWARE_ID, MACADDR FROM networks WHERE HARDWARE_ID IN ({marks}) ORDER BY HARDWARE_ID, MACADDR"  # noqa: S608 (marks alone)
        cards: dict[int, tuple[str, ...]] = {}
        for number, address in self.database.rows(sql, numbers):
            cards[number] = (*cards.get(number, ()), str(address or ""))
        return cards

    def shared_serials(self) -> set[str]:
        """Return the serial numbers that the administrator of OCS says mean nothing."""
        return {str(one or "") for (one,) in self.database.rows("SELECT SERIAL FROM blacklist_serials")}

    def shared_macs(self) -> set[str]:
        """Return the network addresses that the administrator of OCS says mean nothing."""
        return {str(one or "") for (one,) in self.database.rows("SELECT MACADDRESS FROM blacklist_macaddresses")}
