"""No weight at all: every weighting is as likely as any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gouvernail.engines.ranking.elicitation.naming import Names
from gouvernail.engines.ranking.reading_parts import known_keys
from gouvernail.engines.ranking.weights import WeightSet


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the whole simplex."""
    known_keys(said, {"kind"}, where)
    count = len(names)
    return WeightSet(count, "none", "aucun poids n’est donné : toutes les pondérations se valent", np.eye(count))
