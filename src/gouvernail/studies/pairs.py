"""Criteria compared two by two (AHP): what the form offers, what the engine reads, how far the answers agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.numbers_fr import format_number
from gouvernail.studies.models import Criterion

Pair = tuple[Criterion, Criterion]
TIMES = range(9, 1, -1)
WORDS: dict[int, str | Promise] = {
    9: gettext_lazy("extrêmement plus important"),
    8: gettext_lazy("entre très fortement et extrêmement"),
    7: gettext_lazy("très fortement plus important"),
    6: gettext_lazy("entre fortement et très fortement"),
    5: gettext_lazy("fortement plus important"),
    4: gettext_lazy("entre un peu et fortement"),
    3: gettext_lazy("un peu plus important"),
    2: gettext_lazy("entre aussi et un peu plus"),
}


@dataclass(frozen=True)
class Coherence:
    """How far comparisons contradict each other: Saaty's ratio in words, and the one that strays most."""

    ratio: str
    acceptable: bool
    farthest: str = ""


def pairs_of(criteria: Sequence[Criterion]) -> list[Pair]:
    """Return each pair of criteria once, in their order."""
    return list(combinations(criteria, 2))


def field_name(pair: Pair) -> str:
    """Return the name of the field where a pair is compared."""
    return f"p{pair[0].pk}-{pair[1].pk}"


def choices_for(pair: Pair) -> list[tuple[str, str]]:
    """Return Saaty's scale in words: the first criterion far ahead at the top, the second at the bottom."""
    first, second = pair
    ahead = [(f"{times}", _said(times, first)) for times in TIMES]
    behind = [(f"1/{times}", _said(times, second)) for times in reversed(TIMES)]
    return [("", _("Choisir…")), *ahead, ("1", _("1 : aussi importants l’un que l’autre")), *behind]


def _said(times: int, criterion: Criterion) -> str:
    return _("%(times)s : « %(name)s » %(words)s") % {"times": times, "name": criterion.name, "words": WORDS[times]}


def comparisons_of(given: Mapping[str, Any], criteria: Sequence[Criterion]) -> list[list[Any]]:
    """Return what was chosen for each pair as the engine reads it; a pair without answer is left out."""
    return [
        [str(pair[0].pk), str(pair[1].pk), _number(chosen)]
        for pair in pairs_of(criteria)
        if (chosen := given.get(field_name(pair)))
    ]


def chosen_for(pair: Pair, comparisons: Sequence[Sequence[Any]]) -> str:
    """Return what the form shows of a pair already compared."""
    first, second = (str(one.pk) for one in pair)
    for a, b, times in comparisons:
        if (a, b) == (first, second):
            return _code(times)
        if (a, b) == (second, first):
            return _code(1 / times)
    return ""


def coherence_of(weights: Mapping[str, Any], criteria: Sequence[Criterion]) -> Coherence | None:
    """Return how far comparisons agree with each other; ``None`` when the engine refuses them."""
    from gouvernail.engines.ranking.elicitation.ahp import comparison_matrix
    from gouvernail.engines.ranking.pairwise import ACCEPTABLE, farthest, priorities
    from gouvernail.engines.ranking.refusals import StudyRefused

    names = {str(one.pk): one.name for one in criteria}
    try:
        matrix = comparison_matrix(weights["comparisons"], names, "Poids")
    except StudyRefused:
        return None
    ratio = priorities(matrix).ratio
    at = farthest(matrix)
    strays = _("« %(a)s » face à « %(b)s »") % {"a": criteria[at[0]], "b": criteria[at[1]]} if at else ""
    return Coherence(format_number(round(ratio, 2), 2), ratio <= ACCEPTABLE, strays)


def _number(code: str) -> float:
    return 1 / int(code[2:]) if code.startswith("1/") else float(code)


def _code(times: float) -> str:
    return f"{round(times)}" if times >= 1 else f"1/{round(1 / times)}"
