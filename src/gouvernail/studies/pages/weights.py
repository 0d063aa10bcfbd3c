"""Weights tried, with sliders or with cards: from the points they make to the ranking they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.studies.models import Criterion, Scenario
from gouvernail.studies.results import problem_of
from gouvernail.studies.whole import Whole

TOP, USUAL = 10, 5
MARGINS = (0, 10, 25, 50)
TRIAL_DRAWS = 32_768
"""Draws for weights that somebody is moving: the standard error is 0.3 point at most, and is shown."""


@dataclass(frozen=True)
class Slider:
    """A criterion with the points tried, and the share of the total weight that they make."""

    criterion: Criterion
    name: str
    points: int
    share: str


@dataclass(frozen=True)
class RankedView:
    """A scenario in the ranking: its place, its score, how often it comes first, give or take ``error``."""

    place: int
    scenario: Scenario
    score: str
    first: str
    error: str
    percent: int
    mean_rank: str
    certain: bool


@dataclass(frozen=True)
class Trial:
    """The ranking that the weights tried give, or why there is none."""

    margin: int
    ranking: list[RankedView] = field(default_factory=list)
    sentence: str = ""
    refusal: str = ""
    sliders: list[Slider] = field(default_factory=list)


def trial_of(whole: Whole, params: QueryDict) -> Trial:
    """Return the ranking for the points that an address holds (``p<criterion>``, from 0 to 10; ``marge``, in %)."""
    points = {one.pk: _points(params.get(f"p{one.pk}")) for one in whole.counting}
    shares = shares_in_words(points)
    sliders = [Slider(one, f"p{one.pk}", points[one.pk], shares[one.pk]) for one in whole.counting]
    if not any(points.values()):
        refusal = _("Tous les critères sont à zéro : donnez du poids à l’un d’eux.")
        return Trial(margin_in(params), refusal=refusal, sliders=sliders)
    return ranked(whole, points, margin_in(params), sliders=sliders)


def ranked(whole: Whole, points: Mapping[int, float], margin: int, **more: Any) -> Trial:
    """Return the ranking that points give, by criterion; ``more`` is what else the trial holds."""
    member = {"id": "essai", "name": _("Essai"), "weights": engine_weights(points, margin)}
    problem, refusal = problem_of(whole, [member])
    if problem is None:
        return Trial(margin, refusal=refusal, **more)
    try:
        ranking = _ranking(whole, problem)
    except ValueError as refused:
        return Trial(margin, refusal=str(refused), **more)
    return Trial(margin, ranking, _sentence(ranking, margin), **more)


def margin_in(params: QueryDict) -> int:
    """Return the margin around the weights that an address asks for, in %."""
    return int(params["marge"]) if params.get("marge") in map(str, MARGINS) else 0


def shares_in_words(points: Mapping[int, float]) -> dict[int, str]:
    """Return the share of the total weight that each criterion has."""
    total = sum(points.values())
    return {pk: format_percent(count / total, 1) if total else format_percent(0) for pk, count in points.items()}


def engine_weights(points: Mapping[int, float], margin: int = 0) -> dict[str, Any]:
    """Return points as the engine reads them; with a margin, each may be that share more or less."""
    if not margin:
        return {"kind": "points", "values": {str(pk): count for pk, count in points.items()}}
    scale = 100 / max(points.values())
    leader = max(points, key=lambda pk: points[pk])
    spans = {
        str(pk): [100, 100] if pk == leader else _span(count * scale, margin / 100) for pk, count in points.items()
    }
    return {"kind": "swing", "points": spans}


def _span(value: float, margin: float) -> list[float]:
    return [round(value * (1 - margin), 6), round(min(value * (1 + margin), 100), 6)]


def _points(text: str | None) -> int:
    return min(int(text), TOP) if text and text.isdigit() else USUAL


def _ranking(whole: Whole, problem: Any) -> list[RankedView]:
    from gouvernail.engines.ranking.live import live_shares

    kept, _put_out, shares, scores = live_shares(problem, draws=TRIAL_DRAWS, seed=whole.study.seed)
    return [
        RankedView(
            rank,
            whole.scenario(int(kept.scenarios[row].id)),
            format_number(round(float(scores[row]), 3), 3),
            format_percent(float(shares.first[row]), 1),
            format_number(round(100 * float(shares.error(shares.first[row])), 1), 1),
            round(100 * float(shares.first[row])),
            format_number(round(float(shares.mean_rank[row]), 2), 2),
            bool(shares.first[row] == 1),
        )
        for rank, row in enumerate(shares.order, 1)
    ]


def _sentence(ranking: list[RankedView], margin: int) -> str:
    first, second = ranking[0], ranking[1]
    if first.certain:
        return _("« %(name)s » arrive premier, quelles que soient les notes incertaines.") % {
            "name": first.scenario.label
        }
    around = _(" et des poids à %(margin)s %% près") % {"margin": margin} if margin else ""
    sentence = _("« %(first)s » arrive premier dans %(share)s des lectures des notes%(around)s, devant « %(second)s ».")
    return sentence % {
        "first": first.scenario.label,
        "share": first.first,
        "around": around,
        "second": second.scenario.label,
    }
