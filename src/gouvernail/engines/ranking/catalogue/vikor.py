"""VIKOR: a compromise between the good of all criteria and the worst regret on one."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Array, Example, Method, Outcome, Table


def vikor(table: Table) -> Outcome:
    """Score −Q. Details: S (group), R (regret), Q, the compromise set. Option ``v``: the weight of the group (0.5)."""
    oriented, share = table.oriented, float(table.options.get("v", 0.5))
    span = np.ptp(oriented, axis=0)
    missing = oriented.max(axis=0) - oriented
    shortfall = table.weights * np.divide(missing, span, out=np.zeros_like(oriented), where=span > 0)
    group, regret = shortfall.sum(axis=1), shortfall.max(axis=1)
    score = share * _from_zero_to_one(group) + (1 - share) * _from_zero_to_one(regret)
    return Outcome(-score, {"S": group, "R": regret, "Q": score, "compromise": _compromise(group, regret, score)})


def _from_zero_to_one(figures: Array) -> Array:
    span = np.ptp(figures)
    return (figures - figures.min()) / span if span > 0 else np.zeros_like(figures)


def _compromise(group: Array, regret: Array, score: Array) -> list[int]:
    """Return the indices of the compromise: the first alone if it leads clearly, else those too close to it."""
    order = np.argsort(score, kind="stable")
    best, needed = order[0], 1 / (len(score) - 1)
    firm = bool(np.isclose(group[best], group.min()) or np.isclose(regret[best], regret.min()))
    if score[order[1]] - score[best] >= needed:
        return [int(best)] if firm else [int(best), int(order[1])]
    return [int(index) for index in order if score[index] - score[best] < needed]


def _obstacle(table: Table) -> str | None:
    share = table.options.get("v", 0.5)
    return None if isinstance(share, int | float) and 0 <= share <= 1 else "VIKOR : v va de 0 à 1."


METHOD = Method(
    code="vikor",
    label="VIKOR",
    summary="Cherche un compromis : bon sur l’ensemble des critères, sans trop de regret sur celui où il est "
    "le plus faible.",
    publication="Opricovic, S. et Tzeng, G.-H., « Compromise solution by MCDM methods », EJOR 156(2), 2004.",
    kernel=vikor,
    obstacle=_obstacle,
    options=frozenset({"v"}),
    example=Example(
        title="Quatre candidats, trois critères",
        citation="Tzeng, G.-H. et Huang, J.-J., Multiple Attribute Decision Making, CRC Press, 2011, "
        "repris par les essais de scikit-criteria (BSD-3).",
        table={"matrix": [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], "weights": [0.3, 0.4, 0.3]},
        expected={
            "S": [0.6, 0.3, 0.15, 0.65],
            "R": [0.3, 0.2, 0.15, 0.4],
            "Q": [0.75, 0.25, 0, 1],
            "compromise": [2, 1],
        },
        decimals=4,
    ),
)
