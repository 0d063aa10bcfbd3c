"""What a ranking method is: a kernel, its publication, and a worked example that anybody can replay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Table:
    """One table of certain measures, as the published methods want it.

    ``measures`` is (scenarios, criteria) in the criteria's own units; ``weights`` (criteria,) sum to one; ``signs`` are
    +1 where more is better and −1 where less is; thresholds are in the units of the measures, NaN for « no veto ».
    ``values`` are the same ratings from 0 to 1, 1 the best, where the study says so. ``options`` are the method's own.
    """

    measures: Array
    weights: Array
    signs: Array
    indifference: Array
    preference: Array
    veto: Array
    values: Array | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def oriented(self) -> Array:
        """The measures turned so that more is better on every criterion."""
        return self.measures * self.signs


@dataclass(frozen=True)
class Outcome:
    """``scores`` (scenarios,), the greater the better; ``details`` holds what the method's publication prints."""

    scores: Array
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ranks(self) -> Array:
        """The rank of each scenario from 1; those level to 1e-9 share the mean of their places."""
        return mean_ranks(self.scores)


@dataclass(frozen=True)
class Example:
    """A published case: the data given to the method, and what the publication prints, to how many decimals."""

    title: str
    citation: str
    table: Mapping[str, Any]
    expected: Mapping[str, Any]
    decimals: int
    note: str = ""


@dataclass(frozen=True)
class Method:
    """One method of the catalogue. ``obstacle`` says in French why a table cannot be ranked, or returns nothing."""

    code: str
    label: str
    summary: str
    publication: str
    kernel: Callable[[Table], Outcome]
    example: Example
    obstacle: Callable[[Table], str | None] = lambda _table: None


def mean_ranks(scores: Array, tolerance: float = 1e-9) -> Array:
    """Return the rank of each score (the greatest first, from 1); scores within ``tolerance`` share the mean rank."""
    gaps = scores[None, :] - scores[:, None]
    better = (gaps > tolerance).sum(axis=1)
    level = (np.abs(gaps) <= tolerance).sum(axis=1)
    return better + (level + 1) / 2


def table_of(data: Mapping[str, Any]) -> Table:
    """Build a table from data: ``matrix``, ``weights``, ``sense`` (max, min), ``q``, ``p``, ``veto``, ``options``."""
    measures = np.asarray(data.get("matrix", np.zeros((0, 0))), dtype=float)
    count = measures.shape[1]
    signs = np.array([-1.0 if sense == "min" else 1.0 for sense in data.get("sense", ["max"] * count)])
    veto = [np.nan if value is None else value for value in data.get("veto", [None] * count)]
    return Table(
        measures=measures,
        weights=np.asarray(data.get("weights", np.ones(count)), dtype=float),
        signs=signs,
        indifference=np.asarray(data.get("q", np.zeros(count)), dtype=float),
        preference=np.asarray(data.get("p", np.zeros(count)), dtype=float),
        veto=np.array(veto, dtype=float),
        options=data.get("options", {}),
    )
