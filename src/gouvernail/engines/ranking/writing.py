"""The answer as plain data, ready for JSON: what ``schema/result.schema.json`` describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.exact.nearest import Nearest
from gouvernail.engines.ranking.explanation import gaps
from gouvernail.engines.ranking.robustness import Robustness
from gouvernail.engines.ranking.wording import paragraph
from gouvernail.engines.ranking.wording.naming import Sentence

FORMAT = "gouvernail-classement-1"
DIGITS = 6


def result_of(answer: Answer) -> dict[str, Any]:
    """Return the whole result; scenarios and criteria are named by their identifiers, what is not known is None."""
    scenarios = [scenario.id for scenario in answer.study.scenarios]
    criteria = [criterion.id for criterion in answer.study.criteria]
    sentences = paragraph(answer)
    return {
        "format": FORMAT,
        "title": answer.study.title,
        "question": answer.study.question,
        "draws": answer.shares.draws,
        "seed": answer.seed,
        "leader": scenarios[answer.leader],
        "order": [scenarios[row] for row in answer.shares.order],
        "weights": _by(criteria, answer.weights),
        "scenarios": [_scenario(answer, row, scenarios, criteria) for row in range(len(scenarios))],
        "put_out": [{"scenario": scenario, "criterion": criterion} for scenario, criterion in answer.put_out],
        "wins": {one: _by(scenarios, answer.shares.wins[row]) for row, one in enumerate(scenarios)},
        "exact_ranks": None if answer.exact_ranks is None else _rows(scenarios, answer.exact_ranks),
        "members": _members(answer, scenarios, criteria),
        "gaps": _gaps(answer, scenarios, criteria),
        "stability": _stability(answer, scenarios, criteria),
        "nearest": [_nearest(one, scenarios, criteria) for one in answer.nearest],
        "nearest_optimistic": [_nearest(one, scenarios, criteria) for one in answer.optimistic],
        "upgrades": _upgrades(answer, scenarios, criteria),
        "dominances": [
            {"better": scenarios[one.better], "worse": scenarios[one.worse], "certain": one.certain}
            for one in answer.dominances
        ],
        "requirements": [
            {"scenario": scenarios[one.row], "criterion": criteria[one.column], "missed": _number(one.probability)}
            for one in answer.missed
        ],
        "vetoes": [
            {
                "scenario": scenarios[one.row],
                "against": scenarios[one.rival],
                "criterion": criteria[one.column],
                "probability": _number(one.probability),
            }
            for one in answer.vetoes
        ],
        "methods": _methods(answer, scenarios),
        "agreement": _agreement(answer),
        "readings": [
            {
                "scenario": scenarios[one.row],
                "criterion": criteria[one.column],
                "read_as": one.words,
                "first": _by(scenarios, one.first),
            }
            for one in answer.readings
        ],
        "paragraph": " ".join(sentence.text for sentence in sentences),
        "sentences": [_sentence(one, scenarios, criteria) for one in sentences],
        "notices": list(answer.study.notices),
    }


def _scenario(answer: Answer, row: int, scenarios: list[str], criteria: list[str]) -> dict[str, Any]:
    shares, regret, known = answer.shares, answer.regrets[row], answer.study.scenarios[row]
    return {
        "id": known.id,
        "name": known.name,
        "baseline": known.baseline,
        "parts": list(known.parts),
        "score": _number(answer.scores[row]),
        "values": _by(criteria, answer.values[row]),
        "mean_rank": _number(shares.mean_rank[row]),
        "ranks": _with_errors(shares, row),
        "central_weights": None if np.isnan(shares.central[row]).any() else _by(criteria, shares.central[row]),
        "confidence": _number(shares.confidence[row]),
        "regret": {
            "amount": _number(regret.amount),
            "against": None if regret.rival is None else scenarios[regret.rival],
            "weights": None if regret.weights is None else _by(criteria, regret.weights),
        },
    }


def _with_errors(shares: Robustness, row: int) -> list[dict[str, float | None]]:
    return [{"share": _number(share), "error": _number(shares.error(share))} for share in shares.ranks[row]]


def _members(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": member.id,
            "name": member.name,
            "voices": _number(member.voices),
            "weighs": member.weights.kind,
            "words": member.weights.words,
            "weights": _by(criteria, member.weights.reference),
            "consistency": _number(member.weights.consistency),
            "mean_ranks": _by(scenarios, shares.mean_rank),
            "ranks": {one: _with_errors(shares, row) for row, one in enumerate(scenarios)},
        }
        for member, shares in zip(answer.study.members, answer.members, strict=True)
    ]


def _gaps(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "leader": scenarios[answer.leader],
            "scenario": scenarios[gap.row],
            "gap": _number(gap.total),
            "parts": _by(criteria, gap.parts),
            "shares": None if gap.shares is None else _by(criteria, gap.shares),
        }
        for gap in gaps(answer)
    ]


def _stability(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "criterion": criteria[one.column],
            "weight": _number(one.weight),
            "from": _number(one.low),
            "to": _number(one.high),
            "first_below": None if one.below is None else scenarios[one.below],
            "first_above": None if one.above is None else scenarios[one.above],
        }
        for one in answer.stability
    ]


def _nearest(one: Nearest, scenarios: list[str], criteria: list[str]) -> dict[str, Any]:
    return {
        "scenario": scenarios[one.row],
        "weights": None if one.weights is None else _by(criteria, one.weights),
        "moved": _number(one.moved),
        "only_level": one.only_level,
        "beaten_by_mixture": None if one.mixture is None else _by(scenarios, one.mixture),
    }


def _upgrades(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    found = [one for one in answer.upgrades if one is not None]
    return [
        {
            "scenario": scenarios[one.row],
            "values": {criteria[column]: _number(value) for column, value in zip(one.columns, one.values, strict=True)},
        }
        for one in found
    ]


def _methods(answer: Answer, scenarios: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "method": run.method.code,
            "label": run.method.label,
            "publication": run.method.publication,
            "obstacle": run.obstacle,
            "tables": run.tables,
            "mean_ranks": None if run.ranks is None else _by(scenarios, run.ranks),
            "first": None if run.first is None else _by(scenarios, run.first),
        }
        for run in answer.methods
    ]


def _agreement(answer: Answer) -> dict[str, Any]:
    applied = [run.method.code for run in answer.methods if run.ranks is not None]
    members = [member.id for member in answer.study.members]
    pairs = ((applied, answer.agreement, "methods"), (members, answer.agreement_of_members, "members"))
    return {
        name: {
            "kendall_tau": {a: _by(codes, taus) for a, taus in zip(codes, table, strict=True)},
            "kendall_w": _number(w),
        }
        for codes, (table, w), name in pairs
    }


def _sentence(one: Sentence, scenarios: list[str], criteria: list[str]) -> dict[str, Any]:
    return {
        "text": one.text,
        "part": one.part,
        "scenarios": [scenarios[row] for row in one.scenarios],
        "criteria": [criteria[column] for column in one.criteria],
    }


def _rows(keys: list[str], table: np.ndarray) -> dict[str, list[float | None]]:
    return {key: [_number(figure) for figure in row] for key, row in zip(keys, table, strict=True)}


def _by(keys: Sequence[str], figures: Any) -> dict[str, float | None]:
    return {key: _number(figure) for key, figure in zip(keys, figures, strict=True)}


def _number(figure: Any) -> float | None:
    if figure is None or np.isnan(figure):
        return None
    return round(float(figure), DIGITS) + 0.0
