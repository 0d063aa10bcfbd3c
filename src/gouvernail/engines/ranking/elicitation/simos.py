"""Simos' cards: groups of criteria from the least important to the most, with white cards to space them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouvernail.engines.ranking.elicitation.naming import Names, indices_of, refuse_repeats_and_gaps
from gouvernail.engines.ranking.reading_parts import known_keys, number, shown, the_list
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.simos import card_weights
from gouvernail.engines.ranking.weights import WeightSet, only


def read(said: Mapping[str, Any], names: Names, where: str) -> WeightSet:
    """Return the weights of ``cards`` (lists of criteria, or numbers of white cards) for the ``ratio`` of the ends."""
    known_keys(said, {"kind", "cards", "ratio"}, where)
    groups: list[list[int]] = []
    gaps: list[int] = []
    for card in the_list(said.get("cards"), f"{where}, cartes"):
        if isinstance(card, list):
            groups.append(indices_of(card, names, where))
            gaps.append(0)
        elif not groups or isinstance(card, bool) or not isinstance(card, int) or card < 1:
            raise StudyRefused(f"{where} : {shown(card)} n’est pas un nombre de cartes blanches entre deux groupes.")
        else:
            gaps[-1] += card
    refuse_repeats_and_gaps(groups, names, where)
    ratio = number(said.get("ratio"), f"{where}, rapport entre le dernier groupe et le premier")
    if ratio < 1:
        raise StudyRefused(f"{where} : le dernier groupe doit peser au moins autant que le premier (rapport ≥ 1).")
    return only("simos", "cartes de Simos", card_weights(groups, gaps[:-1], ratio))
