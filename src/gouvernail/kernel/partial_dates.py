"""A date that knows how precise it is: a day, a part of a month, a month, months, a quarter or a year.

Plans and minutes say « fin janvier 2026 » or « T1 2026 ». Such a date is kept as the interval it means, with the
words it came from. ``to_text`` gives the stored form: the first day in ISO, then the last day and a word for what it
is. So stored texts sort by first day, compare with an ISO day, and tell their last day to a database by position:

    2026-02-12                     a day
    2026-02-21/2026-02-28/fin      21 to the end of February (debut: 1 to 10, mi: 11 to 20)
    2026-02-01/2026-02-28/mois     February
    2020-03-01/2020-04-30/a        March to April
    2026-01-01/2026-03-31/T1       a quarter
    2026-01-01/2026-12-31/annee    a year
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from gouvernail.kernel.french_calendar import MONTHS, SHORT_MONTHS, french_day
from gouvernail.kernel.periods import Month, Quarter


class UnreadableDate(ValueError):  # noqa: N818 (named for what people read)
    """A text that is not one date; its message is a French sentence that says what to write instead."""


class Precision(StrEnum):
    """How much of the date is known."""

    DAY = "day"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    MONTH_SPAN = "month_span"
    QUARTER = "quarter"
    YEAR = "year"


class MonthPart(StrEnum):
    """A third of a month: days 1 to 10, 11 to 20, 21 to the end."""

    START = "debut"
    MIDDLE = "mi"
    END = "fin"


_PART_STARTS = {MonthPart.START: 1, MonthPart.MIDDLE: 11, MonthPart.END: 21}
_PART_PREFIXES = {MonthPart.START: "début ", MonthPart.MIDDLE: "mi-", MonthPart.END: "fin "}


@dataclass(frozen=True, order=True)
class PartialDate:
    """The days a date may be, first and last included; ordered by first day, then by last day.

    ``raw`` is the text it was read from; it counts neither in equality nor in order.
    """

    first_day: date
    last_day: date
    precision: Precision = Precision.DAY
    raw: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("Une date ne peut pas finir avant de commencer.")

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """A known day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def of_part(cls, month: Month, part: MonthPart) -> PartialDate:
        """The beginning, the middle or the end of a month."""
        start = _PART_STARTS[part]
        last = month.last_day if part is MonthPart.END else month.first_day.replace(day=start + 9)
        return cls(month.first_day.replace(day=start), last, Precision.PART_OF_MONTH)

    @classmethod
    def of_month(cls, year: int, month: int) -> PartialDate:
        """A whole month."""
        whole = Month(year, month)
        return cls(whole.first_day, whole.last_day, Precision.MONTH)

    @classmethod
    def of_months(cls, first: Month, last: Month) -> PartialDate:
        """From the first day of one month to the last day of a later one."""
        return cls(first.first_day, last.last_day, Precision.MONTH_SPAN)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> PartialDate:
        """A quarter, 1 to 4."""
        whole = Quarter(year, quarter)
        return cls(whole.first_day, whole.last_day, Precision.QUARTER)

    @classmethod
    def of_year(cls, year: int) -> PartialDate:
        """A whole calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date as French documents write it; ``UnreadableDate`` says in French why it cannot be, and what to do.

        An hour written after the day is accepted and stays only in ``raw``.
        """
        from gouvernail.kernel.date_reading import read_date  # that module builds these values

        if text[10:11] == "/" and text[:4].isdigit():  # the stored form, as an export of another tool may hand it back
            try:
                return cls.from_text(text)
            except ValueError as error:
                raise UnreadableDate(str(error)) from error
        return replace(read_date(text), raw=text)

    @classmethod
    @lru_cache(maxsize=20_000)  # a register of thirty thousand lines holds a few thousand days
    def from_text(cls, text: str) -> PartialDate:
        """Read back what ``to_text`` wrote; ``ValueError`` for anything else."""
        day, last, word = ([*text.split("/"), "", ""])[:3]
        found = cls._from_extent(date.fromisoformat(day), last, word)
        if found.to_text() != text:
            raise ValueError(f"« {text} » n’est pas une date enregistrée par Gouvernail.")
        return found

    @classmethod
    def _from_extent(cls, first: date, last: str, word: str) -> PartialDate:
        if not last:
            return cls.of_day(first)
        if word == "annee":
            return cls.of_year(first.year)
        if word == "mois":
            return cls.of_month(first.year, first.month)
        if word in {"T1", "T2", "T3", "T4"}:
            return cls.of_quarter(first.year, int(word[1]))
        if word in set(MonthPart):
            return cls.of_part(Month.of(first), MonthPart(word))
        return cls.of_months(Month.of(first), Month.of(date.fromisoformat(last)))

    def to_text(self) -> str:
        """The stored form (see the module), at most 27 characters of plain ASCII, that ``from_text`` reads back."""
        words = {
            Precision.PART_OF_MONTH: self.part,
            Precision.MONTH: "mois",
            Precision.MONTH_SPAN: "a",
            Precision.QUARTER: f"T{Quarter.of(self.first_day).quarter}",
            Precision.YEAR: "annee",
        }
        if self.precision is Precision.DAY:
            return self.first_day.isoformat()
        return f"{self.first_day.isoformat()}/{self.last_day.isoformat()}/{words[self.precision]}"

    @property
    def part(self) -> MonthPart | None:
        """Which part of its month it is, when that is its precision."""
        if self.precision is not Precision.PART_OF_MONTH:
            return None
        return next(part for part, start in _PART_STARTS.items() if start == self.first_day.day)

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.precision is Precision.DAY

    def is_before(self, day: date) -> bool:
        """Whether it is surely over before ``day``: its last possible day is earlier."""
        return self.last_day < day

    def is_after(self, day: date) -> bool:
        """Whether it surely comes after ``day``: its first possible day is later."""
        return self.first_day > day

    def contains(self, day: date) -> bool:
        """Whether it may be ``day``."""
        return self.first_day <= day <= self.last_day

    def overdue_on(self, day: date) -> bool:
        """Whether a deadline set at this date is missed on ``day``: the last day it allows is past."""
        return self.is_before(day)

    def days_from(self, day: date) -> int:
        """Days from ``day`` to the nearest day it may be: positive ahead, 0 if it may be today, negative once past."""
        if self.is_after(day):
            return (self.first_day - day).days
        return min((self.last_day - day).days, 0)

    def short(self) -> str:
        """Its short French form for a table: "12/02/2026", "févr. 2026", "fin janv. 2026", "T1 2026"."""
        if self.precision is Precision.DAY:
            return f"{self.first_day:%d/%m/%Y}"
        if self.precision is Precision.QUARTER:
            return Quarter.of(self.first_day).short()
        return self._in_words(SHORT_MONTHS, " – ")

    def __str__(self) -> str:
        if self.precision is Precision.DAY:
            return f"{french_day(self.first_day.day)} {Month.of(self.first_day)}"
        if self.precision is Precision.QUARTER:
            return str(Quarter.of(self.first_day))
        return self._in_words(MONTHS, " à ")

    def _in_words(self, names: tuple[str, ...], joint: str) -> str:
        first, last = self.first_day, self.last_day
        end = f"{names[last.month - 1]} {last.year}"
        if self.precision is Precision.YEAR:
            return str(first.year)
        if self.precision is Precision.MONTH_SPAN:
            start = names[first.month - 1] if first.year == last.year else f"{names[first.month - 1]} {first.year}"
            return f"{start}{joint}{end}"
        return f"{_PART_PREFIXES[self.part]}{end}" if self.part else end
