"""Compatible scenarios joined into one: for each criterion, the best, the worst, the sum, or what a person gives."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.engines.ranking.problem import Criterion, Direction, Rating, Span
from gouvernail.engines.ranking.reading_ratings import written
from gouvernail.engines.ranking.refusals import StudyRefused

RULES = ("best", "worst", "sum")


def combine(ratings: Sequence[Rating], rule: str, criterion_name: str, direction: Direction, *, words: bool) -> Rating:
    """Return the rating of several scenarios together on one criterion, by a rule of ``RULES``."""
    if rule == "sum":
        if words:
            raise StudyRefused(
                f"Critère « {criterion_name} » : des mots ne s’additionnent pas ; donnez une autre règle."
            )
        return _plain(ratings, Span(sum(r.span.low for r in ratings), sum(r.span.high for r in ratings)))
    take = max if (rule == "best") == (direction is Direction.MORE) else min
    span = Span(take(r.span.low for r in ratings), take(r.span.high for r in ratings))
    for rating in ratings:
        if rating.span == span:  # one of them, word included: it stays the same uncertainty
            return rating
    return _plain(ratings, span)


def refuse_incompatible(parts: Sequence[str], pairs: Sequence[frozenset[str]], name: str) -> None:
    """Refuse a combination of scenarios that the study says cannot go together."""
    for pair in pairs:
        if pair <= set(parts):
            first, second = sorted(pair)
            raise StudyRefused(f"Combinaison « {name} » : « {first} » et « {second} » sont dits incompatibles.")


def _plain(ratings: Sequence[Rating], span: Span) -> Rating:
    unknown = any(rating.unknown for rating in ratings)
    return Rating(span, written(span, ""), unknown=unknown, ambiguous=any(rating.ambiguous for rating in ratings))


def outside(criterion: Criterion, rating: Rating) -> bool:
    """Say whether a combined rating leaves the bounds of its criterion."""
    bounds = criterion.scale.bounds
    return rating.span.low < bounds.low or rating.span.high > bounds.high
