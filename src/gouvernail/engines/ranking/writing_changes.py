"""What explains the answer and what would change it, as plain data."""

from __future__ import annotations

from typing import Any

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.exact.nearest import Nearest
from gouvernail.engines.ranking.explanation import gaps
from gouvernail.engines.ranking.writing_figures import by, plain


def gaps_of(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    """Return what each criterion brings to each gap."""
    return [
        {
            "leader": scenarios[answer.leader],
            "scenario": scenarios[gap.row],
            "gap": plain(gap.total),
            "parts": by(criteria, gap.parts),
            "shares": None if gap.shares is None else by(criteria, gap.shares),
        }
        for gap in gaps(answer)
    ]


def stability_of(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    """Return how far each weight may move."""
    return [
        {
            "criterion": criteria[one.column],
            "weight": plain(one.weight),
            "from": plain(one.low),
            "to": plain(one.high),
            "first_below": None if one.below is None else scenarios[one.below],
            "first_above": None if one.above is None else scenarios[one.above],
        }
        for one in answer.stability
    ]


def nearest_of(one: Nearest, scenarios: list[str], criteria: list[str]) -> dict[str, Any]:
    """Return what it takes for one scenario to win."""
    return {
        "scenario": scenarios[one.row],
        "weights": None if one.weights is None else by(criteria, one.weights),
        "moved": plain(one.moved),
        "only_level": one.only_level,
        "beaten_by_mixture": None if one.mixture is None else by(scenarios, one.mixture),
    }


def upgrades_of(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    """Return the ratings to improve for each scenario to win."""
    found = [one for one in answer.upgrades if one is not None]
    return [
        {
            "scenario": scenarios[one.row],
            "values": {criteria[column]: plain(value) for column, value in zip(one.columns, one.values, strict=True)},
        }
        for one in found
    ]
