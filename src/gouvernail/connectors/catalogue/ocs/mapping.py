"""What the machines of OCS mean; one that was installed again is one machine, not two."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.sources.equipment import equipment_type
from gouvernail.connectors.sources.identity import mac_key, serial_key, uuid_key
from gouvernail.connectors.sources.instants import day_of
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.connectors.sources.windows import SERVER, WINDOWS_11, operating_system

NO_TYPE = "Les machines dont OCS ne connaît pas le châssis sont prises pour des PC fixes."
_NO_CHASSIS = ("", "other", "unknown", "n/a", "docking station", "expansion chassis", "system board")
TAG_FIELDS = {"service": "department", "site": "site"}

Row = Mapping[str, Any]


def text(value: object) -> str:
    """Return a text of OCS, whose older pages stored HTML entities."""
    return " ".join(html.unescape(str(value or "")).split())


def without_doubles(rows: Iterable[Row], no_serials: set[str], no_macs: set[str]) -> tuple[list[Row], int]:
    """Return one row a machine, the last that called, and how many were left.

    A machine that is installed again gets a new identifier in OCS and stays there twice: it is known by its serial
    number, else by its UUID, else by its first network address; never by its name, which people give twice.
    """
    ignored, shared = {serial_key(one) for one in no_serials}, {mac_key(one) for one in no_macs}
    kept: dict[tuple[str, str], Row] = {}
    count = 0
    for row in rows:
        count += 1
        known = _identity(row, ignored, shared)
        before = kept.get(known)
        if before is None or _instant(row) >= _instant(before):
            kept[known] = row
    return list(kept.values()), count - len(kept)


def _identity(row: Row, ignored: set[str], shared: set[str]) -> tuple[str, str]:
    serial, uuid = serial_key(row["serial"]), uuid_key(row["uuid"])
    cards = [key for key in map(mac_key, row["macs"]) if key and key not in shared]
    if serial and serial not in ignored:
        return "serial", serial
    if uuid:
        return "uuid", uuid
    return ("mac", cards[0]) if cards else ("id", str(row["id"]))


def _instant(row: Row) -> str:
    return str(row["seen"] or "")


def machine_of(
    row: Row, tag: str, zones: tuple[ZoneInfo, ZoneInfo], today: date, active_days: int
) -> EquipmentRecord | None:
    """Return a machine; nothing for one without a name nor a serial number.

    One that has not called for ``active_days`` is still told, and creates nothing.
    """
    serial = text(row["serial"]) if serial_key(row["serial"]) else ""
    name = text(row["name"]) or serial
    if not name:
        return None
    system = operating_system(text(row["os"]), text(row["version"]))
    try:
        seen = day_of(row["seen"], *zones)
    except ValueError:
        seen = None
    word = text(row["type"])
    kind = "Serveur" if system == SERVER else equipment_type("" if word.lower() in _NO_CHASSIS else word)
    places = {TAG_FIELDS[tag]: text(row["tag"])} if tag in TAG_FIELDS and text(row["tag"]).upper() != "NA" else {}
    return EquipmentRecord(
        name=name,
        type=kind or "PC fixe",
        manufacturer=text(row["manufacturer"]),
        model=text(row["model"]),
        serial=serial,
        os=system,
        os_version=text(row["version"]),
        windows11="migre" if system == WINDOWS_11 else "",
        key=str(row["id"]),
        uuid=text(row["uuid"]),
        macs=tuple(key for key in map(mac_key, row["macs"]) if key),
        last_seen=seen,
        creates=seen is not None and today - seen <= timedelta(days=active_days),
        **places,
    )


def has_no_chassis(row: Row) -> bool:
    """Whether OCS does not know what kind of machine this is."""
    return text(row["type"]).lower() in _NO_CHASSIS
