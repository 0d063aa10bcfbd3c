"""Numbers and dates as French readers write them, without Django (charts are also drawn for documents)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import Number, Series

THIN = "\u202f"  # narrow no-break space: between thousands, before %
FIXED = "\u00a0"  # no-break space: between a number and its unit
_SAME_IN_SINGULAR = frozenset({"mois", "fois", "cours", "accès", "temps"})
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: Number, *, decimals: int = 2) -> str:
    """Write ``value`` with thousands apart and a decimal comma, at most ``decimals`` digits after it: ``1 234,5``."""
    if abs(value) >= 1e15:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa.replace('.', ',')}{THIN}×{THIN}10{str(int(exponent)).translate(_SUPERSCRIPT)}"
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(",", THIN).replace(".", ",").replace("-", "−")


def with_unit(value: Number, unit: str) -> str:
    """Write ``value`` and its ``unit`` as one word that no line break splits: ``529 k€``, ``68 %``, ``1 poste``."""
    if not unit:
        return number(value)
    return f"{number(value)}{THIN if unit == '%' else FIXED}{agreed(unit, value)}"


def agreed(unit: str, value: Number | Decimal) -> str:
    """Return ``unit``, given in the plural, in the number that French writes with ``value``: singular below two."""
    if not -2 < value < 2:
        return unit
    return " ".join(
        word.removesuffix("s") if len(word) > 2 and word not in _SAME_IN_SINGULAR else word for word in unit.split(" ")
    )


def percent(value: Number, *, decimals: int = 0) -> str:
    """Write ``value`` (0 to 100) as a percentage."""
    return f"{number(value, decimals=decimals)}{THIN}%"


def compact(value: Number) -> str:
    """Write ``value`` in few characters, for a mark on a drawing: ``1,2 M`` for 1 234 567."""
    for limit, suffix in ((1e9, words.BILLION), (1e6, words.MILLION)):
        if limit <= abs(value) < 1e15:
            return f"{number(value / limit, decimals=1)}{THIN}{suffix}"
    return number(value, decimals=1 if abs(value) < 1000 else 0)


def total(values: Iterable[Number | None]) -> tuple[Number | None, bool]:
    """Sum the known values: the sum (``None`` when none is known), and whether every value was known."""
    given = list(values)
    known = [value for value in given if value is not None]
    if not known:
        return None, not given
    whole = all(isinstance(value, int) for value in known)
    return (sum(known) if whole else math.fsum(known)), len(known) == len(given)


def stack_total(series: Iterable[Series], index: int) -> tuple[Number | None, bool]:
    """Sum what is known of a category: the sum, and whether nothing is missing of any of its values."""
    runs = list(series)
    amount, whole = total(run.values[index] for run in runs)
    return amount, whole and not any(index in run.at_least for run in runs)


def day(value: date) -> str:
    """Write a day in full: ``13 janvier 2026``, ``1er mars 2026``."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first} {words.MONTHS[value.month - 1]} {value.year}"


def quarter(value: date) -> str:
    """Name the quarter of a day: ``T1 2026``."""
    return f"T{(value.month - 1) // 3 + 1} {value.year}"


def vague_period(start: date, end: date) -> tuple[str, str]:
    """Name both ends of a span known to the quarter or the year only, without claiming a day."""
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(start.year), str(end.year)
    return quarter(start), quarter(end)
