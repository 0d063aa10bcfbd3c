"""The questions that are asked of a plan in a meeting, each one click away: less money, one more post, more time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import Settings

CUT = Decimal(-20)
ONE = Decimal(1)
SUMS = (Decimal(100_000), Decimal(10_000))
"""What is taken from a year: the first sum that leaves at least half of it."""
MOST_SKILLS = 2


@dataclass(frozen=True)
class Question:
    """A question: the word of its button, the words of the plan that answers it, the hypotheses it makes."""

    key: str
    label: str
    settings: Settings


def questions(ground: Ground, usual: Settings) -> list[Question]:
    """Return the questions that a place may be asked, on top of its usual budgets and team."""
    found = []
    if usual.investment:
        percent = format_percent(abs(CUT) / 100)
        found.append(
            Question(
                "moins-20", _("%(percent)s de moins chaque année") % {"percent": percent}, replace(usual, variation=CUT)
            )
        )
        found += _less(usual)
    found += _hire(ground, usual)
    if usual.investment:
        found.append(Question("report", _("le reste d’une année passe à la suivante"), replace(usual, carry_over=True)))
    return found


def _less(usual: Settings) -> list[Question]:
    year = max(usual.investment, key=lambda one: (usual.investment[one], -one))
    budget = usual.investment[year]
    amount = next((one for one in SUMS if one * 2 <= budget), None)
    if amount is None:
        return []
    label = _("%(amount)s de moins en %(year)s") % {"amount": euros(amount, kilo=True), "year": year}
    return [Question("moins", label, replace(usual, investment={**usual.investment, year: budget - amount}))]


def _hire(ground: Ground, usual: Settings) -> list[Question]:
    calendar = ground.calendar
    start = _next_year(calendar)
    return [
        Question(
            f"poste-{rank}",
            _("un poste de plus à partir de %(when)s (%(skill)s)")
            % {"when": calendar.label(calendar.read(start)), "skill": skill},
            replace(usual, posts={skill: ONE}, posts_from=start),
        )
        for rank, skill in enumerate(ground.skills[:MOST_SKILLS])
    ]


def _next_year(calendar: Calendar) -> str:
    """The first quarter of the year after the first one, or the first of all."""
    first, _end = calendar.span(calendar.years[min(1, len(calendar.years) - 1)])
    return calendar.written(first)
