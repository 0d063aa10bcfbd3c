"""Simos' cards, in the revised procedure of Figueira and Roy: criteria laid in order, white cards to space them out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def card_weights(groups: Sequence[Sequence[int]], gaps: Sequence[int], ratio: float) -> np.ndarray:
    """Return the weights (criteria,), summing to one.

    ``groups`` are indices of criteria from the least important group to the most; ``gaps`` the white cards between each
    group and the next; ``ratio`` how many times the last group outweighs the first.
    Figueira, J. and Roy, B., « Determining the weights of criteria in the ELECTRE type methods with a revised Simos'
    procedure », EJOR 139(2), 2002. The weights are not rounded, which the publication does last.
    """
    steps = np.concatenate([[0], np.cumsum(np.asarray(gaps, dtype=float) + 1)])
    unit = (ratio - 1) / steps[-1] if len(groups) > 1 else 0.0
    weights = np.zeros(sum(len(group) for group in groups))
    for group, step in zip(groups, steps, strict=True):
        weights[list(group)] = 1 + unit * step
    return weights / weights.sum()
