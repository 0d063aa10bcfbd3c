"""ELECTRE III: an outranking relation with thresholds and vetoes, ranked by two distillations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gouvernail.engines.ranking.method import Array, Example, Method, Outcome, Table, mean_ranks
from gouvernail.engines.ranking.outranking import outranking

ALPHA, BETA = -0.15, 0.30
"""The published discrimination threshold s(λ) = α λ + β."""

Draw = Callable[[Array, list[int], Callable[[Array], float]], list[int]]


def electre_iii(table: Table) -> Outcome:
    """Score: minus the mean of the ranks in both distillations. Details: concordance, credibility, both preorders.

    Option ``distillation``: « roy » (by default, with the discrimination threshold) or « net_flow » (simplified).
    """
    a = table.oriented
    concordance, discordance, credible = outranking(
        a, a, table.weights, table.indifference, table.preference, table.veto
    )
    draw = _draw_by_net_flow if table.options.get("distillation") == "net_flow" else _draw
    descending, ascending = distil(credible, draw, best_first=True), distil(credible, draw, best_first=False)[::-1]
    ranks = (_ranks(descending, len(a)) + _ranks(ascending, len(a))) / 2
    details = {
        "concordance": concordance,
        "discordance": discordance,
        "credibility": credible,
        "descending": descending,
        "ascending": ascending,
    }
    return Outcome(-ranks, details)


def distil(credible: Array, draw: Draw, *, best_first: bool) -> list[list[int]]:
    """Return the classes that ``draw`` takes one after the other: the best of what is left (or the worst) each time."""
    left, classes = list(range(len(credible))), []
    while left:
        drawn = draw(credible, left, max if best_first else min)
        classes.append(drawn)
        left = [one for one in left if one not in drawn]
    return classes


def _draw(credible: Array, candidates: list[int], wanted: Callable[[Array], float]) -> list[int]:
    """Draw one class: lower the cut level until the qualifications tell the candidates apart, or it reaches zero."""
    level = _highest(credible, candidates, below=np.inf)
    while len(candidates) > 1 and level > 0:
        level = _highest(credible, candidates, below=level - (ALPHA * level + BETA))
        qualification = _qualification(credible, candidates, level)
        candidates = [one for one, q in zip(candidates, qualification, strict=True) if q == wanted(qualification)]
    return candidates


def _draw_by_net_flow(credible: Array, candidates: list[int], wanted: Callable[[Array], float]) -> list[int]:
    part = credible[np.ix_(candidates, candidates)]
    flow = part.sum(axis=1) - part.sum(axis=0)
    return [one for one, figure in zip(candidates, flow, strict=True) if np.isclose(figure, wanted(flow))]


def _highest(credible: Array, candidates: list[int], below: float) -> float:
    part = credible[np.ix_(candidates, candidates)]
    others = part[~np.eye(len(candidates), dtype=bool)]
    under = others[others < below]
    return float(under.max()) if under.size else 0.0


def _qualification(credible: Array, candidates: list[int], level: float) -> Array:
    part = credible[np.ix_(candidates, candidates)]
    beats = (part > level) & (part - part.T > ALPHA * part + BETA)
    np.fill_diagonal(beats, False)
    return beats.sum(axis=1) - beats.sum(axis=0)


def _ranks(classes: list[list[int]], count: int) -> Array:
    scores = np.zeros(count)
    for place, members in enumerate(classes):
        scores[members] = -place
    return mean_ranks(scores)


def _obstacle(table: Table) -> str | None:
    if table.options.get("distillation", "roy") in ("roy", "net_flow"):
        return None
    return "ELECTRE III : la distillation est « roy » ou « net_flow »."


METHOD = Method(
    code="electre_iii",
    label="ELECTRE III",
    summary="Un scénario en surclasse un autre si assez de critères l’appuient et qu’aucun ne s’y oppose trop fort. "
    "Le rang est la moyenne de deux classements, l’un par le haut, l’autre par le bas.",
    publication="Roy, B., « ELECTRE III : un algorithme de classement fondé sur une représentation floue "
    "des préférences », Cahiers du CERO 20(1), 1978.",
    kernel=electre_iii,
    obstacle=_obstacle,
    options=frozenset({"distillation"}),
    example=Example(
        title="Six voitures réelles, cinq critères",
        citation="Bouyssou, D. et al., Aiding Decisions with Multiple Criteria (données « six voitures »), "
        "valeurs publiées par Cailloux, O., jmcda.",
        table={
            "matrix": [
                [22080, 105, 11.4, 5.8, 119],
                [28100, 160, 8.6, 9.6, 164],
                [24650, 143, 9.0, 4.5, 119],
                [32700, 177, 7.9, 6.7, 128],
                [22750, 136, 9.4, 7.6, 151],
                [27350, 180, 7.9, 8.4, 164],
            ],
            "weights": [0.4, 0.18, 0.12, 0.21, 0.09],
            "sense": ["min", "max", "min", "min", "min"],
            "q": [500, 0, 0, 0, 0],
            "p": [3000, 30, 2, 1, 100],
            "veto": [4000, None, None, None, None],
        },
        expected={
            "concordance": [
                [1, 0.7, 0.49, 0.7, 0.7, 0.7],
                [0.3495, 1, 0.3495, 0.6136, 0.3783, 0.588],
                [0.6688, 0.874, 1, 0.754, 0.776, 0.754],
                [0.4029, 0.6, 0.3819, 1, 0.6, 0.582],
                [0.734, 0.808, 0.6952, 0.5203, 1, 0.73],
                [0.3495, 1, 0.3975, 0.7576, 0.4203, 1],
            ],
            "credibility": [
                [1, 0.7, 0.49, 0.7, 0.7, 0.7],
                [0, 1, 0.2955, 0.6136, 0, 0.588],
                [0.6688, 0.874, 1, 0.754, 0.776, 0.754],
                [0, 0, 0, 1, 0, 0],
                [0.734, 0.808, 0.6952, 0.5203, 1, 0.73],
                [0, 1, 0.3975, 0.7576, 0, 1],
            ],
        },
        decimals=4,
    ),
)
