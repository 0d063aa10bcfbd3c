"""The periods of a plan, quarters or months, numbered from 0."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.periods import Month, Quarter

_WRITTEN = re.compile(r"(\d{4})-(?:T([1-4])|(0[1-9]|1[0-2]))")


@dataclass(frozen=True)
class Calendar:
    """``count`` periods from ``first``; a period before ``first`` has a negative number."""

    first: Quarter | Month
    count: int

    @property
    def per_year(self) -> int:
        """4 for quarters, 12 for months."""
        return 4 if isinstance(self.first, Quarter) else 12

    @property
    def _offset(self) -> int:
        return (self.first.quarter if isinstance(self.first, Quarter) else self.first.month) - 1

    def at(self, period: int) -> Quarter | Month:
        """The quarter or the month numbered ``period``."""
        return self.first.shifted(period)

    def year(self, period: int) -> int:
        """The year of a period."""
        return self.first.year + (self._offset + period) // self.per_year

    @property
    def years(self) -> list[int]:
        """Every year with at least one period."""
        return list(range(self.first.year, self.year(self.count - 1) + 1))

    def span(self, year: int) -> tuple[int, int]:
        """First period of ``year`` in the plan and the one after its last; (0, 0) for a year outside."""
        first = (year - self.first.year) * self.per_year - self._offset
        low, high = max(0, first), min(self.count, first + self.per_year)
        return (low, high) if low < high else (0, 0)

    def label(self, period: int) -> str:
        """What people read: « T2 2027 », « mars 2027 »."""
        return self.at(period).short()

    def lasting(self, periods: int) -> str:
        """A length in the periods of the plan: « 1 trimestre », « 3 mois »."""
        return counted(periods, "trimestre" if self.per_year == 4 else "mois")

    def written(self, period: int) -> str:
        """What files hold: ``2027-T2``, ``2027-03``."""
        at = self.at(period)
        return f"{at.year}-T{at.quarter}" if isinstance(at, Quarter) else f"{at.year}-{at.month:02d}"

    def read(self, text: str) -> int:
        """The number of a period written ``2027-T2`` or ``2027-03``; ``ValueError`` in French otherwise."""
        at = read_period(text)
        if type(at) is not type(self.first):
            kind = "trimestres (2027-T2)" if self.per_year == 4 else "mois (2027-03)"
            raise ValueError(f"« {text} » : ce plan compte en {kind}.")
        if isinstance(at, Quarter):
            return (at.year - self.first.year) * 4 + at.quarter - 1 - self._offset
        return (at.year - self.first.year) * 12 + at.month - 1 - self._offset


def read_period(text: str) -> Quarter | Month:
    """A quarter or a month as files hold it; ``ValueError`` in French for anything else."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"« {text} » n’est pas une période : écrivez 2027-T2 ou 2027-03.")
    year = int(found[1])
    return Quarter(year, int(found[2])) if found[2] else Month(year, int(found[3]))
