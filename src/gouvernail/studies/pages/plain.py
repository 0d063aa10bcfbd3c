"""A table of texts, as pages and documents show it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Plain:
    """Headers, then rows whose first cell names the row; ``ids`` are the anchors of the rows, where they have one."""

    headers: list[str]
    rows: list[list[str]]
    ids: list[str] = field(default_factory=list)
