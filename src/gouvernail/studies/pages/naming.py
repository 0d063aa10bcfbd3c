"""How pages name and write what an answer holds: scenarios and criteria by their place, figures, anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouvernail.kernel.numbers_fr import format_number

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer


def name_of(answer: Answer, row: int) -> str:
    """Return the name of a scenario by its row."""
    return answer.study.scenarios[row].name


def criterion_of(answer: Answer, column: int) -> str:
    """Return the name of a criterion by its column."""
    return answer.study.criteria[column].name


def figure(value: float, decimals: int) -> str:
    """Write a figure with so many decimals."""
    return format_number(round(value, decimals), decimals)
