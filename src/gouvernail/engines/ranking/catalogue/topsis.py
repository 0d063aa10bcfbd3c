"""TOPSIS: nearness to an ideal scenario, far from the worst one."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Array, Example, Method, Outcome, Table


def topsis(table: Table) -> Outcome:
    """Return the relative closeness to the ideal; option ``normalisation``: « vector » (by default) or « minmax »."""
    weighted = _normalised(table) * table.weights
    to_best = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    total = to_best + to_worst
    closeness = np.divide(to_worst, total, out=np.full_like(total, 0.5), where=total > 0)
    return Outcome(closeness, {"to_best": to_best, "to_worst": to_worst})


def _normalised(table: Table) -> Array:
    oriented = table.oriented
    if table.options.get("normalisation") == "minmax":
        shift, span = oriented.min(axis=0), np.ptp(oriented, axis=0)
    else:
        shift, span = 0.0, np.linalg.norm(oriented, axis=0)
    return np.divide(oriented - shift, span, out=np.zeros_like(oriented), where=span > 0)


def _obstacle(table: Table) -> str | None:
    if table.options.get("normalisation", "vector") in ("vector", "minmax"):
        return None
    return "TOPSIS : la normalisation est « vector » ou « minmax »."


METHOD = Method(
    code="topsis",
    label="TOPSIS",
    summary="Classe selon la proximité d’un scénario idéal, qui aurait partout la meilleure note, et l’éloignement "
    "du pire.",
    publication="Hwang, C.-L. et Yoon, K., Multiple Attribute Decision Making, Springer, 1981.",
    kernel=topsis,
    obstacle=_obstacle,
    options=frozenset({"normalisation"}),
    example=Example(
        title="Quatre candidats, trois critères",
        citation="Tzeng, G.-H. et Huang, J.-J., Multiple Attribute Decision Making, CRC Press, 2011, "
        "repris par les essais de scikit-criteria (BSD-3).",
        table={"matrix": [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], "weights": [0.3, 0.4, 0.3]},
        expected={"scores": [0.5037, 0.6581, 0.7482, 0.334]},
        decimals=4,
    ),
)
