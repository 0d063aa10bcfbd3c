"""What the ranking engine says of a study, or the sentence that says why it cannot say anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gouvernail.studies.models import Member
from gouvernail.studies.translation import engine_data
from gouvernail.studies.weights import refusal_of
from gouvernail.studies.whole import Whole

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer
    from gouvernail.engines.ranking.problem import Study as Problem

DRAWS = 65_536
"""Enough for shares within two thousandths, in a time that a person does not notice."""


@dataclass(frozen=True)
class Result:
    """The answer of the engine, or the French sentence of its refusal."""

    answer: Answer | None = None
    refusal: str = ""

    @property
    def rows(self) -> dict[int, int]:
        """The row of each scenario, by identifier; a scenario put out by a requirement has none."""
        if self.answer is None:
            return {}
        return {int(one.id): row for row, one in enumerate(self.answer.study.scenarios)}


def result_of(whole: Whole, members: list[dict[str, Any]] | None = None) -> Result:
    """Return the whole answer; without ``members``, that of the weights closed and given, or of no weight at all."""
    if refusal := _obstacle(whole):
        return Result(refusal=refusal)
    data = engine_data(whole, voices(whole) if members is None else members)
    return _answered(json.dumps(data, sort_keys=True), whole.study.seed)


@lru_cache(maxsize=32)
def _answered(text: str, seed: int) -> Result:
    """Return the answer to a study written in full: the same text and seed always give the same answer."""
    from gouvernail.engines.ranking.answer import answer
    from gouvernail.engines.ranking.reading import read_study
    from gouvernail.engines.ranking.refusals import StudyRefused

    try:
        return Result(answer(read_study(text), draws=DRAWS, seed=seed))
    except StudyRefused as error:
        return Result(refusal=str(error))


def _obstacle(whole: Whole) -> str:
    if not whole.counting:
        return _("Aucun critère ne compte encore : ajoutez-en un pour comparer les scénarios.")
    if len(whole.singles) < 2:
        return _("Il faut au moins deux scénarios à comparer.")
    return ""


def problem_of(whole: Whole, members: list[dict[str, Any]] | None = None) -> tuple[Problem | None, str]:
    """Return the study as the engine understands it, or the sentence of its refusal."""
    from gouvernail.engines.ranking.reading import study_of
    from gouvernail.engines.ranking.refusals import StudyRefused

    if refusal := _obstacle(whole):
        return None, refusal
    try:
        return study_of(engine_data(whole, members)), ""
    except StudyRefused as error:
        return None, str(error)


def voices(whole: Whole) -> list[dict[str, Any]]:
    """Return the weights given, once the vote is closed; before, nobody's weights enter any result."""
    if whole.study.weights_open:
        return []
    given = [one for one in whole.members if one.has_given and one.voices > 0]
    return [engine_member(one) for one in given if not refusal_of(one.weights, whole.counting)]


def engine_member(member: Member) -> dict[str, Any]:
    """Return a member as the engine reads it."""
    return {"id": str(member.pk), "name": member.function, "voices": float(member.voices), "weights": member.weights}
