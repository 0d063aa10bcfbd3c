"""Figures as French readers expect them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import NARROW_SPACE, format_number
from gouvernail.registers.models import TaxBasis
from gouvernail.ui.charts.numbers import agreed

Value = int | Decimal
FEW = 20
"""Counts below which a change is said as a number: from one to three is « +2 », not « +200 % »."""


def rate(numerator: Value, denominator: Value) -> Decimal | None:
    """A percentage to one decimal; ``None`` out of nothing."""
    if not denominator:
        return None
    return rounded(Decimal(100) * Decimal(numerator) / Decimal(denominator), 1)


def rounded(value: Decimal | Fraction | float | int, decimals: int) -> Decimal:
    """A value rounded half up to so many decimals."""
    if isinstance(value, Fraction):
        steps = (2 * abs(value) * 10**decimals + 1) // 2
        return Decimal(steps if value >= 0 else -steps).scaleb(-decimals)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def written(value: Value | None, unit: str = "") -> str:
    """A value with its unit, given in the plural: « 12 jours », « 1 jour », « 68,2 % »; "" when there is none."""
    if value is None:
        return ""
    number = format_number(value)
    return f"{number}{NARROW_SPACE if unit in {'%', '€', 'k€'} else ' '}{agreed(unit, value)}" if unit else number


def number_in_words(value: Value | None) -> str:
    """A value alone in a sentence, « non renseigné » where there is none."""
    return _("non renseigné") if value is None else format_number(value)


def counted(count: Value, one: str, many: str) -> str:
    """A count with its noun: French writes the singular below two."""
    return f"{format_number(count)} {one if abs(count) < 2 else many}"


def change(value: Value | None, before: Value | None, *, points: bool) -> str:
    """How far a figure moved: « +12 % », « +2 » from a small count, or in points for percentages; "" when unknown."""
    if value is None or before is None:
        return ""
    gap = Decimal(value) - Decimal(before)
    if points:
        unit = agreed(_("points"), rounded(gap, 1))
        return f"{signed(rounded(gap, 1))} {unit}" if gap else _("stable")
    if not gap:
        return _("stable")
    if not before or (abs(before) < FEW and not Decimal(before) % 1 and not gap % 1):
        return signed(gap)
    return f"{signed(rounded(100 * gap / Decimal(before), 0))}{NARROW_SPACE}%"


def signed(value: Decimal) -> str:
    """A number with its sign."""
    return f"+{format_number(value)}" if value > 0 else format_number(value)


def amounts(by_basis: Mapping[str, Decimal | None]) -> str:
    """Amounts by tax basis, never added together: « 12 000 € HT et 3 000 € TTC »; "" when none is known."""
    known = [(basis, amount) for basis, amount in by_basis.items() if amount is not None]
    known.sort(key=lambda pair: list(TaxBasis.values).index(pair[0]))
    return _(" et ").join(f"{euros(amount)} {TaxBasis(basis).label}" for basis, amount in known)


def short_day(day: date) -> str:
    """A day in figures: « 13/01/2026 »."""
    return f"{day:%d/%m/%Y}"


def at_day(day: date) -> str:
    """The period of a stock: « au 13/01/2026 »."""
    return _("au %(day)s") % {"day": short_day(day)}
