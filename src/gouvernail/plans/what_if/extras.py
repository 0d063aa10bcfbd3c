"""What a finished plan is asked besides: what a little more money or half a post buys, and points against budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.verify import Account
from gouvernail.engines.planning.what_if import Change, Point, curve, more_days, more_money, worth

A_LITTLE = Decimal(10_000)
SHARES = tuple(Decimal(share) for share in ("0.6", "0.8", "1", "1.2", "1.4"))
EACH = 1.0
MOST_ASKED = 6


def extras(
    problem: Problem,
    plan: Plan,
    half_posts: Mapping[str, Decimal],
    *,
    bound: Decimal | None = None,
    seed: int = 0,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Return, as plain values, what the plan spends by year and section, what more would buy, and the curve.

    ``half_posts`` are the days a quarter that half a post of each skill gives, ``bound`` what no plan exceeds. Each
    question is a search of about one second, and none is asked where priorities are strict;
    a stop asked for leaves the rest unanswered.
    """
    account = Account(problem, plan)
    found: dict[str, Any] = {"spending": spending(problem, account), "worths": [], "curve": []}
    if problem.objective.lexicographic:
        return found  # a search that adds the ranks up says nothing of a plan where one comes wholly before the next
    for label, change in questions(problem, half_posts)[:MOST_ASKED]:
        if cancelled():
            return found
        answer = worth(problem, plan, change, seconds=EACH, seed=seed)
        found["worths"].append({"label": label, "sentence": answer.sentence, "none": answer.high == 0})
    if problem.envelopes and not cancelled():
        points = curve(problem, plan, SHARES, seconds=EACH, seed=seed)
        found["curve"] = [_point(one, account.score, bound) for one in points]
    return found


def _point(point: Point, score: Decimal, bound: Decimal | None) -> dict[str, Any]:
    """A point of the curve; the plan itself fits as much money or more, its bound holds for as much or less."""
    best, limit = point.score, point.bound
    if point.share >= 1:
        best = score if best is None else max(best, score)
    if point.share <= 1 and bound is not None:
        limit = bound if limit is None else min(limit, bound)
    return {
        "share": str(point.share),
        "score": None if best is None else str(best),
        "bound": None if limit is None else str(limit),
        "proven": best is not None and best == limit,
    }


def spending(problem: Problem, account: Account) -> list[dict[str, str]]:
    """Return euros by year and section."""
    return [
        {
            "year": str(year),
            "investment": str(account.spent_in("investment", None, year)),
            "operating": str(account.spent_in("operating", None, year)),
        }
        for year in problem.calendar.years
    ]


def questions(problem: Problem, half_posts: Mapping[str, Decimal]) -> list[tuple[str, Change]]:
    """Return what may be asked: some money more in each limited year, half a post more of each skill."""
    asked = [
        (
            _("10 000 € de plus en %(year)s (%(envelope)s)") % {"year": year, "envelope": envelope.label.lower()},
            more_money(envelope.key, A_LITTLE, year),
        )
        for envelope in problem.envelopes
        if envelope.axis is None
        for year in sorted(envelope.amounts)
        if year in problem.calendar.years
    ]
    used = {skill for project in problem.projects for mode in project.modes for skill in mode.work}
    posts = [
        (_("un demi-poste de plus (%(skill)s)") % {"skill": skill.label}, more_days(skill.key, half_posts[skill.key]))
        for skill in problem.skills
        if skill.key in used and half_posts.get(skill.key)
    ]
    return [*posts, *asked]
