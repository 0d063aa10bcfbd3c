"""What a study says: scenarios, criteria with their scales, ratings that may be uncertain, and members with weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouvernail.engines.ranking.values import ValueFunction
    from gouvernail.engines.ranking.weights import WeightSet


class Direction(IntEnum):
    """Whether more of a criterion is better, or less."""

    MORE = 1
    LESS = -1


@dataclass(frozen=True)
class Span:
    """What is known of a measure: it lies between ``low`` and ``high``, in the unit of its criterion."""

    low: float
    high: float

    @property
    def certain(self) -> bool:
        """Whether the measure is known exactly."""
        return self.low == self.high


@dataclass(frozen=True)
class Word:
    """A word of a scale, the levels a person gave it, and where it is ambiguous its readings, as (meaning, levels)."""

    text: str
    span: Span
    readings: tuple[tuple[str, Span], ...] = ()
    note: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether the word can be read in several ways."""
        return bool(self.readings)


@dataclass(frozen=True)
class Scale:
    """The bounds of a criterion, its unit, and its words if it is rated in words.

    ``ordinal``: only the order of the levels counts, their spacing is drawn at random. ``observed``: the bounds are the
    extremes of the ratings, because the study gives none.
    """

    bounds: Span
    words: Mapping[str, Word] = field(default_factory=dict)
    unit: str = ""
    ordinal: bool = False
    observed: bool = False


@dataclass(frozen=True)
class Criterion:
    """One criterion. Thresholds, veto (a difference) and requirement (a limit) are in the unit of its scale."""

    id: str
    name: str
    direction: Direction
    scale: Scale
    value: ValueFunction
    indifference: float = 0.0
    preference: float = 0.0
    veto: float | None = None
    requirement: float | None = None


@dataclass(frozen=True)
class Rating:
    """One cell: what was typed and the span it stands for. ``otherwise``: other readings to try, as (text, span)."""

    span: Span
    text: str
    word: str | None = None
    unknown: bool = False
    ambiguous: bool = False
    note: str = ""
    otherwise: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One scenario; ``baseline`` is « do nothing », ``parts`` the scenarios that a combination joins."""

    id: str
    name: str
    baseline: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """A function that weighs the criteria (never a person's name), with its number of voices."""

    id: str
    name: str
    weights: WeightSet
    voices: float = 1.0


@dataclass(frozen=True)
class Study:
    """The whole question. ``ratings`` has one row for each scenario, one column for each criterion."""

    title: str
    question: str
    scenarios: tuple[Scenario, ...]
    criteria: tuple[Criterion, ...]
    ratings: tuple[tuple[Rating, ...], ...]
    members: tuple[Member, ...]
    methods: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    notices: tuple[str, ...] = ()

    def with_span(self, row: int, column: int, span: Span) -> Study:
        """Return the same study where one cell is read as ``span``, on its own and no longer as a word."""
        rows = [list(ratings) for ratings in self.ratings]
        rows[row][column] = replace(rows[row][column], span=span, word=None)
        return replace(self, ratings=tuple(tuple(ratings) for ratings in rows))
