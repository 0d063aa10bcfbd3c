"""Points shared out between the criteria, whatever their sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, amounts
from gouvernail.engines.ranking.reading_parts import known_keys
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import WeightSet, only


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the points of ``values`` divided by their sum."""
    known_keys(said, {"kind", "values"}, where)
    points = amounts(said.get("values"), names, where)
    if sum(points) <= 0:
        raise StudyRefused(f"{where} : tous les critères ont zéro point, aucun ne pèse rien.")
    return only("points", "points répartis entre les critères", np.array(points) / sum(points))
