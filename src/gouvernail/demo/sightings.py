"""What the tools of the demonstration say of its machines: as the register holds them, but for a few gaps."""

from __future__ import annotations

from datetime import date

from gouvernail.connectors.sources.connector import EQUIPMENT
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.models import Connection, Sighting, SourceRun
from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import Record, read_subject
from gouvernail.estate.models import WORKSTATIONS, Equipment, EquipmentType, OperatingSystem


def load_sightings(folder: str, builder: Builder) -> int:
    """Create the sources of a place, each with one applied reading; return how many machines they saw."""
    sources = (read_subject(folder, "sightings") or {}).get("sources", ())
    held = list(
        Equipment.objects.filter(organisation=builder.place).filter(
            type__in=[*WORKSTATIONS, EquipmentType.SERVER], os__in=_windows()
        ).order_by("name")
    )  # fmt: skip
    return sum(_load_source(builder, source, held) for source in sources)


def _windows() -> list[str]:
    return [one for one in OperatingSystem.values if one.startswith("windows")]


def _load_source(builder: Builder, source: Record, held: list[Equipment]) -> int:
    shared = {name: source[name] for name in ("product", "name", "address")}
    connection = Connection.objects.create(organisation=builder.place, streams=[EQUIPMENT], **shared)
    at = source["read_at"]
    run = SourceRun.objects.create(
        connection=connection, stream=EQUIPMENT, state=ReadingState.APPLIED, actor="demo", read_at=at, finished_at=at
    )
    left_out = set(source.get("missing", ()))
    known = [
        one for one in held if one.name not in left_out and (one.protected or not source.get("only_protected", False))
    ]
    found = [_sighting(source, one, rank) for rank, one in enumerate(known)]
    found += [_foreign(one) for one in source.get("unknown", ())]
    for one in found:
        one.connection, one.run, one.applied, one.read_at = connection, run, True, at
    Sighting.objects.bulk_create(found)
    counts = {"inchangee": len(found)}
    SourceRun.objects.filter(pk=run.pk).update(received=len(found), counts=counts, started_at=at, touched_at=at)
    return len(found)


def _sighting(source: Record, one: Equipment, rank: int) -> Sighting:
    says = {name: text for name in source["tells"] if (text := _said(one, name))}
    seen: list[date] = source["seen"]
    says |= {"last_seen": seen[rank % len(seen)]} if seen else {}
    return _machine(one.name, says | source.get("but", {}).get(one.name, {}), one)


def _foreign(record: Record) -> Sighting:
    return _machine(record["name"], {name: value for name, value in record.items() if name != "name"}, None)


def _machine(name: str, says: Record, equipment: Equipment | None) -> Sighting:
    told = {field: value for field, value in says.items() if field != "last_seen"}
    return Sighting(key=name, name=name, told=told, last_seen=says.get("last_seen"), equipment=equipment)


def _said(one: Equipment, name: str) -> str:
    """What a source tells of a field, in the words of the register."""
    if name == "protected":
        return "oui" if one.protected else ""
    return one.get_type_display() if name == "type" else getattr(one, name)
