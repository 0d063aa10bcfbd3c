"""GLPI's database rows as the rows that its API gives: what they mean is written once, in ``catalogue.glpi``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouvernail.connectors.catalogue.glpi_sql.client import TAKEN

Names = Mapping[int, str]


def ticket_row(
    row: Mapping[str, Any],
    requester: int | None,
    group: int | None,
    origin: str,
    names: Mapping[str, Names],
    *,
    by_entity: bool = False,
) -> dict[str, Any]:
    """Return a ticket as the API would."""
    departments = {
        "groupe": names["groups"].get(group or 0, ""),
        "entite": names["entities"].get(_number(row["entities_id"]), ""),
        "lieu": names["locations"].get(_number(row["locations_id"]), ""),
    }
    return {
        "id": row["id"],
        "status": row["status"],
        "opened": row["date"],
        "solved": row["solvedate"],
        "closed": row["closedate"],
        "taken": row.get(TAKEN),
        "category": names["categories"].get(_number(row["itilcategories_id"]), ""),
        "requester": requester or "",
        "title": row.get("name") or "",
        "department": departments.get(origin, ""),
        "entity": names["entities"].get(_number(row["entities_id"]), "") if by_entity else "",
    }


def computer_row(
    row: Mapping[str, Any],
    origin: str,
    names: Mapping[str, Names],
    protection: Mapping[int, bool],
    *,
    by_entity: bool = False,
) -> dict[str, Any]:
    """Return a computer as the API would, with what its antivirus says; no antivirus at all is not known."""
    return dict(row) | {
        "location": names["locations"].get(_number(row["locations_id"]), ""),
        "department": names["entities"].get(_number(row["entities_id"]), "") if origin == "entite" else "",
        "protected": protection.get(int(row["id"])),
        "entity": names["entities"].get(_number(row["entities_id"]), "") if by_entity else "",
    }


def _number(value: object) -> int:
    """Return what a row points at; −1 where it points at nothing readable (0 is the root of the entities)."""
    text = str(value)
    return int(text) if text.isdecimal() else -1
