"""Shapes and small answers that several kinds of chart share."""

from __future__ import annotations

import math
from collections.abc import Iterable

from gouvernail.ui.charts.model import Number, Series
from gouvernail.ui.charts.numbers import with_unit
from gouvernail.ui.charts.svg.canvas import coordinate as c

_CORNER = 3.0


def known_values(series: Iterable[Series]) -> list[Number]:
    """Return every value that is present, all series together."""
    return [value for run in series for value in run.values if value is not None]


def only_whole(values: Iterable[Number]) -> bool:
    """Say whether all values are integers: then graduations must be too."""
    return all(float(value).is_integer() for value in values)


def value_title(category: str, series: str, value: Number, unit: str) -> str:
    """Return the hover title of one value: ``janvier · Support : 38``."""
    name = f"{category} · {series}" if series else category
    return f"{name} : {with_unit(value, unit)}"


def column_shape(x: float, y: float, width: float, height: float, *, round_top: bool) -> str:
    """Return the path of a column, its two upper corners rounded when it is the last of its stack."""
    radius = min(_CORNER, width / 2, height) if round_top else 0.0
    if radius < 0.5:
        return f"M{c(x)} {c(y)}h{c(width)}v{c(height)}h{c(-width)}z"
    r = c(radius)
    flat, side = c(width - 2 * radius), c(height - radius)
    return f"M{c(x)} {c(y + height)}v-{side}q0-{r} {r}-{r}h{flat}q{r} 0 {r} {r}v{side}z"


def box_shape(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a plain rectangle."""
    return f"M{c(x)} {c(y)}h{c(width)}v{c(height)}h{c(-width)}z"


def at_angle(centre: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    """Return the point at ``turn`` (0 to 1, clockwise from noon) of a circle."""
    angle = 2 * math.pi * turn
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def ring_shape(centre: tuple[float, float], outer: float, inner: float, start: float, end: float) -> str:
    """Return the path of a piece of ring between two turns (0 to 1, clockwise from noon).

    A whole ring is two circles turning opposite ways: no seam shows.
    """
    if end - start > 0.9999:
        return _circle(centre, outer, 1) + _circle(centre, inner, 0)
    large = 1 if end - start > 0.5 else 0
    (ax, ay), (bx, by) = at_angle(centre, outer, start), at_angle(centre, outer, end)
    (cx, cy), (dx, dy) = at_angle(centre, inner, end), at_angle(centre, inner, start)
    there = f"M{c(ax)} {c(ay)}A{c(outer)} {c(outer)} 0 {large} 1 {c(bx)} {c(by)}"
    return f"{there}L{c(cx)} {c(cy)}A{c(inner)} {c(inner)} 0 {large} 0 {c(dx)} {c(dy)}Z"


def _circle(centre: tuple[float, float], radius: float, way: int) -> str:
    x, y = centre
    r = c(radius)
    half = f"a{r} {r} 0 1 {way} "
    return f"M{c(x)} {c(y - radius)}{half}0 {c(2 * radius)}{half}0 {c(-2 * radius)}z"


_MARKERS = ("circle", "square", "triangle", "diamond", "down", "cross")


def marker_shape(index: int, x: float, y: float, size: float = 4) -> str:
    """Return the path of the marker of the series ``index``: each series has a form of its own."""
    kind = _MARKERS[index % len(_MARKERS)]
    s = size
    if kind == "circle":
        return f"M{c(x - s)} {c(y)}a{c(s)} {c(s)} 0 1 0 {c(2 * s)} 0a{c(s)} {c(s)} 0 1 0 {c(-2 * s)} 0z"
    if kind == "square":
        return box_shape(x - s * 0.9, y - s * 0.9, s * 1.8, s * 1.8)
    if kind == "triangle":
        return f"M{c(x)} {c(y - s * 1.2)}L{c(x + s * 1.15)} {c(y + s * 0.9)}L{c(x - s * 1.15)} {c(y + s * 0.9)}z"
    if kind == "diamond":
        return diamond_shape(x, y, s * 1.25)
    if kind == "down":
        return f"M{c(x)} {c(y + s * 1.2)}L{c(x + s * 1.15)} {c(y - s * 0.9)}L{c(x - s * 1.15)} {c(y - s * 0.9)}z"
    return box_shape(x - s * 1.2, y - s * 0.45, s * 2.4, s * 0.9) + box_shape(
        x - s * 0.45, y - s * 1.2, s * 0.9, s * 2.4
    )


def diamond_shape(x: float, y: float, size: float) -> str:
    """Return the path of a diamond ``size`` pixels from centre to tip."""
    return f"M{c(x)} {c(y - size)}L{c(x + size)} {c(y)}L{c(x)} {c(y + size)}L{c(x - size)} {c(y)}z"
