"""The limits that the controls of the plan use, each with its day and its source: never constants of the code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Parameter:
    """A limit: its value, since when it holds, who says so."""

    value: Decimal
    since: date
    source: str | Promise


ROUNDING = (Parameter(Decimal(1), date(2016, 1, 1), _("À l’euro près.")),)
"""By how many euros sums of lines and of columns may differ."""

PAST_YEARS = 3
"""How many past years make the usual investment."""


def in_force(parameters: Iterable[Parameter], on: date) -> Parameter:
    """Return the latest parameter that holds on a day; before the first one, the first."""
    known = sorted(parameters, key=lambda one: one.since)
    return next((one for one in reversed(known) if one.since <= on), known[0])
