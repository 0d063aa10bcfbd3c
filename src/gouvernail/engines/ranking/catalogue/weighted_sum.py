"""Weighted sum: the mean of the values, each criterion counting for its weight."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Array, Example, Method, Outcome, Table


def weighted_sum(table: Table) -> Outcome:
    """Sum the weighted values of the study; without them, each measure as a share of the best of its criterion."""
    values = table.values if table.values is not None else _share_of_the_best(table)
    return Outcome(values @ table.weights, {"values": values})


def _share_of_the_best(table: Table) -> Array:
    measures, most, least = table.measures, table.measures.max(axis=0), table.measures.min(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(table.signs > 0, measures / most, least / measures)
    return np.nan_to_num(shares, nan=0.0)


METHOD = Method(
    code="weighted_sum",
    label="Somme pondérée",
    summary="Chaque note devient une valeur entre 0 et 1 ; le score est leur moyenne, chaque critère comptant "
    "pour son poids.",
    publication="Fishburn, P. C., « Additive utilities with incomplete product sets », "
    "Operations Research 15(3), 1967.",
    kernel=weighted_sum,
    example=Example(
        title="Quatre candidats, sept critères",
        citation="Rizan, O. et al., 2020, repris par les essais de pyrepo-mcda (MIT).",
        table={
            "matrix": [
                [0.75, 0.5, 0.75, 0, 0, 0, 1],
                [0.75, 1, 0.75, 0, 0, 0, 0.75],
                [0.75, 0.75, 0.75, 0, 0.5, 0.25, 1],
                [0.5, 0.5, 0.75, 1, 0.5, 0, 0.75],
            ],
            "weights": [0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1],
        },
        expected={"scores": [0.35, 0.375, 0.825, 0.642]},
        decimals=3,
    ),
)
