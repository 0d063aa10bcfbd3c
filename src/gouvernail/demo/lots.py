"""Many records written once: « 12 postes, sites et mois pris tour à tour »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def records_of_lot(lot: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ``count`` records of a lot.

    A text that holds ``{n}`` gets the record's number, counted from ``first`` (1); a value written ``{tour: [...]}``
    gives its items in turn.
    """
    shared = {name: value for name, value in lot.items() if name not in ("count", "first")}
    first = lot.get("first", 1)
    for rank in range(lot["count"]):
        yield {name: _value(value, rank, first + rank) for name, value in shared.items()}


def _value(value: Any, rank: int, number: int) -> Any:
    if isinstance(value, dict) and set(value) == {"tour"}:
        value = value["tour"][rank % len(value["tour"])]
    if isinstance(value, str) and "{n" in value:
        return value.format(n=number)
    return value
