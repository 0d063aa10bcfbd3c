"""ELECTRE TRI-B: sorting scenarios into ordered categories bounded by profiles."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Example, Method, Outcome, Table, is_table_of_numbers
from gouvernail.engines.ranking.outranking import outranking


def electre_tri_b(table: Table) -> Outcome:
    """Score: the pessimistic category, then the optimistic one. Both are in the details, 0 being the lowest category.

    Options: ``profiles`` (limits between categories, lowest first, in the units of the measures), ``cut`` (0.75).
    """
    profiles = np.asarray(table.options["profiles"], dtype=float) * table.signs
    cut = float(table.options.get("cut", 0.75)) - 1e-12
    thresholds = (table.weights, table.indifference, table.preference, table.veto)
    over = outranking(table.oriented, profiles, *thresholds)[2] >= cut
    under = (outranking(profiles, table.oriented, *thresholds)[2] >= cut).T
    pessimistic = np.array([_highest_reached(row) for row in over])
    optimistic = np.array([_lowest_refused(row) for row in under & ~over])
    return Outcome(
        pessimistic + optimistic / (len(profiles) + 1), {"pessimistic": pessimistic, "optimistic": optimistic}
    )


def _highest_reached(outranks: np.ndarray) -> int:
    reached = np.flatnonzero(outranks)
    return int(reached[-1]) + 1 if reached.size else 0


def _lowest_refused(beaten_by: np.ndarray) -> int:
    refusing = np.flatnonzero(beaten_by)
    return int(refusing[0]) if refusing.size else len(beaten_by)


def _obstacle(table: Table) -> str | None:
    if "profiles" not in table.options:
        return "ELECTRE TRI-B range dans des catégories : l’étude n’en donne pas les limites (« profiles »)."
    if not is_table_of_numbers(table.options["profiles"], (None, len(table.weights))):
        return "ELECTRE TRI-B : chaque limite de catégorie (« profiles ») donne une mesure par critère."
    cut = table.options.get("cut", 0.75)
    return None if isinstance(cut, int | float) and 0.5 <= cut <= 1 else "ELECTRE TRI-B : la coupe va de 0,5 à 1."


METHOD = Method(
    code="electre_tri_b",
    label="ELECTRE TRI-B",
    summary="Range chaque scénario dans une catégorie (par exemple refusé, acceptable, bon) dont les limites "
    "sont fixées d’avance.",
    publication="Yu, W., « ELECTRE TRI : aspects méthodologiques et manuel d’utilisation », LAMSADE, 1992.",
    kernel=electre_tri_b,
    obstacle=_obstacle,
    options=frozenset({"profiles", "cut"}),
    example=Example(
        title="Six voitures réelles, trois catégories",
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
            "options": {"profiles": [[30000, 100, 11, 8, 125], [23000, 160, 8, 7, 120]], "cut": 0.75},
        },
        expected={"pessimistic": [1, 1, 1, 0, 1, 1], "optimistic": [2, 1, 1, 1, 1, 1]},
        decimals=0,
    ),
)
