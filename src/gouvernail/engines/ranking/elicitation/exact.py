"""Weights given exactly, which must sum to one (or to 100)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names, amounts
from gouvernail.engines.ranking.reading_parts import french, known_keys
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import WeightSet, only


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the one vector of ``values``."""
    known_keys(said, {"kind", "values"}, where)
    weights = amounts(said.get("values"), names, where)
    total = sum(weights)
    if not any(abs(total - whole) <= 1e-6 * whole for whole in (1, 100)):
        raise StudyRefused(f"{where} : la somme des poids fait {french(total)}, et doit faire 1 (ou 100).")
    return only("exact", "poids fixés", np.array(weights) / total)
