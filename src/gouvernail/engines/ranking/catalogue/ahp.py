"""AHP: scenarios compared two by two on each criterion, criteria compared two by two."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Example, Method, Outcome, Table, is_table_of_numbers
from gouvernail.engines.ranking.pairwise import priorities

THIRD, SEVENTH, NINTH = 1 / 3, 1 / 7, 1 / 9


def ahp(table: Table) -> Outcome:
    """Score: global priorities.

    Options: ``comparisons`` (criteria, n, n) of the scenarios, ``criteria`` (m, m) of the criteria.
    Without ``criteria``, the weights of the table are used. Details: local priorities and consistency ratios.
    """
    local = [priorities(np.asarray(one, dtype=float)) for one in table.options["comparisons"]]
    weights, ratio = table.weights, None
    if "criteria" in table.options:
        compared = priorities(np.asarray(table.options["criteria"], dtype=float))
        weights, ratio = compared.weights, compared.ratio
    by_criterion = np.column_stack([one.weights for one in local])
    details = {"local": by_criterion, "consistency": [one.ratio for one in local], "criteria_consistency": ratio}
    return Outcome(by_criterion @ weights, details)


def _obstacle(table: Table) -> str | None:
    if "comparisons" not in table.options:
        return "AHP compare les scénarios deux à deux sur chaque critère : l’étude ne le fait pas (« comparisons »)."
    count, criteria = len(table.measures), len(table.weights)
    if not is_table_of_numbers(table.options["comparisons"], (criteria, count, count), positive=True):
        return (
            "AHP : « comparisons » donne, pour chaque critère, un tableau de nombres positifs, scénario par scénario."
        )
    return None


METHOD = Method(
    code="ahp",
    label="AHP",
    summary="Compare les scénarios deux à deux sur chaque critère, de 1 (égal) à 9 (extrêmement meilleur), et mesure "
    "si ces comparaisons se contredisent.",
    publication="Saaty, T. L., « A scaling method for priorities in hierarchical structures », "
    "Journal of Mathematical Psychology 15(3), 1977.",
    kernel=ahp,
    obstacle=_obstacle,
    options=frozenset({"comparisons"}),
    example=Example(
        title="Six scénarios, quatre critères",
        citation="Papathanasiou, J. et Ploskas, N., Multiple Criteria Decision Aid, Springer, 2018, "
        "repris par les essais de pyrepo-mcda (MIT).",
        table={
            "options": {
                "criteria": [[1, 1, 5, 3], [1, 1, 5, 3], [0.2, 0.2, 1, THIRD], [THIRD, THIRD, 3, 1]],
                "comparisons": [
                    [
                        [1, 5, 1, 1, THIRD, 3],
                        [0.2, 1, THIRD, 0.2, SEVENTH, 1],
                        [1, 3, 1, THIRD, 0.2, 1],
                        [1, 5, 3, 1, THIRD, 3],
                        [3, 7, 5, 3, 1, 7],
                        [THIRD, 1, 1, THIRD, SEVENTH, 1],
                    ],
                    [
                        [1, 7, 3, THIRD, THIRD, THIRD],
                        [SEVENTH, 1, THIRD, SEVENTH, NINTH, SEVENTH],
                        [THIRD, 3, 1, 0.2, 0.2, 0.2],
                        [3, 7, 5, 1, 1, 1],
                        [3, 9, 5, 1, 1, 1],
                        [3, 7, 5, 1, 1, 1],
                    ],
                    [
                        [1, NINTH, SEVENTH, NINTH, 1, 0.2],
                        [9, 1, 1, 1, 5, 3],
                        [7, 1, 1, 1, 5, 1],
                        [9, 1, 1, 1, 7, 3],
                        [1, 0.2, 0.2, SEVENTH, 1, THIRD],
                        [5, THIRD, 1, THIRD, 3, 1],
                    ],
                    [
                        [1, 0.2, 0.2, THIRD, SEVENTH, 0.2],
                        [5, 1, 1, 3, THIRD, 1],
                        [5, 1, 1, 1, THIRD, 1],
                        [3, THIRD, 1, 1, SEVENTH, 1],
                        [7, 3, 3, 7, 1, 5],
                        [5, 1, 1, 1, 0.2, 1],
                    ],
                ],
            }
        },
        expected={"scores": [0.117, 0.071, 0.095, 0.212, 0.35, 0.155]},
        decimals=3,
    ),
)
