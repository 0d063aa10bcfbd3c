"""The time that a figure is about: any days, written as people call them, with what to compare them to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from gouvernail.kernel.periods import Month, Quarter, add_months

LONGEST_YEARS = 10


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> Span:
        """The days of a quarter."""
        return cls(quarter.first_day, quarter.last_day)

    @classmethod
    def of_month(cls, month: Month) -> Span:
        """The days of a month."""
        return cls(month.first_day, month.last_day)

    @classmethod
    def of_year(cls, year: int) -> Span:
        """The days of a year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def months(self) -> int:
        """How many whole months it is made of; 0 when it is not."""
        first, last = Month.of(self.first), Month.of(self.last)
        if self.first != first.first_day or self.last != last.last_day:
            return 0
        return (last.year - first.year) * 12 + last.month - first.month + 1

    @property
    def is_quarter_or_year(self) -> bool:
        """Whether it is a quarter or a year of the calendar."""
        return (self.months == 3 and self.first.month % 3 == 1) or (self.months == 12 and self.first.month == 1)

    def shifted(self, months: int) -> Span:
        """The same span so many months later; ends of months stay ends of months."""
        last = add_months(self.last, months)
        if self.last == Month.of(self.last).last_day:
            last = Month.of(last).last_day
        return Span(add_months(self.first, months), last)

    def previous(self) -> Span:
        """The span just before, as long: as many months for whole months, as many days otherwise."""
        if self.months:
            return self.shifted(-self.months)
        return Span(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))

    def year_before(self) -> Span:
        """The same days a year before."""
        return self.shifted(-12)

    def __str__(self) -> str:
        if self.months == 12 and self.first.month == 1:
            return str(self.first.year)
        if self.months == 3 and self.first.month % 3 == 1:
            return str(Quarter.of(self.first))
        if self.months == 1:
            return str(Month.of(self.first))
        return _("du %(first)s au %(last)s") % {"first": f"{self.first:%d/%m/%Y}", "last": f"{self.last:%d/%m/%Y}"}


class SpanRefusedError(ValueError):
    """A period that cannot be asked for, with the sentence that says why."""


def span_asked(asked: Mapping[str, str]) -> Span | None:
    """Return the span of ``du`` and ``au`` (ISO days); ``None`` when neither is given.

    Raises ``SpanRefusedError`` for what is not a day, runs backwards, or is longer than ten years.
    """
    first, last = asked.get("du", "").strip(), asked.get("au", "").strip()
    if not first and not last:
        return None
    try:
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise SpanRefusedError(_("Donnez deux dates : le premier et le dernier jour de la période.")) from None
    if span.last < span.first:
        raise SpanRefusedError(_("La période se termine avant d’avoir commencé."))
    if not 1990 <= span.first.year <= span.last.year <= 2100 or span.last.year - span.first.year > LONGEST_YEARS:
        raise SpanRefusedError(_("Une période va de 1990 à 2100, et dure dix ans au plus."))
    return span


def days_of(span: Span) -> dict[str, str]:
    """A span as addresses say it."""
    return {"du": span.first.isoformat(), "au": span.last.isoformat()}


def offered(on: date) -> dict[str, tuple[str, Span]]:
    """The periods that a page offers, by their name in addresses and in boards, with their label.

    They are the last whole month, quarter and year, the present year so far (not in January), twelve months.
    """
    month, quarter = Month.of(on).previous(), Quarter.of(on).previous()
    found = {
        "mois": (_("Dernier mois"), Span.of_month(month)),
        "trimestre": (_("Dernier trimestre"), Span.of_quarter(quarter)),
        "annee": (_("Dernière année"), Span.of_year(on.year - 1)),
    }
    if on.month > 1:
        found["janvier"] = (_("Depuis janvier"), Span(date(on.year, 1, 1), month.last_day))
    return found | {"douze-mois": (_("Douze derniers mois"), Span(month.shifted(-11).first_day, month.last_day))}
