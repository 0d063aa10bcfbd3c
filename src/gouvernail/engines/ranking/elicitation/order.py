"""Only the order of the criteria: complete, or pair by pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, indices_of, refuse_repeats_and_gaps
from gouvernail.engines.ranking.orders import find_cycle, order_corners
from gouvernail.engines.ranking.reading_parts import known_keys, sequence, the_list
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import Rule, WeightSet


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Read ``order`` (the most important first, equals in a list) or ``pairs`` [heavier, lighter]."""
    known_keys(said, {"kind", "order", "pairs"}, where)
    if "order" not in said:
        rules = (*(Rule(row, 0.0, "") for row in np.eye(len(names))), *order_rules(said.get("pairs"), names, where))
        return WeightSet(len(names), "order", "seul un ordre partiel des critères est donné", rules=rules)
    listed = the_list(said["order"], f"{where}, ordre")
    groups = [indices_of(one if isinstance(one, list) else [one], names, where) for one in listed]
    refuse_repeats_and_gaps(groups, names, where)
    return WeightSet(len(names), "order", "seul l’ordre des critères est donné", order_corners(groups, len(names)))


def order_rules(pairs: Any, names: Names, where: str) -> list[Rule]:
    """Return the rules of pairs [heavier, lighter]; refuse those that turn in a circle."""
    place = f"{where}, ordre"
    ordered = [(*indices_of(sequence(pair, 2, place), names, where),) for pair in the_list(pairs, place)]
    called, units = list(names.values()), np.eye(len(names))
    if cycle := find_cycle(ordered):
        raise StudyRefused(f"{where} : l’ordre tourne en rond ({' > '.join(called[index] for index in cycle)}).")
    return [
        Rule(units[heavy] - units[light], 0.0, f"« {called[heavy]} » pèse au moins autant que « {called[light]} »")
        for heavy, light in ordered
    ]
