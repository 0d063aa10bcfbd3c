"""The rules of a plan over several places, each a function named as a sentence that gives its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from gouvernail.engines.planning.bans import bans
from gouvernail.engines.planning.model import Model, Row
from gouvernail.engines.planning.problem import Envelope, Problem
from gouvernail.engines.planning.spans import limits
from gouvernail.engines.planning.units import MONEY, days_of, money, work
from gouvernail.engines.planning.wording import counted


def each_project_has_at_most_one_place(model: Model) -> Iterator[Row]:
    """A project is done once, in one mode, or not at all."""
    for number, project in enumerate(model.problem.projects):
        of = model.columns.of_project[number]
        if len(of):
            said = f"« {project.label} » se place une seule fois"
            ones = np.ones(len(of), dtype=np.int64)
            yield Row("each_project_has_at_most_one_place", (project.key,), said, of, ones, None, 1, (project.key,))


def what_must_be_done_is_done(model: Model) -> Iterator[Row]:
    """Mandatory projects and work already started have their place."""
    for number, project in enumerate(model.problem.projects):
        if project.must_be_done:
            of = model.columns.of_project[number]
            said = f"« {project.label} » " + ("a commencé et ne bouge pas" if project.started else "est obligatoire")
            ones = np.ones(len(of), dtype=np.int64)
            yield Row("what_must_be_done_is_done", (project.key,), said, of, ones, 1, None, (project.key,))


def forbidden_places_stay_empty(model: Model) -> Iterator[Row]:
    """Windows, deadlines, purchases and freezes forbid places by themselves."""
    groups, said = defaultdict(list), {}
    for at, one in enumerate(model.columns.all if model.columns.banned else ()):
        project = model.problem.projects[one.project]
        for ban in bans(model.problem, project, project.modes[one.mode], one.start):
            groups[ban.rule, ban.key].append(at)
            said[ban.rule, ban.key] = ban.said
    for (rule, key), of in groups.items():
        keys = tuple({model.problem.projects[model.columns.all[at].project].key: None for at in of})
        sentence = said[rule, key] if rule != "respects_the_freezes" else said[rule, key].rsplit(" en ", 1)[0]
        yield Row(rule, key, sentence, np.array(of), np.ones(len(of), dtype=np.int64), None, 0, keys)


def a_project_waits_for_those_before_it(model: Model) -> Iterator[Row]:
    """What starts by a period is at most what its predecessor ended in time for it."""
    number = {project.key: at for at, project in enumerate(model.problem.projects)}
    starts, ends = model.columns.starts, model.columns.ends
    for rule in model.problem.precedences:
        after, before = model.columns.of_project[number[rule.after]], model.columns.of_project[number[rule.before]]
        lag = f" ({model.problem.calendar.lasting(rule.lag)} après)" if rule.lag else ""
        said = f"{model.problem.names(rule.after)} attend {model.problem.names(rule.before)}{lag}"
        for period in sorted(set(starts[after].tolist())):
            late, early = after[starts[after] <= period], before[ends[before] + rule.lag <= period]
            variables, values = (
                np.concatenate([late, early]),
                np.concatenate([np.ones(len(late)), -np.ones(len(early))]),
            )
            key = (rule.before, rule.after, period)
            yield Row(
                "a_project_waits_for_those_before_it",
                key,
                said,
                variables,
                values.astype(np.int64),
                None,
                0,
                (rule.before, rule.after),
            )


def only_one_of_those_that_exclude_each_other(model: Model) -> Iterator[Row]:
    """At most one project of an exclusive group is done."""
    for number, group in enumerate(model.problem.groups):
        if group.kind == "exclusive" and group.projects:
            of = _columns_of(model, group.projects)
            said = f"un seul de {model.problem.names(*group.projects)}"
            ones = np.ones(len(of), dtype=np.int64)
            rule = "only_one_of_those_that_exclude_each_other"
            yield Row(rule, (number,), said, of, ones, None, 1, group.projects)


def all_or_none_of_those_that_go_together(model: Model) -> Iterator[Row]:
    """Projects that go together are all done or all left out."""
    for number, group in enumerate(model.problem.groups):
        if group.kind != "together":
            continue
        said = f"{model.problem.names(*group.projects)} vont ensemble"
        for first, second in pairwise(group.projects):
            one, other = _columns_of(model, (first,)), _columns_of(model, (second,))
            values = np.concatenate([np.ones(len(one)), -np.ones(len(other))]).astype(np.int64)
            rule = "all_or_none_of_those_that_go_together"
            yield Row(rule, (number, first), said, np.concatenate([one, other]), values, 0, 0, group.projects)


def spending_stays_inside_the_envelopes(model: Model) -> Iterator[Row]:
    """Each envelope bounds what is spent in its section and axis, by year, cumulated or in total."""
    for envelope in model.problem.envelopes:
        entries = list(_spending(model, envelope))
        for limit in limits(model.problem, envelope):
            parts = [(of, up_to[:, limit.after] - up_to[:, limit.first]) for of, up_to in entries]
            variables, values = _joined(parts)
            key = (envelope.key, limit.when)
            rule = "spending_stays_inside_the_envelopes"
            yield Row(rule, key, limit.said, variables, values, None, money(limit.amount), unit="money")


def work_fits_the_staff_and_the_days_bought(model: Model) -> Iterator[Row]:
    """In each period, the work of a skill fits its days, and the days that can be bought."""
    for skill in model.problem.skills:
        entries = list(model.columns.work_by_period(skill.key))
        for period in range(model.problem.calendar.count):
            variables, values = _joined([(of, loads[:, period]) for of, loads in entries])
            bought = model.variable("bought", skill.key, period)
            if len(variables) and bought is not None:
                variables, values = np.append(variables, bought), np.append(values, -1)
            if len(variables):
                had = work(skill.capacity[period])
                when = f"{counted(days_of(had), 'jour')} en {model.problem.calendar.label(period)}"
                said = f"capacité « {skill.label} » ({when})"
                rule = "work_fits_the_staff_and_the_days_bought"
                yield Row(rule, (skill.key, period), said, variables, values, None, had, unit="work")


def differences_between_years_are_measured(model: Model) -> Iterator[Row]:
    """The variable of a difference is at least what investment moves by, up or down."""
    entries = list(model.columns.money_by_period("investment", None)) if model.problem.objective.smoothing else []
    for year in model.problem.calendar.years[1:] if entries else []:
        before, now = model.problem.calendar.span(year - 1), model.problem.calendar.span(year)
        parts = [(of, up[:, now[1]] - up[:, now[0]] - up[:, before[1]] + up[:, before[0]]) for of, up in entries]
        variables, values = _joined(parts)
        measure = model.variable("difference", year)
        for sign in (1, -1):
            both = np.append(variables, measure), np.append(sign * values, -MONEY)
            rule = "differences_between_years_are_measured"
            yield Row(rule, (year, sign), f"écart d’investissement entre {year - 1} et {year}", *both, None, 0)


RULES: tuple[Callable[[Model], Iterator[Row]], ...] = (
    each_project_has_at_most_one_place,
    what_must_be_done_is_done,
    forbidden_places_stay_empty,
    a_project_waits_for_those_before_it,
    only_one_of_those_that_exclude_each_other,
    all_or_none_of_those_that_go_together,
    spending_stays_inside_the_envelopes,
    work_fits_the_staff_and_the_days_bought,
    differences_between_years_are_measured,
)
"""Every rule; adding one here is enough: it is solved, checked against the verifier and explained."""

STRUCTURAL = {"each_project_has_at_most_one_place", "differences_between_years_are_measured"}
"""Rules that say what a plan is: never put in question when rules are in conflict."""


def rooms(problem: Problem) -> dict[tuple, int]:
    """The high bound of each row of money and of work, by rule and key: what more money or more days change."""
    money_of = {
        ("spending_stays_inside_the_envelopes", (envelope.key, limit.when)): money(limit.amount)
        for envelope in problem.envelopes
        for limit in limits(problem, envelope)
    }
    work_of = {
        ("work_fits_the_staff_and_the_days_bought", (skill.key, period)): work(days)
        for skill in problem.skills
        for period, days in enumerate(skill.capacity)
    }
    return money_of | work_of


def _columns_of(model: Model, keys: tuple[str, ...]) -> np.ndarray:
    number = {project.key: at for at, project in enumerate(model.problem.projects)}
    return np.concatenate([model.columns.of_project[number[key]] for key in keys])


def _spending(model: Model, envelope: Envelope) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    count = model.problem.calendar.count
    for section in ("investment", "operating"):
        if envelope.section in (None, section):
            yield from model.columns.money_by_period(section, envelope.axis)
    if envelope.axis is None:
        for at, extra in enumerate(model.extras):
            if extra.money and envelope.section in (None, extra.section):
                up_to = (np.arange(count + 1) > extra.period).astype(np.int64) * extra.money
                yield np.array([len(model.columns) + at]), up_to[None, :]


def _joined(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """One row out of several blocks, without its zeros; a variable met twice has its values added."""
    if not parts:
        return np.array([], dtype=int), np.array([], dtype=np.int64)
    variables = np.concatenate([of for of, _ in parts])
    values = np.concatenate([amounts for _, amounts in parts])
    unique, where = np.unique(variables, return_inverse=True)
    sums = np.zeros(len(unique), dtype=np.int64)
    np.add.at(sums, where, values)
    return unique[sums != 0], sums[sums != 0]
