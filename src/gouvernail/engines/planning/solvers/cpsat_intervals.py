"""CP-SAT on intervals: the second formulation, for pure scheduling (many periods, steady work, no yearly money).

One optional interval for each mode that shares its start and end with the others makes CP-SAT certify wrong optima on
published multi-mode problems. Here each mode has its own start, and its interval a fixed size: the safe form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from gouvernail.engines.planning.bans import bans, possible_starts
from gouvernail.engines.planning.problem import Mode, Placement, Plan, Problem, Project, Skill
from gouvernail.engines.planning.scoring import place_score
from gouvernail.engines.planning.solvers.answer import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Answer, Stop
from gouvernail.engines.planning.spans import limits
from gouvernail.engines.planning.units import SCORE_STEP, money, work

ENGINE = "CP-SAT"
MANY_PERIODS = 25


def fits(problem: Problem) -> bool:
    """Whether the problem is a schedule that this formulation says whole."""
    whole = all(
        (limit.first, limit.after) == (0, problem.calendar.count)
        for envelope in problem.envelopes
        for limit in limits(problem, envelope)
    )
    return (
        whole
        and problem.calendar.count >= MANY_PERIODS
        and not problem.objective.smoothing
        and all(skill.external is None for skill in problem.skills)
        and all(_steady(mode) for project in problem.projects for mode in project.modes)
        and not any(project.started and project.started.start < 0 for project in problem.projects)
    )


def _steady(mode: Mode) -> bool:
    inside = max(len(mode.investment), len(mode.operating)) <= max(mode.duration, 1) and not mode.running
    return inside and all(len(days) == mode.duration and len(set(days)) <= 1 for days in mode.work.values())


def solve(
    problem: Problem,
    seconds: float,
    *,
    seed: int,
    stop: Stop,
    hint: Plan | None = None,
    workers: int = 2,
    on_plan: Callable[[Plan, float], None] | None = None,
) -> Answer:
    """Maximise the points; the plan is in ``Answer.plan``."""
    from ortools.sat.python import cp_model

    form = _Form(problem, cp_model.CpModel(), cp_model)
    if hint is not None:
        form.hint(hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.num_workers = workers
    stop.calls(solver.stop_search)

    class Watcher(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if on_plan:
                on_plan(form.plan(self), self.best_objective_bound * SCORE_STEP)
            if stop.is_set():
                self.stop_search()

    status = solver.solve(form.model, Watcher())
    if status == cp_model.INFEASIBLE:
        return Answer(ENGINE, IMPOSSIBLE)
    bound = solver.best_objective_bound * SCORE_STEP
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(ENGINE, UNKNOWN, None, bound)
    return Answer(ENGINE, OPTIMAL if status == cp_model.OPTIMAL else FEASIBLE, None, bound, form.plan(solver))


class _Form:
    """The CP-SAT model of a problem, and how to read a plan back."""

    def __init__(self, problem: Problem, model, cp_model) -> None:
        self.problem, self.model, self.cp = problem, model, cp_model
        self.modes: dict[str, list[tuple[Mode, object, object]]] = {}
        self.start: dict[str, object] = {}
        self.end: dict[str, object] = {}
        self.kept: dict[str, object] = {}
        self.gains: list = []
        self.uses: dict[str, list[tuple[object, int]]] = {skill.key: [] for skill in problem.skills}
        for project in problem.projects:
            self._place(project)
        for rule in (self._order, self._capacities, self._money, self._groups):
            rule()
        model.maximize(sum(self.gains))

    def _place(self, project: Project) -> None:
        model, count = self.model, self.problem.calendar.count
        start, end = model.new_int_var(0, count, ""), model.new_int_var(0, count, "")
        self.start[project.key], self.end[project.key], self.modes[project.key] = start, end, []
        for mode in project.modes:
            allowed = [
                at for at in possible_starts(self.problem, project, mode) if not bans(self.problem, project, mode, at)
            ]
            if not allowed:
                continue
            chosen = model.new_bool_var("")
            own = model.new_int_var_from_domain(self.cp.Domain.from_values(allowed), "")
            model.add(start == own).only_enforce_if(chosen)
            model.add(end == own + mode.duration).only_enforce_if(chosen)
            interval = model.new_optional_fixed_size_interval_var(own, mode.duration, chosen, "")
            for skill, days in mode.work.items():
                if days and days[0]:
                    self.uses[skill].append((interval, work(days[0])))
            self._gain(project, mode, chosen, own, allowed)
            self.modes[project.key].append((mode, chosen, own))
        kept = sum(chosen for _, chosen, _ in self.modes[project.key])
        self.kept[project.key] = kept
        model.add(kept == 1) if project.must_be_done else model.add(kept <= 1)

    def _gain(self, project: Project, mode: Mode, chosen, own, allowed: list[int]) -> None:
        points = [
            place_score(self.problem, project, mode.key, at, at + mode.duration) // SCORE_STEP
            for at in range(max(allowed) + 1)
        ]
        if len({points[at] for at in allowed}) == 1:
            if points[allowed[0]]:
                self.gains.append(points[allowed[0]] * chosen)
            return
        earned = self.model.new_int_var(min(0, *points), max(0, *points), "")
        here = self.model.new_int_var(min(points), max(points), "")
        self.model.add_element(own, points, here)
        self.model.add(earned == here).only_enforce_if(chosen)
        self.model.add(earned == 0).only_enforce_if(chosen.negated())
        self.gains.append(earned)

    def _order(self) -> None:
        for rule in self.problem.precedences:
            after = self.problem.by_key[rule.after]
            waits = self.model.add(self.start[rule.after] >= self.end[rule.before] + rule.lag)
            if not after.must_be_done:
                done = self.model.new_bool_var("")
                self.model.add(self.kept[rule.after] == done)
                waits.only_enforce_if(done)
            self.model.add(self.kept[rule.after] <= self.kept[rule.before])

    def _capacities(self) -> None:
        for skill in self.problem.skills:
            most = max(work(days) for days in skill.capacity)
            used = self.uses[skill.key] + [
                (self.model.new_fixed_size_interval_var(at, length, ""), most - had)
                for at, length, had in _runs(skill)
                if had < most
            ]
            if used:
                self.model.add_cumulative([one for one, _ in used], [days for _, days in used], most)

    def _money(self) -> None:
        for envelope in self.problem.envelopes:
            terms = [
                _cost(mode, envelope.section) * chosen
                for project in self.problem.projects
                if envelope.axis in (None, project.axis)
                for mode, chosen, _ in self.modes[project.key]
            ]
            for limit in limits(self.problem, envelope):
                self.model.add(sum(terms) <= money(limit.amount))

    def _groups(self) -> None:
        for group in self.problem.groups:
            kept = [self.kept[key] for key in group.projects]
            if group.kind == "exclusive":
                self.model.add(sum(kept) <= 1)
            else:
                for other in kept[1:]:
                    self.model.add(kept[0] == other)

    def hint(self, plan: Plan) -> None:
        """Start from a plan."""
        for key, modes in self.modes.items():
            place = plan.placements.get(key)
            for mode, chosen, own in modes:
                here = place is not None and place.mode == mode.key
                self.model.add_hint(chosen, here)
                if here:
                    self.model.add_hint(own, place.start)

    def plan(self, solver) -> Plan:
        """The plan of a solution."""
        return Plan(
            {
                key: Placement(mode.key, solver.value(own))
                for key, modes in self.modes.items()
                for mode, chosen, own in modes
                if solver.value(chosen)
            }
        )


def _runs(skill: Skill) -> list[tuple[int, int, int]]:
    """Stretches of equal capacity: first period, length, units of work."""
    found: list[list[int]] = []
    for at, days in enumerate(skill.capacity):
        if found and found[-1][2] == work(days):
            found[-1][1] += 1
        else:
            found.append([at, 1, work(days)])
    return [tuple(one) for one in found]


@cache
def _sum(amounts: tuple) -> int:
    return sum(money(amount) for amount in amounts)


def _cost(mode: Mode, section: str | None) -> int:
    total = _sum(mode.investment) if section in (None, "investment") else 0
    return total + (_sum(mode.operating) if section in (None, "operating") else 0)
