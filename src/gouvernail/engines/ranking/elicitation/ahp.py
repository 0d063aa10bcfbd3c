"""Criteria compared two by two on Saaty's scale, with the consistency of the comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, index_of
from gouvernail.engines.ranking.pairwise import ACCEPTABLE, priorities
from gouvernail.engines.ranking.reading_parts import french, known_keys, number, sequence, the_list
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import WeightSet


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the priorities of ``comparisons``: [criterion, criterion, how many times more important]."""
    known_keys(said, {"kind", "comparisons"}, where)
    found = priorities(comparison_matrix(said.get("comparisons"), names, where))
    notices = ()
    if found.ratio > ACCEPTABLE:
        notices = (
            f"{where} : les comparaisons se contredisent (rapport de cohérence {french(found.ratio, 2)}, "
            f"au-delà de {french(ACCEPTABLE, 2)}) ; mieux vaut les refaire.",
        )
    corners = found.weights[None, :]
    return WeightSet(
        len(names), "ahp", "comparaisons deux à deux (AHP)", corners, consistency=found.ratio, notices=notices
    )


def comparison_matrix(data: Any, names: Names, where: str) -> np.ndarray:
    """Return the reciprocal matrix (criteria, criteria) of comparisons; refuse a missing or doubled pair."""
    comparisons = the_list(data, f"{where}, comparaisons")
    matrix = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(matrix, 1)
    called = list(names.values())
    for one in comparisons:
        first, second, times = sequence(one, 3, f"{where}, comparaisons")
        a, b = index_of(first, names, where), index_of(second, names, where)
        pair = f"{where} : « {called[a]} » contre « {called[b]} »"
        times = number(times, pair)
        if not np.isnan(matrix[a, b]):
            raise StudyRefused(f"{pair} est déjà donné." if a != b else f"{pair} : c’est le même critère.")
        if not 1 / 9 - 1e-9 <= times <= 9:
            raise StudyRefused(f"{pair} doit aller de 1/9 à 9, et non {french(times)}.")
        matrix[a, b], matrix[b, a] = times, 1 / times
    for a, b in np.argwhere(np.isnan(matrix)):
        raise StudyRefused(f"{where} : il manque la comparaison de « {called[a]} » et de « {called[b]} ».")
    return matrix
