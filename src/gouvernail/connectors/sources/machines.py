"""Machines as all the sources see them, and the gaps between what they say: each gap is one rule, named once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.identity import name_key, serial_key
from gouvernail.connectors.sources.models import Connection, Sighting
from gouvernail.estate.models import WORKSTATIONS, Equipment, EquipmentState
from gouvernail.organisations.models import Organisation

FRESH = timedelta(days=45)
"""A machine seen since is there: Active Directory itself tells it fourteen days late."""

DIRECTORIES, INVENTORIES = frozenset({"ldap", "graph"}), frozenset({"glpi", "glpi_sql", "gestsup", "ocs"})


@dataclass
class Machine:
    """One machine: what the register holds of it, if it does, and what each source says."""

    equipment: dict[str, Any] | None = None
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def name(self) -> str:
        """How it is called: in the register, else in the source that saw it last."""
        if self.equipment:
            return str(self.equipment["name"])
        return max(self.sightings, key=lambda one: one.last_seen or date.min).name

    @property
    def products(self) -> set[str]:
        """The tools that know it."""
        return {one.connection.product for one in self.sightings}

    @property
    def last_seen(self) -> date | None:
        """The last day that a source heard of it."""
        return max((one.last_seen for one in self.sightings if one.last_seen), default=None)

    def said(self, name: str) -> set[str]:
        """Return what the sources say of a field."""
        return {one.told[name] for one in self.sightings if one.told.get(name)}

    def is_fresh(self, today: date, products: Iterable[str]) -> bool:
        """Whether one of these tools heard of it lately; one that tells no day is believed."""
        among = set(products)
        return any(
            one.connection.product in among and (one.last_seen is None or today - one.last_seen <= FRESH)
            for one in self.sightings
        )

    @property
    def is_workstation_in_use(self) -> bool:
        """Whether the register holds it as a workstation in use."""
        held = self.equipment
        return bool(held and held["type"] in WORKSTATIONS and held["state"] == EquipmentState.IN_USE)


@dataclass(frozen=True)
class Known:
    """What the connected tools can tell at all: a gap with a tool that nobody connected is none."""

    products: frozenset[str]
    tells_protection: bool
    today: date


@dataclass(frozen=True)
class Gap:
    """A rule: what is wrong with a machine that it holds of, and what to do about it."""

    code: str
    label: str | Promise
    advice: str | Promise
    holds: Callable[[Machine, Known], bool]


def _without_antivirus(one: Machine, known: Known) -> bool:
    fresh = known.tells_protection and one.is_fresh(known.today, DIRECTORIES)
    return fresh and not one.said("protected") and not _is_server(one)


def _is_server(one: Machine) -> bool:
    return one.said("type") == {"Serveur"}


def _badly_protected(one: Machine, known: Known) -> bool:
    return "non" in one.said("protected")


def _not_held(one: Machine, known: Known) -> bool:
    return one.equipment is None and one.is_fresh(known.today, known.products)


def _out_of_inventories(one: Machine, known: Known) -> bool:
    connected = bool(known.products & INVENTORIES)
    return connected and not one.products & INVENTORIES and one.is_fresh(known.today, DIRECTORIES)


def _unseen(one: Machine, known: Known) -> bool:
    return bool(known.products) and one.is_workstation_in_use and not one.sightings


def _silent(one: Machine, known: Known) -> bool:
    last = one.last_seen
    return one.is_workstation_in_use and last is not None and known.today - last > FRESH


def _two_systems(one: Machine, known: Known) -> bool:
    return len(one.said("os")) > 1


def _two_names(one: Machine, known: Known) -> bool:
    return len({name_key(sighting.name) for sighting in one.sightings if sighting.name}) > 1


def _two_serials(one: Machine, known: Known) -> bool:
    return len({serial_key(sighting.serial) for sighting in one.sightings} - {""}) > 1


GAPS = (
    Gap("sans-antivirus", _("Dans l’annuaire, sans antivirus"),
        _("Aucune console ne connaît ces postes, vus dans l’annuaire ou Intune depuis 45 jours : installez l’agent."),
        _without_antivirus),
    Gap("antivirus-defaillant", _("Antivirus défaillant"),
        _("Une console dit que ces postes ne sont pas protégés."), _badly_protected),
    Gap("hors-parc", _("Absentes du parc"),
        _("Vues par une source depuis 45 jours, inconnues du parc : créez-les, ou retirez-les de la source."),
        _not_held),
    Gap("hors-inventaire", _("Dans l’annuaire, hors des inventaires"),
        _("L’annuaire ou Intune les voit, ni GLPI, ni GestSup, ni OCS : l’agent d’inventaire manque."),
        _out_of_inventories),
    Gap("jamais-vues", _("En service, vues par aucune source"),
        _("Le parc les dit en service et aucun outil relié ne les connaît : réformées, volées, ou jamais déclarées ?"),
        _unseen),
    Gap("muettes", _("En service, muettes depuis 45 jours"),
        _("Aucun outil ne les a entendues depuis plus de 45 jours."), _silent),
    Gap("systemes", _("Systèmes qui diffèrent"),
        _("Les sources ne disent pas le même système ; la dernière qui a vu la machine est crue."), _two_systems),
    Gap("noms", _("Noms qui diffèrent"),
        _("Reconnues par leur numéro de série, leur UUID ou leur carte réseau, sous plusieurs noms."), _two_names),
    Gap("series", _("Numéros de série qui diffèrent"),
        _("Un même nom pour plusieurs numéros de série : une machine remplacée, ou un nom donné deux fois."),
        _two_serials),
)  # fmt: skip


def machines_at(place: Organisation) -> list[Machine]:
    """Return the machines of a place and below, those of the register and those that only sources know (three queries).

    A machine that the register does not hold is one by its serial number, else by its name.
    """
    held = Equipment.objects.filter(organisation__path__startswith=place.path)
    found: dict[Any, Machine] = {
        one["pk"]: Machine(one) for one in held.values("pk", "name", "type", "state", "os", "organisation_id")
    }
    for one in sightings_at(place):
        key = one.equipment_id if one.equipment_id in found else f"{serial_key(one.serial) or name_key(one.name)}"
        found.setdefault(key, Machine()).sightings.append(one)
    return list(found.values())


def sightings_at(place: Organisation, **more: Any) -> list[Sighting]:
    """Return what the sources of a place and below say of machines, once applied, source by source (two queries).

    A source has thousands of machines: it is read once, not beside each of them.
    """
    connections = Connection.objects.filter(organisation__path__startswith=place.path).in_bulk()
    seen = Sighting.objects.filter(connection__in=connections, applied=True, **more).defer("uuid", "macs")
    found = list(seen.order_by("pk"))
    for one in found:
        one.connection = connections[one.connection_id]
    return sorted(found, key=lambda one: one.connection.name)


def known_at(place: Organisation, machines: Iterable[Machine], today: date) -> Known:
    """Return what the tools that were read there can tell."""
    products = {one.connection.product for machine in machines for one in machine.sightings}
    tells = any("protected" in one.told for machine in machines for one in machine.sightings)
    return Known(frozenset(products), tells, today)


def gaps_of(machines: list[Machine], known: Known) -> dict[str, list[Machine]]:
    """Return the machines of each gap, by its code."""
    return {gap.code: [one for one in machines if gap.holds(one, known)] for gap in GAPS}
