"""Figures of the result as plain data: rounded, named, and None where they are not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gouvernail.engines.ranking.robustness import Robustness

DIGITS = 6


def plain(figure: Any) -> float | None:
    """Return a figure that JSON can write, or None if it is not known."""
    if figure is None or np.isnan(figure):
        return None
    return round(float(figure), DIGITS) + 0.0


def by(keys: Sequence[str], figures: Any) -> dict[str, float | None]:
    """Return each figure under its key."""
    return {key: plain(figure) for key, figure in zip(keys, figures, strict=True)}


def rows_by(keys: list[str], table: np.ndarray) -> dict[str, list[float | None]]:
    """Return each row of a table under its key."""
    return {key: [plain(figure) for figure in row] for key, row in zip(keys, table, strict=True)}


def with_errors(shares: Robustness, row: int) -> list[dict[str, float | None]]:
    """Return the share of each rank with its standard error."""
    return [{"share": plain(share), "error": plain(shares.error(share))} for share in shares.ranks[row]]
