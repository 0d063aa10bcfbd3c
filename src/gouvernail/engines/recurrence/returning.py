"""Which requests follow, within so many days, one that is like them: the same equipment, or an alike title.

Candidates come from the bands of locality-sensitive hashing (Leskovec, Rajaraman and Ullman, « Mining of Massive
Datasets », chapter 3): sketches cut into bands, of which alike ones share at least one. Each candidate is then
verified on the whole sketch. A row is looked at against the nearest earlier one of its band first, and goes further
back only as long as it is not settled: the cost grows with the rows, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from gouvernail.engines.recurrence.sketching import SIZE

ALIKE = 0.4
"""Share of features in common from which two titles tell the same thing: chosen on the half of the labelled sample
kept for that, so that more than nine of ten said to come back do, and measured on the other half
(``tests/data/recurring.csv``)."""
ROWS = 3
"""Bytes of a band: 21 bands of three find 94 % of the pairs that share half of their features (1 − (1 − ½³)²¹) and
three quarters of those at the threshold. Bands of two would find more of these, for five times the work."""
AGREEING = ceil(SIZE * (ALIKE + (1 - ALIKE) / 256))
"""Bytes on which two such sketches agree: one byte in 256 does by chance."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Requests:
    """Requests in the order of their opening, by column.

    ``days`` are ordinals, growing; ``groups`` the numbers of what may be compared together (one category);
    ``sketches`` are ``SIZE`` bytes each, empty without a title; ``equipment`` a number, ``None`` when not known.
    """

    days: NDArray[np.int64]
    groups: NDArray[np.int64]
    sketches: Sequence[bytes]
    equipment: Sequence[int | None]


def comparable(of: Requests) -> Flags:
    """Return which requests can be compared at all: those with a title in a category, or with an equipment."""
    return _titled(of) | _equipped(of)


def returning(of: Requests, within: int) -> Flags:
    """Return which requests follow another by ``within`` days at most, by their equipment or by their title."""
    found = np.zeros(len(of.days), dtype=bool)
    _by_equipment(found, of, within)
    _by_title(found, of, within)
    return found


def _titled(of: Requests) -> Flags:
    return np.fromiter((len(one) == SIZE for one in of.sketches), bool, len(of.sketches)) & (of.groups >= 0)


def _equipped(of: Requests) -> Flags:
    return np.fromiter((one is not None for one in of.equipment), bool, len(of.equipment))


def _by_equipment(found: Flags, of: Requests, within: int) -> None:
    rows = np.flatnonzero(_equipped(of))
    keys = np.fromiter((of.equipment[at] for at in rows), np.int64, len(rows))
    order, first = _buckets(keys)
    days = of.days[rows][order]
    near = ~first[1:] & (days[1:] - days[:-1] <= within)
    found[rows[order[1:][near]]] = True


def _by_title(found: Flags, of: Requests, within: int) -> None:
    rows = np.flatnonzero(_titled(of))
    if not len(rows):
        return
    signs = np.frombuffer(b"".join(of.sketches[at] for at in rows), dtype=np.uint8).reshape(-1, SIZE)
    days, groups = of.days[rows], of.groups[rows]
    settled = found[rows]
    for at in range(0, SIZE - ROWS + 1, ROWS):
        if settled.all():
            break
        band = signs[:, at : at + ROWS].astype(np.int64)
        order, first = _buckets(groups << 24 | band[:, 0] << 16 | band[:, 1] << 8 | band[:, 2])
        _settle(settled, order, np.flatnonzero(first), days, signs, within)
    found[rows] |= settled


def _buckets(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], Flags]:
    """Rows put together by key, in their own order within each, and where each key begins."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return order, first


def _settle(
    settled: Flags,
    order: NDArray[np.int64],
    begins: NDArray[np.int64],
    days: NDArray[np.int64],
    signs: NDArray[np.uint8],
    within: int,
) -> None:
    """Mark the rows of a band that one of the earlier rows of their bucket, near enough in time, is like."""
    at = np.arange(len(order))
    start = begins[np.searchsorted(begins, at, side="right") - 1]
    asking, back = at[~settled[order]], 1
    while True:
        asking = asking[asking - back >= start[asking]]
        asking = asking[days[order[asking]] - days[order[asking - back]] <= within]
        if not len(asking):
            return
        rows, others = order[asking], order[asking - back]
        alike = _alike(signs[rows], signs[others])
        settled[rows[alike]] = True
        asking, back = asking[~alike], back + 1


def _alike(some: NDArray[np.uint8], others: NDArray[np.uint8]) -> Flags:
    """Compare sketches row by row."""
    return np.count_nonzero(some == others, axis=1) >= AGREEING
