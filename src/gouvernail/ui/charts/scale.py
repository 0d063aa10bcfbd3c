"""Round graduations for an axis that starts at zero."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gouvernail.ui.charts.model import Number

_STEPS = (1, 2, 2.5, 5, 10)
_SMALLEST = 1e-12  # below, binary fractions say more than the data


@dataclass(frozen=True)
class Scale:
    """Graduations from zero to ``top``, and where a value stands between them."""

    ticks: tuple[Number, ...]

    @property
    def top(self) -> Number:
        """The last graduation: at or above every value."""
        return self.ticks[-1]

    def part(self, value: Number) -> float:
        """Return where ``value`` stands, 0 at the origin and 1 at the top."""
        return value / self.top


def nice_scale(highest: Number, *, count: int = 4, whole: bool = False) -> Scale:
    """Return about ``count`` round intervals that hold ``highest`` (units of the data).

    ``whole`` keeps the graduations integers, for things that are counted. A highest value of zero gives 0 to 1, so that
    a chart of zeros still has an axis.
    """
    if highest < _SMALLEST:
        return Scale((0, 1))
    rough = highest / count
    magnitude = 10.0 ** math.floor(math.log10(rough))
    steps = [candidate * magnitude for candidate in _STEPS]
    if whole:
        steps = [1.0] if steps[-1] <= 1 else [step for step in steps if step >= 1 and float(step).is_integer()]
    step = next((step for step in steps if step >= rough * 0.999), steps[-1])
    intervals = max(1, math.ceil(highest / step - 1e-9))
    return Scale(tuple(_tidy(step * index) for index in range(intervals + 1)))


def _tidy(value: float) -> Number:
    """Drop the noise of binary fractions (0.30000000000000004), and the fraction of whole numbers."""
    rounded = float(f"{value:.10g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
