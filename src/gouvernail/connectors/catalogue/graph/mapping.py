"""What accounts and devices of Microsoft mean; nobody's name goes further than this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.sources.accounts import ACTIVE, SMALLEST, is_excluded
from gouvernail.connectors.sources.equipment import CREATED_AS
from gouvernail.connectors.sources.identity import mac_key, name_key, serial_key
from gouvernail.connectors.sources.instants import day_of_utc, naive_instant
from gouvernail.connectors.sources.records import DirectoryRecord, EquipmentRecord
from gouvernail.connectors.sources.windows import ANDROID, IOS, WINDOWS_11, operating_system

Row = Mapping[str, Any]
STALE = timedelta(days=30)
"""A device that has not called Intune for so long is told, and creates nothing."""

MISSING = 0.1
"""Above this share of accounts of which the report of second factors says nothing, their number is unknown."""


@dataclass
class People:
    """The open accounts of people: which, how many are in use, and whether Microsoft says it at all."""

    ids: set[str] = field(default_factory=set)
    active: int = 0
    dated: bool = False
    left: int = 0


def people_of(rows: Iterable[Row], patterns: list[str], now: datetime) -> People:
    """Count the open accounts of members: guests, closed and service accounts are left.

    Only ``lastSuccessfulSignInDateTime`` counts: ``lastSignInDateTime`` counts failures too.
    """
    found = People()
    for row in rows:
        login = str(row.get("userPrincipalName") or "").split("@", 1)[0]
        if row.get("accountEnabled") is not True or row.get("userType") != "Member" or is_excluded(login, patterns):
            found.left += 1
            continue
        found.ids.add(str(row["id"]))
        seen = _instant(row.get("signInActivity"))
        found.dated |= seen is not None
        found.active += seen is not None and now - seen <= ACTIVE
    return found


def _instant(activity: Any) -> datetime | None:
    text = activity.get("lastSuccessfulSignInDateTime") if isinstance(activity, dict) else None
    try:
        found = naive_instant(str(text or "").split(".", 1)[0].rstrip("Z"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found else None


@dataclass
class Factors:
    """How many of these accounts hold a second factor they may use, and how many may do everything."""

    capable: int = 0
    privileged: int = 0
    told: int = 0


def factors_of(rows: Iterable[Row], people: People) -> Factors:
    """Join the report of second factors with the open accounts: by itself it knows neither guests nor closed ones.

    ``isMfaCapable`` is registered and allowed by the policy; it does not say that it is demanded.
    """
    found = Factors()
    for row in rows:
        if str(row["id"]) not in people.ids:
            continue
        found.told += 1
        found.capable += row.get("isMfaCapable") is True
        found.privileged += row.get("isAdmin") is True
    return found


def measure_of(people: People, factors: Factors | None, today: date) -> DirectoryRecord:
    """Return a measure; what Microsoft does not tell is unknown, not zero."""
    accounts = len(people.ids)
    enough = accounts >= SMALLEST
    known = factors is not None and accounts - factors.told <= MISSING * accounts
    return DirectoryRecord(
        directory="Entra ID",
        measured_on=today,
        accounts=accounts,
        active_accounts=people.active if enough and people.dated else None,
        second_factor=factors.capable if factors and known and enough else None,
        privileged=factors.privileged if factors and known else None,
    )


def device_of(row: Row, home: ZoneInfo, today: date, created_as: str) -> EquipmentRecord | None:
    """Return a device; nothing for one without a name nor a serial number."""
    serial = _text(row, "serialNumber") if serial_key(_text(row, "serialNumber")) else ""
    name = _name(row, serial)
    if not name:
        return None
    version = _text(row, "osVersion")
    system = operating_system(_text(row, "operatingSystem"), version)
    mobile = "Tablette" if "ipad" in f"{_text(row, 'model')} {_text(row, 'operatingSystem')}".lower() else ""
    kind = (mobile or "Téléphone mobile") if system in (IOS, ANDROID) else CREATED_AS.get(created_as, "")
    seen = _day(row, "lastSyncDateTime", home)
    return EquipmentRecord(
        name=name,
        type=kind,
        manufacturer=_text(row, "manufacturer"),
        model=_text(row, "model"),
        serial=serial,
        os=system,
        os_version=version,
        windows11="migre" if system == WINDOWS_11 else "",
        key=str(row["id"]),
        macs=tuple(key for key in (mac_key(_text(row, "wiFiMacAddress")),) if key),
        last_seen=seen,
        creates=created_as in CREATED_AS and seen is not None and today - seen <= STALE,
    )


_SOMEBODY_S = re.compile(r"^(?:ip(?:hone|ad)|macbook|galaxy|téléphone|tablette)\b.*\b(?:de|d['’]|du)\b|['’]s\b", re.I)
"""« iPad de Camille », « Camille's iPhone »: what Apple and Google call a device by themselves names a person."""


def _name(row: Row, serial: str) -> str:
    """How a device is called; by its model and its serial number when its name is somebody's."""
    told = _text(row, "deviceName")
    if told and _SOMEBODY_S.search(told):
        return " ".join(filter(None, (_text(row, "model"), serial or str(row["id"])[-12:])))
    return name_key(told) or serial


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(row: Row, name: str, home: ZoneInfo) -> date | None:
    try:
        return day_of_utc(_text(row, name), home)
    except ValueError:
        return None
