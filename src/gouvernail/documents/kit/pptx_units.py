"""Lengths and type sizes on the slide: the layout thinks of a slide 13.333 inches wide, another is drawn in proportion.

A template of 10 × 5.625 inches is projected as large as ours: its texts must be smaller in points to look the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EMU_BY_INCH, EMU_BY_POINT = 914400, 12700
_scale: ContextVar[float] = ContextVar("scale", default=1.0)


@contextmanager
def scaled(factor: float) -> Iterator[None]:
    """Draw ``factor`` times as large until the end of the block."""
    token = _scale.set(factor)
    try:
        yield
    finally:
        _scale.reset(token)


def inches(value: float) -> int:
    """Return ``value`` inches of the layout in EMU."""
    return round(value * _scale.get() * EMU_BY_INCH)


def points(value: float) -> int:
    """Return ``value`` points of the layout in EMU, to the tenth of a point."""
    return round(value * _scale.get() * 10) * EMU_BY_POINT // 10
