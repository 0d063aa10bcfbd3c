"""Days on which a French town hall works: not on Saturdays, Sundays and public holidays, which vary by territory.

Public holidays come from the ``holidays`` library, territory by territory (Alsace-Moselle keeps Good Friday and
26 December; each overseas territory keeps the day of the abolition of slavery). Local « ponts » are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

ZONES = {
    "metropole": "",
    "alsace-moselle": "6AE",
    "guadeloupe": "971",
    "guyane": "973",
    "martinique": "972",
    "mayotte": "976",
    "nouvelle-caledonie": "NC",
    "polynesie": "PF",
    "reunion": "974",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
    "saint-pierre-et-miquelon": "PM",
    "wallis-et-futuna": "WF",
}
"""Territories by key, with the code that the library gives to each."""
DEFAULT_ZONE = "metropole"


@lru_cache(maxsize=256)
def public_holidays(year: int, zone: str = DEFAULT_ZONE) -> frozenset[date]:
    """The public holidays of a year in a territory; ``KeyError`` for a territory that is not in ``ZONES``."""
    import holidays

    return frozenset(holidays.country_holidays("FR", subdiv=ZONES[zone] or None, years=year))


def working_days_between(first: date, last: date, zone: str = DEFAULT_ZONE) -> int:
    """How many working days pass from ``first`` to ``last``: those after ``first``, up to ``last`` included.

    The same day, or the weekend that follows, counts zero. ``ValueError`` if ``last`` is before ``first``.
    """
    if last < first:
        raise ValueError(f"{last} précède {first}.")
    return working_days_of([first], [last], zone)[0]


def working_days_of(firsts: Sequence[date], lasts: Sequence[date], zone: str = DEFAULT_ZONE) -> list[int]:
    """The same for many pairs at once."""
    if not firsts:
        return []
    counted = working_days_of_arrays(np.array(firsts, "datetime64[D]"), np.array(lasts, "datetime64[D]"), zone)
    return [int(days) for days in counted]


def working_days_of_arrays(firsts: np.ndarray, lasts: np.ndarray, zone: str = DEFAULT_ZONE) -> np.ndarray:
    """The same for arrays of days (``datetime64[D]``), of one length and not empty."""
    years = range(firsts.min().item().year, lasts.max().item().year + 1)
    closed = sorted(day for year in years for day in public_holidays(year, zone))
    one = np.timedelta64(1, "D")
    return np.busday_count(firsts + one, lasts + one, holidays=np.array(closed, "datetime64[D]"))
