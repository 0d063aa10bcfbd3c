"""What GLPI's rows mean, however they were read: requests without anybody in them, and equipment."""

from __future__ import annotations

import html
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.catalogue.glpi.amounts import amount
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.equipment import equipment_state, equipment_type
from gouvernail.connectors.sources.instants import day_of, naive_instant, utc_of
from gouvernail.connectors.sources.records import EquipmentRecord, RequestRecord
from gouvernail.connectors.sources.windows import WINDOWS_11, operating_system

NO_CATEGORY = "(sans catégorie)"
NO_TYPE = "Les ordinateurs sans type dans GLPI sont pris pour des PC fixes."
SOLVED, CLOSED = 5, 6
STATUSES = {1: "Nouveau", 2: "En cours (attribué)", 3: "En cours (planifié)", 4: "En attente", 5: "Résolu", 6: "Clos"}
SEPARATORS = ("$$##$$", "$#$", "<br>", "\n")
"""How GLPI joins the values of a cell that holds several."""

OVERLAP = timedelta(hours=2)
LONGEST_WARRANTY = 600
"""Months; beyond, it is a slip of the keyboard."""

Zones = tuple[ZoneInfo, ZoneInfo]


def a_little_before(text: str) -> str:
    """Return an instant of GLPI some hours earlier, as GLPI writes it; an empty text when it is none.

    What changed just before the last reading is read again: a change may be saved late, and clocks go back an hour.
    """
    try:
        found = naive_instant(text)
    except ValueError:
        return ""
    return f"{found - OVERLAP:%Y-%m-%d %H:%M:%S}" if found else ""


def words(value: object) -> str:
    """Return a text of GLPI without its HTML entities (version 10 keeps them); the first of several values."""
    text = str(value or "")
    for separator in SEPARATORS:
        text = text.split(separator, 1)[0]
    return " ".join(html.unescape(html.unescape(text)).split())


def path_words(value: object) -> str:
    """Return « Poste > Imprimante » as « Poste › Imprimante »."""
    return " › ".join(part.strip() for part in words(value).split(" > ") if part.strip())


def last_part(value: object) -> str:
    """Return the end of a path: « Mairie > Écoles » is « Écoles »."""
    return words(value).rsplit(" > ", 1)[-1].strip()


def request_of(row: Mapping[str, Any], zones: Zones, pseudonym: Callable[[str], str]) -> RequestRecord:
    """Return a ticket as a request; pending tickets are open."""
    number, status = int(str(row["id"])), _status(row["status"])
    category, department = path_words(row["category"]), last_part(row["department"])
    closed = status in (SOLVED, CLOSED)
    ended = (row["solved"] or row["closed"]) if closed else None
    raw = {"Catégorie": category, "Service": department, "Ouvert le": str(row["opened"] or "")}
    if closed:
        raw |= {"État": STATUSES[status], "Résolu le": str(ended or "")}
    fault, at = "", ("", "", "")
    try:
        opened_on, closed_on = day_of(row["opened"], *zones), day_of(ended, *zones)
        at = utc_of(row["opened"], zones[0]), utc_of(row.get("taken"), zones[0]), utc_of(ended, zones[0])
    except ValueError:
        opened_on, closed_on, fault = None, None, "Une de ses dates n’est pas lisible."
    if closed and closed_on is None and not fault:
        fault = "Elle est résolue sans date de résolution."
    requester = words(row["requester"])
    return RequestRecord(
        number, str(number), category or NO_CATEGORY, category[:120], department, opened_on, closed_on,
        pseudonym(requester) if requester not in ("", "0") else "", raw, fault, path_words(row.get("entity")),
        b"", None, *at,
    )  # fmt: skip


def with_subjects(
    found: Sequence[RequestRecord], rows: Sequence[Mapping[str, Any]], access: Access
) -> list[RequestRecord]:
    """Return requests with what is kept of their titles and of the first equipment each is about."""
    sketches = access.sketches([words(row.get("title")) for row in rows])
    items = [f"{words(row.get('itemtype'))} {words(row.get('item'))}" for row in rows]
    return [
        one._replace(title_sketch=sketch, equipment_key=access.equipment_key(item) if item[-1:].isdecimal() else None)
        for one, sketch, item in zip(found, sketches, items, strict=True)
    ]


def _status(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() else 0


def computer_of(row: Mapping[str, Any], zones: Zones) -> EquipmentRecord | None:
    """Return a computer; nothing for one without a name nor a serial number."""
    name = words(row["name"]) or words(row["serial"])
    if not name:
        return None
    system = operating_system(words(row["os"]), f"{words(row['version'])} {words(row['kernel'])}")
    return EquipmentRecord(
        name=name,
        type=equipment_type(words(row["type"])) or "PC fixe",
        state=equipment_state(last_part(row["state"])),
        department=last_part(row["department"]),
        site=last_part(row["location"]),
        manufacturer=words(row["manufacturer"]),
        model=words(row["model"]),
        serial=words(row["serial"]),
        os=system,
        os_version=words(row["version"]),
        windows11="migre" if system == WINDOWS_11 else "",
        protected=row.get("protected"),
        bought_on=_day(row["bought"], zones),
        in_service_on=_day(row["used"], zones),
        support_ends_on=_warranty_end(row, zones),
        purchase_price=amount(row.get("price")),
        key=str(row["id"]),
        entity=path_words(row.get("entity")),
        uuid=words(row.get("uuid")),
        last_seen=_day(row.get("inventoried"), zones),
    )


def _warranty_end(row: Mapping[str, Any], zones: Zones) -> date | None:
    """Return the last day of a warranty told by its first day and its months; −1 month is a whole life."""
    first, text = _day(row.get("warranty_from"), zones), words(row.get("warranty_months"))
    months = int(text) if text.isdecimal() else 0
    if first is None or not 0 < months <= LONGEST_WARRANTY:
        return None
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last_day = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(first.day, last_day))


def _day(value: object, zones: Zones) -> date | None:
    try:
        return day_of(value, zones[1], zones[1])  # a day has no zone
    except ValueError:
        return None
