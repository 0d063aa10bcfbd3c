"""Why a project is left out or not earlier: the rules that each better place would break, all else unchanged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.planning.model import Model, Row, build
from gouvernail.engines.planning.problem import Plan, Problem, Project
from gouvernail.engines.planning.rules import STRUCTURAL
from gouvernail.engines.planning.solvers import greedy
from gouvernail.engines.planning.solvers.matrix import Matrix, matrix_of
from gouvernail.engines.planning.units import days_of, euros_of, points_of
from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.money import euros

MOST_REASONS = 3


@dataclass(frozen=True)
class Reason:
    """A rule that binds a project: its name in ``rules.py``, the rule in French, by how much it would be broken."""

    rule: str
    said: str
    excess: str = ""


@dataclass(frozen=True)
class Explanation:
    """Why one project is ``out`` or ``later`` than its best place; ``instead`` is that place (a period), or None."""

    project: str
    state: str
    instead: int | None
    reasons: tuple[Reason, ...]
    sentence: str


def explain(problem: Problem, plan: Plan) -> list[Explanation]:
    """An explanation for each project that is left out, or that would earn more elsewhere."""
    bench = _Bench(problem, plan)
    found = [bench.explain(number, project) for number, project in enumerate(problem.projects)]
    return [one for one in found if one is not None]


class _Bench:
    """The plan on the columns with every place, even forbidden: what each move would break."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.model: Model = build(problem, banned=True)
        self.matrix: Matrix = matrix_of(self.model)
        chosen = self.model.columns.chosen(plan)
        if chosen is None:
            raise ValueError("Ce plan n’est pas un plan de ce problème.")
        self.values = greedy.complete(self.model, chosen)
        self.count = len(self.model.columns)
        self.a = self.matrix.a.tocsc()
        self.used = self.matrix.a @ self.values
        self.widest = self.matrix.high + greedy.most_bought(self.model, self.matrix) + self._bought_now()
        self.asked = np.array([row.rule not in STRUCTURAL for row in self.model.rows])

    def _bought_now(self) -> np.ndarray:
        """The days bought already stand in ``used`` as negative numbers: the room counts them once."""
        only = np.zeros(self.matrix.size)
        only[self.count :] = self.values[self.count :]
        return self.matrix.a.minimum(0) @ only

    def explain(self, number: int, project: Project) -> Explanation | None:
        of = self.model.columns.of_project[number]
        now = of[self.values[of] > 0.5]
        here = self.model.columns.all[int(now[0])] if len(now) else None
        if project.started or not len(of):
            return None
        scores = self.model.columns.scores[of]
        tried = of[scores > (here.score if here else 0)]
        if not len(tried):
            return None
        broken = self._broken(tried, now)
        best = min(range(len(tried)), key=lambda at: (len(broken[at]), -self.model.columns.scores[tried[at]]))
        there = self.model.columns.all[int(tried[best])]
        if not broken[best]:
            return self._matter_of_points(project, here, there, int(tried[best]), now)
        return self._written(project, here, there.start, self._reasons(broken[best]))

    def _reasons(self, broken: list[tuple[int, float]]) -> tuple[Reason, ...]:
        """The rules broken most first, each said once even when it is broken in several periods."""
        found: dict[tuple, Reason] = {}
        for at, over in sorted(broken, key=lambda pair: -pair[1]):
            row = self.model.rows[at]
            found.setdefault((row.rule, row.said), _reason(row, over))
        return tuple(found.values())[:MOST_REASONS]

    def _broken(self, tried: np.ndarray, now: np.ndarray) -> list[list[tuple[int, float]]]:
        """For each move, the rows it would break and by how much, the rest of the plan unchanged."""
        away = self.a[:, now].toarray().sum(axis=1) if len(now) else np.zeros(self.a.shape[0])
        base = self.used - away
        after = base[:, None] + self.a[:, tried].toarray()
        over = np.maximum(after - self.widest[:, None], self.matrix.low[:, None] - after)
        # a row that was broken before the move is not this move's doing
        over = np.where((over > 0.5) & self.asked[:, None], over, 0)
        return [[(int(row), float(over[row, at])) for row in np.flatnonzero(over[:, at])] for at in range(len(tried))]

    def _matter_of_points(self, project: Project, here, there, column: int, now: np.ndarray) -> Explanation:
        """No rule forbids the move: days bought, smoothing or the money of days bought decide."""
        values = self.values.copy()
        values[now], values[column] = 0, 1
        values = greedy.complete(self.model, values)
        if not self.matrix.holds(values):
            used = self.matrix.a @ values
            over = np.maximum(used - self.matrix.high, self.matrix.low - used)
            rows = np.flatnonzero((over > 0.5) & self.asked).tolist()
            return self._written(project, here, there.start, self._reasons([(row, over[row]) for row in rows]))
        change = points_of(float(self.matrix.objective @ values - self.matrix.objective @ self.values))
        if change > 0:
            said = f"aucune règle ne l’empêche ; ce plan gagnerait {counted(change, 'point', 1)}"
        else:
            said = f"les jours à acheter ou le lissage coûteraient {counted(-change, 'point', 1)} de plus"
        return self._written(project, here, there.start, (Reason("points", said),))

    def _written(self, project: Project, here, instead: int, reasons: tuple[Reason, ...]) -> Explanation:
        label = self.problem.calendar.label
        because = " ; ".join(reason.said + (f", {reason.excess}" if reason.excess else "") for reason in reasons)
        if here is None:
            sentence = f"« {project.label} » n’est pas retenu : {because}."
            return Explanation(project.key, "out", instead, reasons, sentence)
        place = f"commence en {label(here.start)}"
        wish = f" et non en {label(instead)}" if instead != here.start else " sous cette variante"
        return Explanation(project.key, "later", instead, reasons, f"« {project.label} » {place}{wish} : {because}.")


def _reason(row: Row, over: float) -> Reason:
    excess = ""
    if row.unit == "money":
        excess = f"dépassée de {euros(euros_of(over))}"
    elif row.unit == "work":
        excess = f"{counted(days_of(over), 'jour')} de trop"
    return Reason(row.rule, row.said, excess)
