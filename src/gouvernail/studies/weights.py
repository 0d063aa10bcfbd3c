"""Weights as the engine understands them: checked, and as shares of the whole."""

from __future__ import annotations

from typing import Any

from gouvernail.studies.models import Criterion


def refusal_of(weights: dict[str, Any], criteria: list[Criterion]) -> str:
    """Return why the engine refuses weights, or nothing."""
    from gouvernail.engines.ranking.elicitation import read_weights
    from gouvernail.engines.ranking.refusals import StudyRefused

    try:
        read_weights(weights, _names(criteria), "Poids")
    except StudyRefused as error:
        return str(error).removeprefix("Poids : ")
    return ""


def shares_of(weights: dict[str, Any], criteria: list[Criterion]) -> dict[int, float] | None:
    """Return the share of each criterion at the centre of what was given; ``None`` when it no longer fits the study."""
    if refusal_of(weights, criteria):
        return None
    from gouvernail.engines.ranking.elicitation import read_weights

    reference = read_weights(weights, _names(criteria), "Poids").reference
    return {one.pk: float(share) for one, share in zip(criteria, reference, strict=True)}


def _names(criteria: list[Criterion]) -> dict[str, str]:
    return {str(one.pk): one.name for one in criteria}
