"""What accounts and computers of a directory mean; nobody's name goes further than this module."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gouvernail.connectors.catalogue.ldap.client import DOMAIN_ADMINS, first
from gouvernail.connectors.sources.accounts import ACTIVE, SMALLEST, is_excluded
from gouvernail.connectors.sources.equipment import CREATED_AS
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.identity import name_key
from gouvernail.connectors.sources.instants import instant_of_filetime, instant_of_generalized
from gouvernail.connectors.sources.ldap import Entry
from gouvernail.connectors.sources.records import DirectoryRecord, EquipmentRecord
from gouvernail.connectors.sources.windows import SERVER, WINDOWS_11, operating_system

DISABLED, CONTROLLER, LASTING = 0x0002, 0x2000, 0x10000
"""Bits of userAccountControl ([MS-ADTS] 2.2.16)."""

FLAGS_UNSEEN = SourceError(
    Fault.RIGHT,
    "Ce compte de lecture ne voit pas quels comptes sont désactivés (attribut userAccountControl).",
    "Donnez-lui la lecture de cet attribut sur la branche lue, ou lisez une branche où il l’a.",
)

Values = Mapping[str, Sequence[bytes]]

STALE = timedelta(days=45)
"""A computer tells its presence at most every fourteen days: one silent for longer than this is thought to be gone."""


@dataclass
class Count:
    """Accounts counted on the way; ``dated`` is how many of them, closed ones included, show their last sign-in."""

    accounts: int = 0
    active: int = 0
    privileged: int = 0
    lasting: int = 0
    excluded: int = 0
    closed: int = 0
    dated: int = 0


def count_ad(entries: Iterable[Entry], patterns: list[str], members: set[str], now: datetime) -> Count:
    """Count the open accounts of people in Active Directory.

    ``lastLogonTimestamp`` is replicated up to fourteen days late and absent from an account that never signed in.
    Service accounts count among the privileged ones, and nowhere else.
    """
    found = Count()
    for name, values in entries:
        flags, dated = flags_of(values), first(values, "lastLogonTimestamp")
        found.dated += bool(dated)
        expires = instant_of_filetime(first(values, "accountExpires") or 0)
        if flags & DISABLED or (expires and expires <= now):
            found.closed += 1
            continue
        found.privileged += name.lower() in members or first(values, "primaryGroupID") == str(
            DOMAIN_ADMINS
        )  # the primary group lists nobody
        system = first(values, "isCriticalSystemObject").upper() == "TRUE"
        if system or is_excluded(first(values, "sAMAccountName"), patterns):
            found.excluded += 1
            continue
        seen = instant_of_filetime(dated or 0)
        found.accounts += 1
        found.active += seen is not None and now - seen <= ACTIVE
        found.lasting += bool(flags & LASTING)
    return found


def count_openldap(entries: Iterable[Entry], patterns: list[str], members: set[str], now: datetime) -> Count:
    """Count the open accounts of people in OpenLDAP; sign-ins are dated only under its lastbind overlay."""
    found = Count()
    for name, values in entries:
        if first(values, "pwdAccountLockedTime"):
            found.closed += 1
            continue
        found.privileged += name.lower() in members
        if is_excluded(first(values, "uid"), patterns):
            found.excluded += 1
            continue
        seen = instant_of_generalized(first(values, "authTimestamp"))
        found.accounts += 1
        found.dated += seen is not None
        found.active += seen is not None and now - seen <= ACTIVE
    return found


def is_dated(count: Count, *, is_ad: bool) -> bool:
    """Whether the directory shows when people signed in; in Active Directory a reader always sees its own sign-in."""
    return count.dated > (1 if is_ad else 0)


def measure_of(count: Count, name: str, now: datetime, *, is_ad: bool, groups: bool) -> DirectoryRecord:
    """Return a measure; what the directory does not tell is unknown, not zero."""
    known = count.accounts >= SMALLEST
    return DirectoryRecord(
        directory=name,
        measured_on=now.date(),
        accounts=count.accounts,
        active_accounts=count.active if known and is_dated(count, is_ad=is_ad) else None,
        privileged=count.privileged if groups else None,
        lasting_passwords=count.lasting if known and is_ad else None,
    )


def computer_of(entry: Entry, home: ZoneInfo, now: datetime, created_as: str) -> EquipmentRecord | None:
    """Return a computer that is open in the domain; nothing for one that was closed."""
    _name, values = entry
    flags = flags_of(values)
    if flags & DISABLED:
        return None
    called = first(values, "cn") or first(values, "dNSHostName")
    name, version = name_key(called), first(values, "operatingSystemVersion")
    if not name:
        return None
    system = operating_system(first(values, "operatingSystem"), version)
    seen = instant_of_filetime(first(values, "lastLogonTimestamp") or 0)
    kind = "Serveur" if system == SERVER or flags & CONTROLLER else CREATED_AS.get(created_as, "")
    return EquipmentRecord(
        name=name,
        type=kind,
        os=system,
        os_version=version,
        windows11="migre" if system == WINDOWS_11 else "",
        key=_guid(values.get("objectguid", ())),
        last_seen=seen.astimezone(home).date() if seen else None,
        creates=created_as in CREATED_AS and seen is not None and now - seen <= STALE,
    )


def _guid(values: object) -> str:
    raw = values[0] if isinstance(values, list | tuple) and values else b""
    return str(uuid.UUID(bytes_le=raw)) if len(raw) == 16 else ""


def flags_of(values: Values) -> int:
    """Return what Active Directory says of an account; ``SourceError`` when the reader may not see it.

    Without it the closed accounts would pass for open ones.
    """
    text = first(values, "userAccountControl")
    if not text.lstrip("-").isdecimal():
        raise FLAGS_UNSEEN
    return int(text)


def moment() -> datetime:
    """Return now, in UTC."""
    return datetime.now(UTC)
