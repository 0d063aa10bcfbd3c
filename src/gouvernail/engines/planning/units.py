"""Whole numbers inside the engine, so that nothing is lost: money, work and points in small units."""

from __future__ import annotations

from decimal import Decimal

MONEY = 10_000
"""Units in one euro: a day bought at 650.25 € is 65 025 units for each hundredth of a day."""
WORK = 100
"""Units in one day of work."""
POINT = 1_000_000
"""Units in one point of the objective."""
SCORE_STEP = 1_000
"""The points that a project earns are rounded to the thousandth of a point."""


def money(amount: Decimal) -> int:
    """Euros to units."""
    return int(amount * MONEY)


def work(days: Decimal) -> int:
    """Days to units."""
    return int(days * WORK)


def euros_of(units: int | float) -> Decimal:
    """Units to euros, to the cent (up)."""
    return Decimal(-(-round(units) // (MONEY // 100))) / 100


def days_of(units: int | float) -> Decimal:
    """Units to days."""
    return Decimal(round(units)) / WORK


def points_of(units: int | float) -> Decimal:
    """Units to points."""
    return Decimal(round(units)) / POINT
