"""A line small enough to stand beside a figure."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.ui.charts.colours import LIGHT, tone_token
from gouvernail.ui.charts.model import Number
from gouvernail.ui.charts.svg.canvas import coordinate as c
from gouvernail.ui.charts.svg.line import stretches
from gouvernail.ui.charts.svg.text import escape

_EDGE = 3.0


def sparkline(
    values: Sequence[Number | None],
    *,
    width: int = 96,
    height: int = 24,
    tone: str = "neutral",
    label: str = "",
    static: bool = False,
) -> str:
    """Return a small ``<svg>`` line of ``values``, its last point marked; ``""`` when none is known.

    It is decorative (hidden from screen readers) unless ``label`` says what it shows: the figure beside
    it must be text.
    """
    places = _places(values, width, height)
    if not places:
        return ""
    token = tone_token(tone)
    stroke = f'stroke="{LIGHT[token]}"' if static else f'class="chart-stroke-{token}"'
    fill = f'fill="{LIGHT[token]}"' if static else f'class="chart-fill-{token}"'
    lines = (
        "M" + "L".join(f"{c(places[at][0])} {c(places[at][1])}" for at in run)
        for run in stretches(tuple(values))
        if len(run) > 1
    )
    last = places[max(places)]
    drawing = f'<path d="{"".join(lines)}" fill="none" {stroke} stroke-width="1.75" stroke-linejoin="round"/>'
    dot = f'<circle cx="{c(last[0])}" cy="{c(last[1])}" r="2.4" {fill}/>'
    shown = "" if static else ' class="chart-spark"'
    read = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg"{shown} {size} {read}>{drawing}{dot}</svg>'


def _places(values: Sequence[Number | None], width: int, height: int) -> dict[int, tuple[float, float]]:
    known = {at: value for at, value in enumerate(values) if value is not None}
    if not known:
        return {}
    lowest, highest = min(known.values()), max(known.values())
    spread = highest - lowest
    across = (width - 2 * _EDGE) / max(1, len(values) - 1)
    return {
        at: (
            _EDGE + at * across,
            height / 2 if not spread else height - _EDGE - (value - lowest) / spread * (height - 2 * _EDGE),
        )
        for at, value in known.items()
    }
