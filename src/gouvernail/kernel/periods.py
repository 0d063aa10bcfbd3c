"""Whole months and quarters: their days, their neighbours and their French labels."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gouvernail.kernel.french_calendar import MONTHS, ORDINALS, SHORT_MONTHS


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier, if negative), drawn back to the end of a shorter month."""
    month = Month.of(day).shifted(months)
    return date(month.year, month.month, min(day.day, month.last_day.day))


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year; ``ValueError`` outside 1 to 12."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"Le mois {self.month} n’existe pas : un mois va de 1 à 12.")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that holds a day."""
        return _month(day.year, day.month)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def quarter(self) -> Quarter:
        """The quarter it belongs to."""
        return Quarter(self.year, (self.month + 2) // 3)

    @property
    def abbreviation(self) -> str:
        """Its short name without the year: "janv."."""
        return SHORT_MONTHS[self.month - 1]

    def shifted(self, months: int) -> Month:
        """The month ``months`` later; earlier when negative."""
        index = self.year * 12 + self.month - 1 + months
        return _month(index // 12, index % 12 + 1)

    def next(self) -> Month:
        """The month after."""
        return self.shifted(1)

    def previous(self) -> Month:
        """The month before."""
        return self.shifted(-1)

    def contains(self, day: date) -> bool:
        """Whether a day falls in it."""
        return self.first_day <= day <= self.last_day

    def short(self) -> str:
        """Its short label: "janv. 2026"."""
        return f"{self.abbreviation} {self.year}"

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"


@lru_cache(maxsize=4096)
def _month(year: int, month: int) -> Month:
    """The same month, made once: pages ask for a few hundred of them thousands of times."""
    return Month(year, month)


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter (1 to 4) of one year; ``ValueError`` outside."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not 1 <= self.quarter <= 4:
            raise ValueError(f"Le trimestre {self.quarter} n’existe pas : un trimestre va de 1 à 4.")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that holds a day."""
        return Month.of(day).quarter

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months, in order."""
        first = Month(self.year, self.quarter * 3 - 2)
        return first, first.shifted(1), first.shifted(2)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.months[2].last_day

    def shifted(self, quarters: int) -> Quarter:
        """The quarter ``quarters`` later; earlier when negative."""
        return self.months[0].shifted(3 * quarters).quarter

    def next(self) -> Quarter:
        """The quarter after."""
        return self.shifted(1)

    def previous(self) -> Quarter:
        """The quarter before."""
        return self.shifted(-1)

    def contains(self, day: date) -> bool:
        """Whether a day falls in it."""
        return self.first_day <= day <= self.last_day

    def short(self) -> str:
        """Its short label: "T1 2026"."""
        return f"T{self.quarter} {self.year}"

    def __str__(self) -> str:
        return f"{ORDINALS[str(self.quarter)]} trimestre {self.year}"


def months_between(first: date | Month, last: date | Month) -> Iterator[Month]:
    """Every month from the one of ``first`` to the one of ``last``, both included; nothing if ``last`` is before."""
    month = first if isinstance(first, Month) else Month.of(first)
    end = last if isinstance(last, Month) else Month.of(last)
    while month <= end:
        yield month
        month = month.next()


def quarters_between(first: date | Quarter, last: date | Quarter) -> Iterator[Quarter]:
    """Every quarter from the one of ``first`` to the one of ``last``, both included."""
    quarter = first if isinstance(first, Quarter) else Quarter.of(first)
    end = last if isinstance(last, Quarter) else Quarter.of(last)
    while quarter <= end:
        yield quarter
        quarter = quarter.next()
