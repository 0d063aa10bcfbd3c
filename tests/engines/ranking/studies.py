"""Studies in a few words, and shares computed apart from the engine, with fractions."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data" / "ranking"


def plain(matrix: list[list[Any]], *, bounds: tuple[float, float] = (0, 1), **more: Any) -> dict[str, Any]:
    """Return a study as data: criteria c0, c1… in numbers where more is better, scenarios s0, s1…"""
    columns = range(len(matrix[0]))
    criteria = [{"id": f"c{j}", "name": f"Critère {j}", "direction": "more", "bounds": list(bounds)} for j in columns]
    scenarios = [
        {"id": f"s{i}", "name": f"Scénario {i}", "ratings": {f"c{j}": row[j] for j in columns}}
        for i, row in enumerate(matrix)
    ]
    return {
        "format": "gouvernail-etude-1",
        "title": "Étude d’essai",
        "question": "Que choisir ?",
        "criteria": criteria,
        "scenarios": scenarios,
    } | more


def document(name: str) -> dict[str, Any]:
    """Return a study of the test data."""
    return json.loads((DATA / f"{name}.json").read_text())


def shares_by_hand(values: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the exact shares of the ranks for three criteria, by cutting the triangle of the weights into polygons."""
    count = len(values)
    shares = [[Fraction(0)] * count for _ in range(count)]
    triangle = [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))]
    for order in permutations(range(count)):
        polygon = triangle
        for first, second in pairwise(order):
            gap = [a - b for a, b in zip(values[first], values[second], strict=True)]
            polygon = _cut(polygon, gap)
        for rank, row in enumerate(order):
            shares[row][rank] += 2 * _area(polygon)
    return shares


def _cut(polygon, gap):
    """Keep the part of the polygon of (w0, w1), w2 being what is left, where gap · w ≥ 0."""

    def side(point):
        return gap[0] * point[0] + gap[1] * point[1] + gap[2] * (1 - point[0] - point[1])

    kept = []
    for here, there in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        a, b = side(here), side(there)
        if a >= 0:
            kept.append(here)
        if (a > 0 > b) or (a < 0 < b):
            share = a / (a - b)
            kept.append(tuple(x + share * (y - x) for x, y in zip(here, there, strict=True)))
    return kept


def _area(polygon) -> Fraction:
    pairs = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return abs(sum((a[0] * b[1] - b[0] * a[1] for a, b in pairs), Fraction(0))) / 2
