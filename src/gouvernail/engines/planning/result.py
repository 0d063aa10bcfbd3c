"""The result of a planning run, and its JSON form (``docs/formats/plan.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gouvernail.engines.planning.certificate import Certificate
from gouvernail.engines.planning.conflict import Conflict
from gouvernail.engines.planning.explain import Explanation
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.relaxation import Relaxation
from gouvernail.engines.planning.spans import limits
from gouvernail.engines.planning.verify import Account

FORMAT = "gouvernail-plan-result/1"


@dataclass(frozen=True)
class Result:
    """What a run gives back. ``plan`` is None when none was found; ``warnings`` were said before the search.

    ``conflict`` and ``relaxation`` come with an impossible problem; ``versions`` names the engine and the solvers.
    """

    problem: Problem
    plan: Plan | None
    certificate: Certificate
    explanations: tuple[Explanation, ...] = ()
    warnings: tuple[str, ...] = ()
    conflict: Conflict | None = None
    relaxation: Relaxation | None = None
    seed: int = 0
    seconds: float = 0.0
    cancelled: bool = False
    versions: Mapping[str, str] | None = None

    @property
    def account(self) -> Account | None:
        """What the plan spends, works and earns."""
        return None if self.plan is None else Account(self.problem, self.plan)


def as_json(result: Result) -> dict:
    """The result as plain values: amounts and points are text, periods are written as in the problem."""
    said = result.certificate
    return {
        "format": FORMAT,
        "title": result.problem.title,
        "basis": result.problem.basis,
        "certificate": {
            "word": said.word,
            "sentence": said.sentence,
            "score": _text(said.score),
            "bound": _text(said.bound),
            "gap": _text(said.gap),
            "engines": list(said.engines),
        },
        "projects": _projects(result),
        "envelopes": _envelopes(result),
        "spending": _spending(result),
        "load": _load(result),
        "explanations": [_explanation(result.problem, one) for one in result.explanations],
        "warnings": list(result.warnings),
        "conflict": result.conflict
        and {
            "rules": list(result.conflict.said),
            "projects": list(result.conflict.projects),
            "smallest": result.conflict.smallest,
            "engines": list(result.conflict.engines),
        },
        "relaxation": result.relaxation and list(result.relaxation.said),
        "relaxation_least": result.relaxation and result.relaxation.least,
        "seed": result.seed,
        "seconds": round(result.seconds, 1),
        "cancelled": result.cancelled,
        "versions": dict(result.versions or {}),
    }


def _projects(result: Result) -> list[dict]:
    problem, label = result.problem, result.problem.calendar.written
    account = result.account
    rows = []
    for project in problem.projects:
        place = result.plan.placements.get(project.key) if result.plan else None
        row = {"key": project.key, "label": project.label, "kept": place is not None if result.plan else None}
        if place is not None:
            end = place.start + max(project.mode(place.mode).duration, 1) - 1
            row |= {"mode": place.mode, "start": label(place.start), "end": label(end)}
            row["points"] = _text(account.points[project.key])
            if project.procurement:
                row["purchase"] = label(place.start - project.procurement)
        rows.append(row)
    return rows


def _envelopes(result: Result) -> list[dict]:
    account, rows = result.account, []
    for envelope in result.problem.envelopes if account else ():
        for limit in limits(result.problem, envelope):
            periods = range(limit.first, limit.after)
            spent = sum((account.spent(envelope.section, envelope.axis, one) for one in periods), Decimal(0))
            rows.append(
                {
                    "envelope": envelope.key,
                    "label": envelope.label,
                    "when": limit.when,
                    "amount": _text(limit.amount),
                    "spent": _text(spent),
                    "left": _text(limit.amount - spent),
                }
            )
    return rows


def _spending(result: Result) -> list[dict]:
    """Euros of each period by section, and the part of it that pays days bought."""
    account, rows = result.account, []
    for period in range(result.problem.calendar.count) if account else ():
        outside = (one for one in result.problem.skills if one.external)
        bought = sum((account.bought(one, period) * one.external.price for one in outside), Decimal(0))
        rows.append(
            {
                "period": result.problem.calendar.written(period),
                "investment": _text(account.spent("investment", None, period)),
                "operating": _text(account.spent("operating", None, period)),
                "days_bought": _text(bought),
            }
        )
    return rows


def _load(result: Result) -> list[dict]:
    account, rows = result.account, []
    for skill in result.problem.skills if account else ():
        for period in range(result.problem.calendar.count):
            rows.append(
                {
                    "skill": skill.key,
                    "period": result.problem.calendar.written(period),
                    "capacity": _text(skill.capacity[period]),
                    "load": _text(account.load(skill.key, period)),
                    "bought": _text(account.bought(skill, period)),
                }
            )
    return rows


def _explanation(problem: Problem, one: Explanation) -> dict:
    return {
        "project": one.project,
        "state": one.state,
        "instead": None if one.instead is None else problem.calendar.written(one.instead),
        "rules": [reason.rule for reason in one.reasons],
        "sentence": one.sentence,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize() if value else Decimal(0), "f")
