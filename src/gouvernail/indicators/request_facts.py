"""What the indicators of requests share: since when requests are known, and counts over any days, asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.indicators.freshness import day_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import short_day
from gouvernail.kernel.periods import Month, months_between
from gouvernail.support.models import RequestKind
from gouvernail.support.reading import PlaceRequests

Counts = dict[tuple[Month, str], int]


@dataclass(frozen=True)
class Known:
    """The days over which requests are known: from the first one to the last reading of the tool."""

    first: date | None
    as_of: date | None

    def holds(self, span: Span) -> bool:
        """Whether all the days of a span are known, to the month for the first one."""
        if self.first is None or self.as_of is None:
            return False
        return Month.of(span.first) >= Month.of(self.first) and span.last <= self.as_of

    def holds_month(self, month: Month) -> bool:
        """Whether a whole month is known."""
        return self.holds(Span.of_month(month))

    def why_not(self, span: Span, on: date) -> str:
        """Say why a span is not known."""
        if self.first is None or self.as_of is None:
            return _("Aucune demande n’est enregistrée.")
        if span.last > on:
            return _("La période n’est pas terminée : son chiffre n’existe pas encore.")
        if self.as_of < span.last:
            return _("La dernière lecture des demandes (%(day)s) précède la fin de la période.") % {
                "day": short_day(self.as_of)
            }
        return _("Les demandes sont connues depuis le %(day)s : la période n’est pas complète.") % {
            "day": short_day(self.first)
        }


def requests_of(scope: Scope) -> PlaceRequests:
    """Return the monthly rows of the requests of a scope: one query for all that a page asks of them."""
    return scope.once("requests", lambda: PlaceRequests(scope.place))


def known(scope: Scope, on: date) -> Known:
    """Return over which days requests are known at a scope."""
    state = scope.once(("requests known", on), lambda: requests_of(scope).state(on))
    return Known(state.first, day_of(state.last_read, on))


def openings(scope: Scope, first: date, last: date) -> Counts:
    """Return the requests opened between two days by month and kind, once for each pair of days."""
    return scope.once(("openings", first, last), lambda: requests_of(scope).openings(first, last))


def total(counts: Counts, span: Span) -> int:
    """Add up the months of a span of whole months."""
    return sum(by_kind(counts, span).values())


def by_kind(counts: Counts, span: Span) -> dict[str, int]:
    """Add up the months of a span of whole months, kind by kind."""
    totals: dict[str, int] = {}
    for month in months_between(span.first, span.last):
        for kind in RequestKind.values:
            if n := counts.get((month, kind)):
                totals[kind] = totals.get(kind, 0) + n
    return totals
