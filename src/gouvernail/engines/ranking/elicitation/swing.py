"""SWING: which passage from the worst to the best counts most (100), and how much the others count beside it.

Von Winterfeldt, D. and Edwards, W., Decision Analysis and Behavioral Research, Cambridge University Press, 1986.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, complete
from gouvernail.engines.ranking.reading_parts import known_keys, pair_of_numbers
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import Rule, WeightSet, only

TOP = (100.0, 100.0)


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the points divided by their sum; those given as intervals are drawn inside them."""
    known_keys(said, {"kind", "points"}, where)
    given = complete(said.get("points"), names, where)
    pairs = [pair_of_numbers(given[key], f"{where}, points de « {name} »") for key, name in names.items()]
    for (low, high), name in zip(pairs, names.values(), strict=True):
        if low < 0 or high > TOP[0]:
            raise StudyRefused(f"{where} : les points de « {name} » doivent aller de 0 à 100.")
    if TOP not in pairs:
        raise StudyRefused(f"{where} : le passage du pire au meilleur qui compte le plus doit recevoir 100 points.")
    box = np.array(pairs).T
    if np.array_equal(box[0], box[1]):
        return only("swing", "points de bascule (SWING)", box[0] / box[0].sum())
    rules = tuple(rule for index in range(len(pairs)) for rule in _rules(index, pairs.index(TOP), box))
    return WeightSet(len(names), "swing", "points de bascule (SWING) par intervalles", rules=rules, points=box)


def _rules(index: int, reference: int, box: np.ndarray) -> list[Rule]:
    """Return the two limits of a weight, as shares of the weight of the criterion that has 100 points."""
    if index == reference:
        return []
    unit, base = np.eye(box.shape[1])[index] * TOP[0], np.eye(box.shape[1])[reference]
    return [Rule(unit - box[0, index] * base, 0.0, ""), Rule(box[1, index] * base - unit, 0.0, "")]
