"""Rows over the columns: the linear model that every solver receives, each row knowing the rule it says."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gouvernail.engines.planning.columns import Columns
from gouvernail.engines.planning.problem import Problem, Skill
from gouvernail.engines.planning.scoring import day_cost, day_price, difference_price
from gouvernail.engines.planning.units import work


@dataclass(frozen=True)
class Row:
    """low ≤ Σ value × variable ≤ high (None: no bound), in whole units.

    ``rule`` is the sentence in ``rules.py``, ``key`` tells its rows apart, ``said`` is the rule in French. ``unit`` is
    what an excess counts: ``money``, ``work`` or empty.
    """

    rule: str
    key: tuple
    said: str
    variables: np.ndarray
    values: np.ndarray
    low: int | None = None
    high: int | None = None
    projects: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Extra:
    """A whole variable beside the columns, from 0 to ``most``: days bought, difference between two years."""

    name: tuple
    most: int
    price: int
    money: int = 0
    section: str = ""
    period: int = 0


@dataclass
class Model:
    """Variables are the columns, then the extras. The objective (units of points) is maximised."""

    problem: Problem
    columns: Columns
    extras: list[Extra] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of variables."""
        return len(self.columns) + len(self.extras)

    @property
    def objective(self) -> np.ndarray:
        """Units of points by variable."""
        return np.concatenate(
            [self.columns.scores, np.array([-extra.price for extra in self.extras], dtype=np.int64)]
        ).astype(np.int64)

    @property
    def uppers(self) -> np.ndarray:
        """Highest value by variable."""
        return np.concatenate([np.ones(len(self.columns)), [extra.most for extra in self.extras]])

    def variable(self, *name: object) -> int | None:
        """The variable of an extra, None when there is none."""
        for at, extra in enumerate(self.extras):
            if extra.name == name:
                return len(self.columns) + at
        return None

    def score(self, values: np.ndarray) -> int:
        """Units of points of values of all variables."""
        return int(self.objective @ np.round(values).astype(np.int64))

    @property
    def step(self) -> int:
        """Every plan scores a multiple of this."""
        kept = self.objective[self.objective != 0]
        return int(np.gcd.reduce(np.abs(kept))) if len(kept) else 1


def extras_of(problem: Problem) -> list[Extra]:
    """Days that can be bought in each period, and yearly differences when smoothing has a price."""
    found = [extra for skill in problem.skills for extra in _bought(problem, skill)]
    if problem.objective.smoothing:
        price = difference_price(problem)
        found += [Extra(("difference", year), 10**10, price) for year in problem.calendar.years[1:]]
    return found


def _bought(problem: Problem, skill: Skill) -> list[Extra]:
    outside = skill.external
    if outside is None:
        return []
    price, cost = day_price(problem, outside.price), day_cost(outside.price)
    return [
        Extra(("bought", skill.key, period), work(most), price, cost, outside.section, period)
        for period, most in enumerate(outside.most)
    ]


def build(problem: Problem, *, banned: bool = False, better_than: int | None = None) -> Model:
    """The whole model: columns, extras, and the rows of every rule.

    With ``banned``, the places forbidden by themselves are kept and rows forbid them (to find conflicts). With
    ``better_than``, the places that cannot be in a plan worth more than those units of points are left out.
    """
    from gouvernail.engines.planning.rules import RULES

    model = Model(problem, Columns(problem, banned=banned, better_than=better_than), extras_of(problem))
    model.rows = [row for rule in RULES for row in rule(model)]
    return model
