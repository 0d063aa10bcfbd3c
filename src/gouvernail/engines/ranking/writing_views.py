"""What members and methods say, as plain data."""

from __future__ import annotations

from typing import Any

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.writing_figures import by, plain, with_errors


def members_of(answer: Answer, scenarios: list[str], criteria: list[str]) -> list[dict[str, Any]]:
    """Return what each member says."""
    return [
        {
            "id": member.id,
            "name": member.name,
            "voices": plain(member.voices),
            "weighs": member.weights.kind,
            "words": member.weights.words,
            "weights": by(criteria, member.weights.reference),
            "consistency": plain(member.weights.consistency),
            "mean_ranks": by(scenarios, shares.mean_rank),
            "ranks": {one: with_errors(shares, row) for row, one in enumerate(scenarios)},
        }
        for member, shares in zip(answer.study.members, answer.members, strict=True)
    ]


def methods_of(answer: Answer, scenarios: list[str]) -> list[dict[str, Any]]:
    """Return what each method says."""
    return [
        {
            "method": run.method.code,
            "label": run.method.label,
            "publication": run.method.publication,
            "obstacle": run.obstacle,
            "tables": run.tables,
            "mean_ranks": None if run.ranks is None else by(scenarios, run.ranks),
            "first": None if run.first is None else by(scenarios, run.first),
        }
        for run in answer.methods
    ]


def agreement_of(answer: Answer) -> dict[str, Any]:
    """Return how far methods agree, and members."""
    applied = [run.method.code for run in answer.methods if run.ranks is not None]
    members = [member.id for member in answer.study.members]
    pairs = ((applied, answer.agreement, "methods"), (members, answer.agreement_of_members, "members"))
    return {
        name: {
            "kendall_tau": {a: by(codes, taus) for a, taus in zip(codes, table, strict=True)},
            "kendall_w": plain(w),
        }
        for codes, (table, w), name in pairs
    }
