"""The answer as plain data, ready for JSON: what ``schema/result.schema.json`` describes."""

from __future__ import annotations

from typing import Any

import numpy as np

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.wording import paragraph
from gouvernail.engines.ranking.wording.naming import Sentence
from gouvernail.engines.ranking.writing_changes import gaps_of, nearest_of, stability_of, upgrades_of
from gouvernail.engines.ranking.writing_figures import by, plain, rows_by, with_errors
from gouvernail.engines.ranking.writing_views import agreement_of, members_of, methods_of

FORMAT = "gouvernail-classement-1"


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
        "weights": by(criteria, answer.weights),
        "scenarios": [_scenario(answer, row, scenarios, criteria) for row in range(len(scenarios))],
        "put_out": [{"scenario": scenario, "criterion": criterion} for scenario, criterion in answer.put_out],
        "wins": {one: by(scenarios, answer.shares.wins[row]) for row, one in enumerate(scenarios)},
        "exact_ranks": None if answer.exact_ranks is None else rows_by(scenarios, answer.exact_ranks),
        "members": members_of(answer, scenarios, criteria),
        "gaps": gaps_of(answer, scenarios, criteria),
        "stability": stability_of(answer, scenarios, criteria),
        "nearest": [nearest_of(one, scenarios, criteria) for one in answer.nearest],
        "nearest_optimistic": [nearest_of(one, scenarios, criteria) for one in answer.optimistic],
        "upgrades": upgrades_of(answer, scenarios, criteria),
        "dominances": [
            {"better": scenarios[one.better], "worse": scenarios[one.worse], "certain": one.certain}
            for one in answer.dominances
        ],
        "requirements": [
            {"scenario": scenarios[one.row], "criterion": criteria[one.column], "missed": plain(one.probability)}
            for one in answer.missed
        ],
        "vetoes": [
            {
                "scenario": scenarios[one.row],
                "against": scenarios[one.rival],
                "criterion": criteria[one.column],
                "probability": plain(one.probability),
            }
            for one in answer.vetoes
        ],
        "methods": methods_of(answer, scenarios),
        "agreement": agreement_of(answer),
        "readings": [
            {
                "scenario": scenarios[one.row],
                "criterion": criteria[one.column],
                "read_as": one.words,
                "first": by(scenarios, one.first),
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
        "score": plain(answer.scores[row]),
        "values": by(criteria, answer.values[row]),
        "mean_rank": plain(shares.mean_rank[row]),
        "ranks": with_errors(shares, row),
        "central_weights": None if np.isnan(shares.central[row]).any() else by(criteria, shares.central[row]),
        "confidence": plain(shares.confidence[row]),
        "regret": {
            "amount": plain(regret.amount),
            "against": None if regret.rival is None else scenarios[regret.rival],
            "weights": None if regret.weights is None else by(criteria, regret.weights),
        },
    }


def _sentence(one: Sentence, scenarios: list[str], criteria: list[str]) -> dict[str, Any]:
    return {
        "text": one.text,
        "part": one.part,
        "scenarios": [scenarios[row] for row in one.scenarios],
        "criteria": [criteria[column] for column in one.criteria],
    }
