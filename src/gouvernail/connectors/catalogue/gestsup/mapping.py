"""What GestSup's rows mean: requests without anybody in them, and equipment."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.catalogue.gestsup.client import ASSET_COLUMNS, REJECTED, RESOLVED, Ticket
from gouvernail.connectors.sources.equipment import equipment_type
from gouvernail.connectors.sources.identity import mac_key
from gouvernail.connectors.sources.instants import day_of, utc_of
from gouvernail.connectors.sources.records import EquipmentRecord, RequestRecord

NO_CATEGORY = "(sans catégorie)"
ASSET_STATES = {1: "En stock", 2: "En service", 3: "En stock", 4: "Réformé"}
VIRTUAL = "Serveur"


@dataclass(frozen=True)
class Words:
    """GestSup's own words by number, without their HTML entities."""

    categories: Mapping[int, str] = field(default_factory=dict)
    subcategories: Mapping[int, str] = field(default_factory=dict)
    services: Mapping[int, str] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    agencies: Mapping[int, str] = field(default_factory=dict)


def plain(words: Mapping[int, str]) -> dict[int, str]:
    """Return words without the entities in which GestSup keeps them (« l&#039;accueil »)."""
    return {number: " ".join(html.unescape(word).split()) for number, word in words.items()}


def request_of(
    ticket: Ticket,
    words: Words,
    closings: Mapping[int, str],
    zones: tuple[ZoneInfo, ZoneInfo],
    pseudonym: Callable[[str], str],
    sketch: bytes = b"",
    asset: int | None = None,
) -> RequestRecord:
    """Return a ticket as a request; ``closings`` gives, from the history, when those without a date were closed."""
    category = words.categories.get(ticket.category, "")
    detail = words.subcategories.get(ticket.subcategory, "")
    service = words.services.get(ticket.service, "")
    closed = ticket.state in (RESOLVED, REJECTED)
    ended = (_written(ticket.resolved) or closings.get(ticket.id) or ticket.modified) if closed else ""
    raw = {"Catégorie": f"{category} › {detail}" if detail else category, "Service": service, "Créé le": ticket.created}
    if closed:
        raw["État"] = words.states.get(ticket.state, str(ticket.state))
        raw["Résolu le"] = ended
    try:
        opened_on, closed_on, fault = day_of(ticket.created, *zones), day_of(ended, *zones), ""
        opened_at, closed_at = utc_of(ticket.created, zones[0]), utc_of(ended, zones[0])
    except ValueError:
        opened_on, closed_on, fault = None, None, "Une de ses dates n’est pas lisible."
        opened_at = closed_at = ""
    return RequestRecord(
        ticket.id,
        str(ticket.id),
        category or NO_CATEGORY,
        raw["Catégorie"][:120],
        service,
        opened_on,
        closed_on,
        pseudonym(ticket.user) if ticket.user not in ("", "0", None) else "",
        raw,
        fault,
        words.agencies.get(ticket.agency, ""),
        sketch,
        asset,
        opened_at,
        "",
        closed_at,
    )


def title_of(ticket: Ticket) -> str:
    """Return the title of a ticket without the entities in which GestSup keeps it."""
    return html.unescape(ticket.title or "")


def without_date(tickets: list[Ticket]) -> list[int]:
    """Return the numbers of the closed tickets that bear no date of resolution (rejected ones never do)."""
    return [one.id for one in tickets if one.state in (RESOLVED, REJECTED) and not _written(one.resolved)]


def _written(text: object) -> str:
    written = str(text or "")
    return "" if written.startswith("0000") else written


def equipment_of(
    rows: Any,
    words: Mapping[str, Mapping[int, str]],
    zones: tuple[ZoneInfo, ZoneInfo],
    agencies: Mapping[int, str] = {},
    uuids: Mapping[int, str] = {},
    cards: Mapping[int, tuple[str, ...]] = {},
) -> Iterator[EquipmentRecord]:
    """Yield the equipment, of the agency of each where known, with what tells its hardware apart; GestSup knows
    neither systems nor prices.
    """
    for values in rows:
        row = dict(zip(ASSET_COLUMNS["tassets"], values, strict=True))
        name = row["netbios"].strip() or row["sn_internal"].strip() or row["sn_manufacturer"].strip()
        if not name:
            continue
        kind = words["types"].get(int(row["type"]), "")
        yield EquipmentRecord(
            name=html.unescape(name),
            type=VIRTUAL if int(row["virtualization"] or 0) else equipment_type(kind),
            state=ASSET_STATES.get(int(row["state"]), words["states"].get(int(row["state"]), "")),
            department=words["services"].get(int(row["department"]), ""),
            site=words["locations"].get(int(row["location"]), ""),
            manufacturer=words["manufacturers"].get(int(row["manufacturer"]), ""),
            model=words["models"].get(int(row["model"]), ""),
            serial=row["sn_manufacturer"].strip(),
            bought_on=day_of(row["date_stock"], *zones),
            in_service_on=day_of(row["date_install"], *zones),
            support_ends_on=day_of(row["date_end_warranty"], *zones),
            last_seen=day_of(row["date_last_ping"], *zones),
            key=str(row["id"]),
            entity=agencies.get(int(row["id"]), ""),
            uuid=uuids.get(int(row["id"]), ""),
            macs=tuple(key for key in map(mac_key, cards.get(int(row["id"]), ())) if key),
        )
