"""The ratings of a study as arrays: values from 0 to 1, what is uncertain in them, and how to draw it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gouvernail.engines.ranking.problem import Criterion, Span, Study

Array = np.ndarray


@dataclass(frozen=True)
class Source:
    """One uncertainty: the measure of scenarios on a criterion. The same word on the same criterion is drawn once."""

    column: int
    rows: tuple[int, ...]
    span: Span


@dataclass(frozen=True)
class Grid:
    """The ratings of ``study``, scenarios in rows and criteria in columns, ready to be computed with."""

    study: Study

    @property
    def shape(self) -> tuple[int, int]:
        """Scenarios, criteria."""
        return len(self.study.scenarios), len(self.study.criteria)

    @cached_property
    def spans(self) -> Array:
        """Least and greatest measures (2, n, m)."""
        rows = [[(rating.span.low, rating.span.high) for rating in row] for row in self.study.ratings]
        return np.moveaxis(np.array(rows, dtype=float), 2, 0)

    @cached_property
    def worst(self) -> Array:
        """The least value that each rating may have (n, m)."""
        return self._values[0]

    @cached_property
    def best(self) -> Array:
        """The greatest value that each rating may have (n, m)."""
        return self._values[1]

    @cached_property
    def central(self) -> Array:
        """The mean value of each rating over what is not known of it (n, m)."""
        return np.array([[c.value.mean(r.span) for r, c in self._cells(row)] for row in self.study.ratings])

    @cached_property
    def ordinal(self) -> Array:
        """Which criteria only have ordered levels (m,)."""
        return np.array([criterion.scale.ordinal for criterion in self.study.criteria])

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The uncertainties of the grid, criterion by criterion."""
        found: dict[tuple[object, ...], list[int]] = {}
        for column in range(self.shape[1]):
            for row, ratings in enumerate(self.study.ratings):
                rating = ratings[column]
                if not rating.span.certain:
                    found.setdefault((column, rating.word or row, rating.span), []).append(row)
        return tuple(Source(key[0], tuple(rows), key[2]) for key, rows in found.items())

    @property
    def certain(self) -> bool:
        """Whether there is nothing to draw in the ratings."""
        return not self.sources and not self.ordinal.any()

    def same(self, first: int, second: int) -> Array:
        """Say on which criteria two scenarios have one and the same rating, drawn together (m,)."""
        pairs = zip(self.study.ratings[first], self.study.ratings[second], strict=True)
        return np.array([a.span == b.span and (a.span.certain or bool(a.word and a.word == b.word)) for a, b in pairs])

    def may_tie(self, support: Array) -> bool:
        """Say whether two scenarios may have exactly the same score on the criteria that weigh (``support``)."""
        count = self.shape[0]
        pairs = ((a, b) for a in range(count) for b in range(a))
        return any(np.all((self.same(a, b) | self._may_meet(a, b))[support]) for a, b in pairs)

    def _may_meet(self, first: int, second: int) -> Array:
        """On which criteria two ratings may fall on the same step, or have the same value without being the same."""
        stepped = np.array([criterion.value.stepped for criterion in self.study.criteria])
        overlap = (self.worst[first] <= self.best[second]) & (self.worst[second] <= self.best[first])
        level = (self.worst[first] == self.best[first]) & (self.worst[second] == self.best[second])
        return overlap & (stepped | level)

    def _cells(self, ratings: tuple) -> list[tuple]:
        return list(zip(ratings, self.study.criteria, strict=True))

    @cached_property
    def _values(self) -> Array:
        rows = [[c.value.extremes(r.span) for r, c in self._cells(row)] for row in self.study.ratings]
        return np.moveaxis(np.array(rows, dtype=float), 2, 0)


def levels_of(criterion: Criterion) -> int:
    """Return how many levels an ordinal criterion has."""
    return round(criterion.scale.bounds.high - criterion.scale.bounds.low) + 1
