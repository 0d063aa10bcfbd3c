"""The same machine seen by several sources is one: which it is, and whom to believe about each of its fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from gouvernail.connectors.sources.identity import mac_key, name_key, serial_key, uuid_key
from gouvernail.connectors.sources.models import Connection, Sighting
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.estate.models import Equipment
from gouvernail.organisations.models import Organisation

ABOUT_THE_SOURCE = frozenset({"key", "uuid", "macs", "last_seen", "creates", "entity"})
"""What a record says of itself and of the hardware, and that the register does not hold."""

HARDWARE = ("ocs", "graph", "glpi_sql", "glpi", "gestsup", "ldap", "antivirus")
MANAGED = ("glpi_sql", "glpi", "gestsup", "ocs", "graph", "ldap", "antivirus")
PROTECTION = ("antivirus", "graph", "glpi_sql", "glpi", "ocs", "gestsup", "ldap")
"""Whom to believe, the best first: agents about the hardware, people's inventories about its life, consoles about the
antivirus."""

BELIEVED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("type", "manufacturer", "model", "serial"), HARDWARE),
    **dict.fromkeys(
        ("state", "department", "site", "bought_on", "in_service_on", "support_ends_on", "purchase_price"), MANAGED
    ),
    "protected": PROTECTION,
}
NOT_TEXTS = frozenset({"protected", "bought_on", "in_service_on", "support_ends_on", "purchase_price"})
LATEST = ("os", "os_version", "windows11")
"""A system changes under the eyes of whoever saw the machine last."""


def told_by(record: EquipmentRecord) -> dict[str, str]:
    """Return what a record says, by field of the register, as texts; what it does not say is left out."""
    said = {one.name: getattr(record, one.name) for one in fields(record) if one.name not in ABOUT_THE_SOURCE}
    return {name: _text(value) for name, value in said.items() if value not in (None, "")}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value.isoformat() if isinstance(value, date) else str(value)


class Resolver:
    """Knows the machines of a place, by everything that tells them apart (three queries)."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        place: Organisation = connection.organisation
        self.names: dict[int, str] = {}
        self._given: dict[int, str] = {}
        self._own: dict[str, int] = {}
        self._others: dict[int, list[Sighting]] = defaultdict(list)
        self._by: dict[str, dict[str, set[int]]] = {
            kind: defaultdict(set) for kind in ("serial", "uuid", "mac", "name")
        }
        held = Equipment.objects.filter(organisation__path__startswith=place.path)
        for pk, name, serial in held.values_list("pk", "name", "serial"):
            self.names[pk] = name
            self._note(pk, name_key(name), serial_key(serial), "", ())
        connections = Connection.objects.filter(organisation__path__startswith=place.path).in_bulk()
        seen = Sighting.objects.filter(connection__in=connections, applied=True).exclude(equipment=None)
        for one in seen:
            one.connection = connections[one.connection_id]
            self._remember(one)

    def _remember(self, one: Sighting) -> None:
        pk = one.equipment_id or 0
        if pk not in self.names:
            return
        if one.connection_id == self.connection.pk:
            self._own[one.key], self._given[pk] = pk, one.name
        else:
            self._others[pk].append(one)
        self._note(pk, name_key(one.name), one.serial, one.uuid, one.macs)

    def _note(self, pk: int, name: str, serial: str, uuid: str, macs: Iterable[str]) -> None:
        for kind, key in (("name", name), ("serial", serial), ("uuid", uuid), *(("mac", mac) for mac in macs)):
            if key:
                self._by[kind][key].add(pk)

    def find(self, record: EquipmentRecord) -> int | None:
        """Return the machine a record is about: by what this source said before, its serial number, its UUID, its
        network address, then its name; what points to several machines points to none.
        """
        known = self._own.get(record.key) if record.key else None
        if known is not None:
            return known
        tried = [
            ("serial", serial_key(record.serial)),
            ("uuid", uuid_key(record.uuid)),
            *(("mac", mac_key(one)) for one in record.macs),
            ("name", name_key(record.name)),
        ]
        for kind, key in tried:
            found = self._by[kind].get(key, set()) if key else set()
            if len(found) == 1:
                return next(iter(found))
        return None

    def name_of(self, record: EquipmentRecord, pk: int) -> str:
        """Return how a machine is to be called: a source renames only what bears the name it gave."""
        given = name_key(self._given.get(pk, ""))
        return record.name if given and given == name_key(self.names[pk]) else self.names[pk]

    def believed(self, record: EquipmentRecord, pk: int) -> EquipmentRecord:
        """Return a record without the fields of which another source, better placed, says something else."""
        others = self._others.get(pk, [])
        product = self.connection.product
        left: dict[str, Any] = {}
        for name in (*BELIEVED, *LATEST):
            if getattr(record, name) in (None, "") or not any(one.told.get(name) for one in others):
                continue
            better = _latest if name in LATEST else _by_rank(BELIEVED[name])
            if any(one.told.get(name) and better(one, product, record.last_seen) for one in others):
                left[name] = None if name in NOT_TEXTS else ""
        return replace(record, **left)


Better = Callable[[Sighting, str, date | None], bool]


def _by_rank(order: tuple[str, ...]) -> Better:
    def better(other: Sighting, product: str, _seen: date | None) -> bool:
        return _rank(order, other.connection.product) < _rank(order, product)

    return better


def _rank(order: tuple[str, ...], product: str) -> int:
    return order.index(product) if product in order else len(order)


def _latest(other: Sighting, product: str, seen: date | None) -> bool:
    """Whether another source saw the machine later; seen the same day, the agents are believed."""
    theirs, ours = (one or date.min for one in (other.last_seen, seen))
    return theirs > ours or (theirs == ours and _by_rank(HARDWARE)(other, product, seen))
