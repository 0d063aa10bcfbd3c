"""Weights given by intervals, and an order between some of them if one wishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, index_of
from gouvernail.engines.ranking.elicitation.order import order_rules
from gouvernail.engines.ranking.reading_parts import french, known_keys, pair_of_numbers, the_object
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import Rule, WeightSet, conflict, only

WORDS, ORDERED_WORDS = "poids donnés par intervalles", "poids donnés par intervalles et par ordre"


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Read ``ranges`` {criterion: [least, most]} and ``pairs`` [heavier, lighter]; refuse the empty set."""
    known_keys(said, {"kind", "ranges", "pairs"}, where)
    least, most = _limits(the_object(said.get("ranges", {}), f"{where}, intervalles"), names, where)
    order = order_rules(said.get("pairs", []), names, where)
    rules = (*_rules(least, most, list(names.values())), *order)
    if culprits := conflict(rules, len(names)):
        raise StudyRefused(f"{where} : aucun poids ne convient, car {_together(culprits)}.")
    words, free = (ORDERED_WORDS if order else WORDS), 1 - least.sum()
    if np.isclose(free, 0):
        return only("ranges", words, least)
    if not order and np.all(most >= least + free - 1e-12):  # the upper limits never bind: a simplex, drawn exactly
        return WeightSet(len(names), "ranges", words, least + free * np.eye(len(names)))
    return WeightSet(len(names), "ranges", words, rules=rules)


def _limits(ranges: Mapping[str, Any], names: Names, where: str) -> tuple[np.ndarray, np.ndarray]:
    least, most = np.zeros(len(names)), np.ones(len(names))
    called = list(names.values())
    for key, span in ranges.items():
        index = index_of(key, names, where)
        least[index], most[index] = pair_of_numbers(span, f"{where}, poids de « {called[index]} »")
        if least[index] < 0 or most[index] > 1:
            raise StudyRefused(f"{where} : le poids de « {called[index]} » doit rester entre 0 et 1.")
    return least, most


def _rules(least: np.ndarray, most: np.ndarray, called: list[str]) -> list[Rule]:
    units = np.eye(len(called))
    lower = [Rule(units[i], low, f"« {called[i]} » pèse au moins {french(low)}") for i, low in enumerate(least)]
    upper = [Rule(-units[i], -up, f"« {called[i]} » pèse au plus {french(up)}") for i, up in enumerate(most) if up < 1]
    return [*lower, *upper]


def _together(culprits: tuple[Rule, ...]) -> str:
    said = [rule.words for rule in culprits]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} et {said[-1]}"
