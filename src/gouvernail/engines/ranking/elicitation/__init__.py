"""The ways to say how much each criterion weighs, one file each; every refusal names the criterion and the member."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gouvernail.engines.ranking.elicitation import ahp, exact, none, order, points, ranges, simos, swing
from gouvernail.engines.ranking.elicitation.naming import Names
from gouvernail.engines.ranking.reading_parts import one_of, the_object
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.weights import WeightSet

KINDS: dict[str, Callable[[Mapping[str, Any], Names, str], WeightSet]] = {
    "none": none.read,
    "exact": exact.read,
    "points": points.read,
    "ranges": ranges.read,
    "order": order.read,
    "swing": swing.read,
    "ahp": ahp.read,
    "simos": simos.read,
}


def read_weights(data: Any, names: Names, where: str) -> WeightSet:
    """Return the set of weights that ``data`` describes; ``where`` says whose it is, in the refusals."""
    said = the_object(data, where)
    kind = said.get("kind")
    if not one_of(kind, KINDS):
        raise StudyRefused(f"{where} : la façon de peser « {kind} » n’existe pas (au choix : {', '.join(KINDS)}).")
    return KINDS[kind](said, names, where)
