"""What the ranking engine says of a study, or the sentence that says why it cannot say anything."""

from __future__ import annotations

from dataclasses import dataclass
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
    problem, refusal = problem_of(whole, voices(whole) if members is None else members)
    if problem is None:
        return Result(refusal=refusal)
    from gouvernail.engines.ranking.answer import answer
    from gouvernail.engines.ranking.refusals import StudyRefused

    try:
        return Result(answer(problem, draws=DRAWS, seed=whole.study.seed))
    except StudyRefused as error:
        return Result(refusal=str(error))


def problem_of(whole: Whole, members: list[dict[str, Any]] | None = None) -> tuple[Problem | None, str]:
    """Return the study as the engine understands it, or the sentence of its refusal."""
    from gouvernail.engines.ranking.reading import study_of
    from gouvernail.engines.ranking.refusals import StudyRefused

    if not whole.counting:
        return None, _("Aucun critère ne compte encore : ajoutez-en un pour comparer les scénarios.")
    if len(whole.singles) < 2:
        return None, _("Il faut au moins deux scénarios à comparer.")
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
