"""How many requests took each number of minutes, kept as pairs of whole numbers.

Minutes are many where days are few: thousands of values a month. Kept as JSON they would take longer to read than all
the rest of a page; as arrays, a year of a métropole is added up in a millisecond or two.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

_NUMBER = np.dtype("<u4")


def packed(counts: Mapping[int, int]) -> bytes:
    """Return counts by number of minutes as bytes: the minutes in order, then the counts; zeros are left out."""
    kept = sorted((minutes, n) for minutes, n in counts.items() if n)
    return np.array(kept, _NUMBER).reshape(-1, 2).T.tobytes()


def unpacked(data: bytes | memoryview) -> Counter[int]:
    """Return the counts of what ``packed`` wrote."""
    minutes, counts = _columns(data)
    return Counter(dict(zip(minutes.tolist(), counts.tolist(), strict=True)))


@dataclass(frozen=True)
class Minutes:
    """How many requests took each number of minutes: the minutes in order, and as many counts.

    The mean, the middle and the centile are those of ``kernel.statistics``, found over arrays.
    """

    values: np.ndarray
    counts: np.ndarray

    @cached_property
    def total(self) -> int:
        """How many requests there are."""
        return int(self.counts.sum())

    @cached_property
    def sum(self) -> int:
        """How many minutes they took in all."""
        return int((self.values * self.counts).sum())

    def mean(self) -> Fraction:
        """The arithmetic mean; ``ZeroDivisionError`` without a request, as for the two below ``IndexError``."""
        return Fraction(self.sum, self.total)

    def median(self) -> Fraction:
        """The middle value, or the mean of the two middle ones."""
        return Fraction(self._ranked((self.total + 1) // 2) + self._ranked(self.total // 2 + 1), 2)

    def percentile(self, share: float) -> int:
        """The smallest value that at least ``share`` of the values do not exceed."""
        return self._ranked(max(math.ceil(round(share * self.total, 9)), 1))

    def up_to(self, limits: Sequence[int]) -> tuple[int, ...]:
        """Count the requests at or under each limit and above the one before it, then those above the last."""
        at = np.searchsorted(self.values, limits, side="right")
        return tuple(int(part.sum()) for part in np.split(self.counts, at))

    def by_minute(self) -> Counter[int]:
        """Return the same by number of minutes."""
        return Counter(dict(zip(self.values.tolist(), self.counts.tolist(), strict=True)))

    def _ranked(self, rank: int) -> int:
        return int(self.values[np.searchsorted(self._ranks, rank)])

    @cached_property
    def _ranks(self) -> np.ndarray:
        return np.cumsum(self.counts)


def added(many: Iterable[bytes | memoryview]) -> Minutes:
    """Return the counts of several, added up."""
    columns = [_columns(data) for data in many] or [_columns(b"")]
    return _together([one for one, _counts in columns], [counts for _minutes, counts in columns])


def together(many: Iterable[Minutes]) -> Minutes:
    """Return several as one."""
    held = [*many, added(())]
    return _together([one.values for one in held], [one.counts for one in held])


def _together(values: list[np.ndarray], counts: list[np.ndarray]) -> Minutes:
    minutes, at = np.unique(np.concatenate(values), return_inverse=True)
    found = np.bincount(at, weights=np.concatenate(counts), minlength=len(minutes))
    return Minutes(minutes.astype(np.int64), found.astype(np.int64))


def _columns(data: bytes | memoryview) -> np.ndarray:
    return np.frombuffer(data, _NUMBER).reshape(2, -1)
