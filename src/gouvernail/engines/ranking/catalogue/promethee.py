"""PROMETHEE I and II: what each scenario wins and loses against the others, one by one."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Array, Example, Method, Outcome, Table


def promethee(table: Table) -> Outcome:
    """Score: net flow (PROMETHEE II). Details: both flows, preference indices, and the partial order of PROMETHEE I.

    The preference grows in a straight line from the indifference threshold to the preference threshold; where both are
    zero, any advantage counts whole.
    """
    degrees = preference_degrees(table)
    preference = degrees @ table.weights
    others = len(preference) - 1
    positive, negative = preference.sum(axis=1) / others, preference.sum(axis=0) / others
    by_criterion = (degrees.sum(axis=1) - degrees.sum(axis=0)) / others
    details = {
        "positive": positive,
        "negative": negative,
        "preference": preference,
        "by_criterion": by_criterion,
        "partial": partial_order(positive, negative),
    }
    return Outcome(positive - negative, details)


def preference_degrees(table: Table) -> Array:
    """Return (n, n, m): how far scenario a is preferred to b on each criterion, from 0 to 1."""
    advantage = table.oriented[:, None, :] - table.oriented[None, :, :]
    q, p = table.indifference, table.preference
    slope = p - q
    ramp = np.divide(advantage - q, slope, out=np.zeros_like(advantage), where=slope > 0)
    return np.where(slope > 0, np.clip(ramp, 0, 1), (advantage > q).astype(float))


def partial_order(positive: Array, negative: Array, tolerance: float = 1e-12) -> list[list[str]]:
    """Return, for each pair, « P » (preferred), « I » (indifferent), « R » (not comparable) or « - »."""

    def relation(a: int, b: int) -> str:
        gain, saving = positive[a] - positive[b], negative[b] - negative[a]
        if abs(gain) <= tolerance and abs(saving) <= tolerance:
            return "I"
        if gain >= -tolerance and saving >= -tolerance:
            return "P"
        return "-" if gain <= tolerance and saving <= tolerance else "R"

    return [[relation(a, b) for b in range(len(positive))] for a in range(len(positive))]


METHOD = Method(
    code="promethee",
    label="PROMETHEE I et II",
    summary="Compare les scénarios deux à deux : ce que chacun gagne contre les autres, moins ce qu’il perd. "
    "PROMETHEE I dit en outre quels scénarios ne se comparent pas.",
    publication="Brans, J.-P. et Vincke, Ph., « A preference ranking organisation method », "
    "Management Science 31(6), 1985.",
    kernel=promethee,
    example=Example(
        title="Six scénarios, quatre critères",
        citation="Papathanasiou, J. et Ploskas, N., Multiple Criteria Decision Aid, Springer, 2018, "
        "repris par les essais de pyrepo-mcda (MIT).",
        table={
            "matrix": [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]],
            "weights": [0.4, 0.3, 0.1, 0.2],
            "q": [1, 1, 1, 1],
            "p": [2, 2, 2, 2],
        },
        expected={"scores": [-0.26, -0.52, -0.22, 0.36, 0.7, -0.06]},
        decimals=2,
    ),
)
