"""How the sentences name scenarios, criteria and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouvernail.engines.ranking.answer import Answer


@dataclass(frozen=True)
class Sentence:
    """A sentence, the part of the result that it speaks of, and the scenarios and criteria it names."""

    text: str
    part: str
    scenarios: tuple[int, ...] = ()
    criteria: tuple[int, ...] = ()


def scenario(answer: Answer, row: int) -> str:
    """Name a scenario."""
    return f"« {answer.study.scenarios[row].name} »"


def either(answer: Answer, rows: Sequence[int]) -> str:
    """Name one or several scenarios of which each is meant: « a », « b » ou « c »."""
    return listed([scenario(answer, row) for row in rows], "ou")


def criteria(answer: Answer, columns: Sequence[int]) -> str:
    """Name one or several criteria."""
    return listed([f"« {answer.study.criteria[column].name} »" for column in columns])


def listed(words: Sequence[str], last: str = "et") -> str:
    """Join words: « a, b et c »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(count: int, word: str) -> str:
    """Say how many: « 1 membre », « 3 membres »."""
    return f"{count} {word}" if count < 2 else f"{count} {word}s"
