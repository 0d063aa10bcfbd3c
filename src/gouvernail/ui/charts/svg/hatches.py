"""Hatches that tell series apart without colour: on paper, for a colour-blind reader, beyond six series."""

from __future__ import annotations

from gouvernail.ui.charts.colours import LIGHT

#: One hatch a series, in the order of colours; the first series stays plain.
PATTERNS = (
    "",
    "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M-2 6L2 10M0 0L8 8M6-2L10 2",
    "M0 2H8M0 6H8",
    "M0 0L8 8M8 0L0 8",
)
_SOLID = 2  # this hatch is made of dots, filled rather than stroked


def pattern(style: int, identifier: str, *, static: bool) -> str:
    """Return the ``<pattern>`` of a hatch, named ``identifier``."""
    tile = f'id="{identifier}" width="8" height="8" patternUnits="userSpaceOnUse"'
    return f"<pattern {tile}>{mark(style, static=static)}</pattern>"


def mark(style: int, *, static: bool) -> str:
    """Return the lines of a hatch over one tile of 8 × 8 pixels, in the colour of the card."""
    colour = LIGHT["surface"]
    if style == _SOLID:
        paint = f'fill="{colour}"' if static else 'class="chart-fill-surface"'
        return f'<path d="{PATTERNS[style]}" {paint} fill-opacity=".6"/>'
    paint = f'stroke="{colour}"' if static else 'class="chart-stroke-surface"'
    return f'<path d="{PATTERNS[style]}" fill="none" {paint} stroke-width="1.2" stroke-opacity=".55"/>'
