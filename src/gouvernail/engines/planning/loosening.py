"""Loosening one rule: what it becomes in the problem, and how to say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from gouvernail.engines.planning.problem import Placement, Problem
from gouvernail.engines.planning.spans import WHOLE_PLAN
from gouvernail.engines.planning.units import days_of, euros_of
from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.money import euros


@dataclass(frozen=True)
class Loosening:
    """A rule (its name, what tells it apart) loosened by ``over`` units, for some projects placed at ``place``."""

    rule: str
    key: tuple
    over: int
    projects: tuple[str, ...] = ()
    place: Placement | None = None

    @property
    def amount(self) -> Decimal:
        """Euros to add to an envelope, rounded up to the cent."""
        return euros_of(self.over)

    @property
    def days(self) -> Decimal:
        """Days to add to a skill."""
        return days_of(self.over)

    def said(self, problem: Problem) -> str:
        """What to do, in French."""
        return _SAID[self.rule](self, problem)


def loosened(problem: Problem, changes: Iterable[Loosening]) -> Problem:
    """The problem once its rules are loosened."""
    for change in changes:
        problem = _APPLIED[change.rule](change, problem)
    return problem


def _envelope(change: Loosening, problem: Problem) -> Problem:
    key, when = change.key
    changed = []
    for envelope in problem.envelopes:
        if envelope.key == key and when == WHOLE_PLAN:
            envelope = replace(envelope, total=envelope.total + change.amount)
        elif envelope.key == key:
            year = int(when[-4:])
            so_far = {**envelope.amounts, year: envelope.amounts[year] + change.amount}
            envelope = replace(envelope, amounts=so_far)
        changed.append(envelope)
    return replace(problem, envelopes=tuple(changed))


def _skill(change: Loosening, problem: Problem) -> Problem:
    key, period = change.key
    skills = []
    for skill in problem.skills:
        if skill.key == key:
            capacity = list(skill.capacity)
            capacity[period] += change.days
            skill = replace(skill, capacity=tuple(capacity))
        skills.append(skill)
    return replace(problem, skills=tuple(skills))


def _project(change: Loosening, problem: Problem, **fields: object) -> Problem:
    key = change.projects[0]
    projects = tuple(replace(one, **fields) if one.key == key else one for one in problem.projects)
    return replace(problem, projects=projects)


def _window(change: Loosening, problem: Problem) -> Problem:
    return _project(change, problem, **{change.key[1]: change.place.start})


def _deadline(change: Loosening, problem: Problem) -> Problem:
    project = problem.by_key[change.projects[0]]
    end = change.place.start + project.mode(change.place.mode).duration - 1
    return _project(change, problem, deadline=end)


def _freeze(change: Loosening, problem: Problem) -> Problem:
    number = int(change.key[0])
    freeze = problem.freezes[number]
    concerned = freeze.projects if freeze.projects is not None else tuple(one.key for one in problem.projects)
    left = tuple(key for key in concerned if key not in change.projects)
    freezes = (*problem.freezes[:number], replace(freeze, projects=left), *problem.freezes[number + 1 :])
    return replace(problem, freezes=freezes)


def _precedence(change: Loosening, problem: Problem) -> Problem:
    kept = tuple(one for one in problem.precedences if (one.before, one.after) != tuple(change.key[:2]))
    return replace(problem, precedences=kept)


def _group(change: Loosening, problem: Problem) -> Problem:
    group = problem.groups[change.key[0]]
    emptied = replace(group, projects=())
    groups = tuple(emptied if one is group else one for one in problem.groups)
    return replace(problem, groups=groups)


_APPLIED = {
    "spending_stays_inside_the_envelopes": _envelope,
    "work_fits_the_staff_and_the_days_bought": _skill,
    "what_must_be_done_is_done": lambda change, problem: _project(change, problem, mandatory=False, started=None),
    "starts_after_its_purchase": lambda change, problem: _project(change, problem, procurement=change.place.start),
    "starts_inside_its_window": _window,
    "ends_by_its_deadline": _deadline,
    "respects_the_freezes": _freeze,
    "a_project_waits_for_those_before_it": _precedence,
    "only_one_of_those_that_exclude_each_other": _group,
    "all_or_none_of_those_that_go_together": _group,
}


def _label(problem: Problem, change: Loosening) -> str:
    return problem.names(change.projects[0])


def _say_envelope(change: Loosening, problem: Problem) -> str:
    label = next(one.label for one in problem.envelopes if one.key == change.key[0])
    return f"ajouter {euros(change.amount)} à l’enveloppe « {label} » {change.key[1]}"


def _say_skill(change: Loosening, problem: Problem) -> str:
    label = next(one.label for one in problem.skills if one.key == change.key[0])
    when = problem.calendar.label(change.key[1])
    return f"ajouter {counted(change.days, 'jour')} de « {label} » en {when}"


def _say_window(change: Loosening, problem: Problem) -> str:
    at = problem.calendar.label(change.place.start)
    return f"laisser {_label(problem, change)} commencer en {at}"


def _say_deadline(change: Loosening, problem: Problem) -> str:
    return f"reculer de {problem.calendar.lasting(change.over)} l’échéance de {_label(problem, change)}"


def _say_group(change: Loosening, problem: Problem) -> str:
    return f"ne plus lier {problem.names(*change.projects)}"


_SAID = {
    "spending_stays_inside_the_envelopes": _say_envelope,
    "work_fits_the_staff_and_the_days_bought": _say_skill,
    "what_must_be_done_is_done": lambda change, problem: f"renoncer à {_label(problem, change)}",
    "starts_after_its_purchase": lambda change, problem: (
        f"raccourcir l’achat de {_label(problem, change)} de {problem.calendar.lasting(change.over)}"
    ),
    "starts_inside_its_window": _say_window,
    "ends_by_its_deadline": _say_deadline,
    "respects_the_freezes": lambda change, problem: f"lever le gel pour {_label(problem, change)}",
    "a_project_waits_for_those_before_it": lambda change, problem: (
        f"ne plus faire attendre {problem.names(change.key[1])} derrière {problem.names(change.key[0])}"
    ),
    "only_one_of_those_that_exclude_each_other": _say_group,
    "all_or_none_of_those_that_go_together": _say_group,
}
