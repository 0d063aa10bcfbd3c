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
    options: frozenset[str] = frozenset()


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


def is_table_of_numbers(data: Any, shape: tuple[int | None, ...], *, positive: bool = False) -> bool:
    """Say whether ``data`` is nested lists of finite numbers of that shape (None: any length, but one at least)."""
    try:
        figures = np.asarray(data, dtype=float)
    except (TypeError, ValueError):
        return False
    fits = len(figures.shape) == len(shape) and all(b in (None, a) for a, b in zip(figures.shape, shape, strict=True))
    return (
        fits and figures.size > 0 and bool(np.isfinite(figures).all()) and (not positive or bool((figures > 0).all()))
    )
