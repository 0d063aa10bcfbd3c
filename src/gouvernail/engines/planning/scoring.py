"""What a place earns, in whole units of points: early value and risk reduction, priority, lateness, stability."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from gouvernail.engines.planning.problem import Problem, Project
from gouvernail.engines.planning.units import MONEY, POINT, SCORE_STEP, WORK


def project_points(problem: Problem, project: Project) -> Fraction:
    """Points of a project done at once, its priority counted."""
    aim = problem.objective
    points = project.value * aim.value + project.risk * aim.risk
    return Fraction(points) * Fraction(aim.priority_ratio ** (problem.lowest_priority - problem.rank(project)))


def place_score(
    problem: Problem, project: Project, mode: str, start: int, end: int, points: Fraction | None = None
) -> int:
    """Units of points of a project that starts at ``start`` in ``mode`` and is over by period ``end`` (excluded).

    ``points`` are its ``project_points`` when they are known already.
    """
    aim = problem.objective
    points = project_points(problem, project) if points is None else points
    late, count = Fraction(aim.lateness), problem.calendar.count
    earned = points * max(Fraction(0), 1 - late * max(end, 0) / count)
    if project.deadline is not None and project.late_price is not None:
        earned -= Fraction(project.late_price) * max(0, end - 1 - project.deadline)
    if project.voted and (project.voted.mode, project.voted.start) == (mode, start):
        earned += Fraction(aim.stability)
    return round(earned * POINT / SCORE_STEP) * SCORE_STEP


def day_price(problem: Problem, price: Decimal) -> int:
    """Units of points that one unit of work bought costs, at ``price`` euros a day."""
    return round(Fraction(problem.objective.money) * Fraction(price) / 1000 * POINT / WORK)


def difference_price(problem: Problem) -> int:
    """Units of points that one euro of difference between two years costs."""
    return round(Fraction(problem.objective.smoothing) * POINT / 1000)


def day_cost(price: Decimal) -> int:
    """Units of money of one unit of work bought at ``price`` euros a day, to the cent."""
    return int(price * MONEY) // WORK
