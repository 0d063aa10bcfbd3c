"""The share of applications of which something is so: what four indicators of security and compliance share."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import Application, ApplicationState, Criticality
from gouvernail.indicators.base import Dimension, Direction, Indicator, Text
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, rate
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import DonutChart

ALIVE = Q(state__in=(ApplicationState.IN_USE, ApplicationState.LEAVING))
CRITICAL = ALIVE & Q(criticality__gte=Criticality.HIGH)


class ApplicationShare(Indicator):
    """Applications that hold, out of those concerned.

    ``answers`` says for each whether it holds, and ``None`` when nobody wrote it. Where ``silence_is_no``, what nobody
    wrote counts as not done, as soon as one application at least says something; elsewhere it stays out of the figure.
    """

    unit = "%"
    direction = Direction.HIGHER
    source = _("Cartographie des applications")
    owner_role = _("Référent SI")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("La cartographie garde la dernière date seulement : celle d’avant est remplacée.")
    dimensions = (Dimension("answer", _("Réponse")),)
    concerned: ClassVar[Q]
    fields: ClassVar[tuple[str, ...]]
    list_query: ClassVar[str] = ""
    silence_is_no: ClassVar[bool] = True
    words: ClassVar[tuple[Text, Text]]
    nothing: ClassVar[Text]

    @abstractmethod
    def holds(self, values: tuple, on: date) -> bool | None:
        """Whether an application holds, from the values of ``fields``; ``None`` when it is not written."""

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: the applications concerned, and freshness."""
        rows = scope.rows(Application).filter(self.concerned).order_by().values_list(*self.fields)
        answers = Counter(self._answers(rows, on))
        whole = answers[True] + answers[False] + (answers[None] if self.silence_is_no else 0)
        known = bool(answers[True] or answers[False])
        as_of = last_read_of(scope, Application, on)
        cells = self._cells(answers) if known else ()
        return Reading(
            value=rate(answers[True], whole) if known else None,
            numerator=answers[True] if known else None,
            denominator=whole if known else None,
            period=at_day(on),
            detail=_now("%(yes)s sur %(whole)s") % {"yes": answers[True], "whole": whole} if known else "",
            tone="neutral" if not known else "good" if answers[True] == whole else "risk",
            as_of=as_of,
            absent_because=str(self.nothing),
            chart=DonutChart(
                title=str(self.label), unit=_now("applications"), source=_now("cartographie des applications"),
                as_of=as_of, parts=tuple((cell.label, cell.value) for cell in cells), centre_label=_now("applications"),
            )
            if known
            else None,
            breakdowns=(Breakdown("answer", cells),) if cells else (),
            links=(ListLink(_now("Applications"), "application", self.list_query),),
        )  # fmt: skip

    def _answers(self, rows: Iterable[tuple], on: date) -> Iterable[bool | None]:
        return (self.holds(values, on) for values in rows)

    def _cells(self, answers: Counter[bool | None]) -> tuple[Cell, ...]:
        labels = ((True, self.words[0]), (False, self.words[1]), (None, _now("Non renseigné")))
        return tuple(Cell(str(key), str(label), value=answers[key]) for key, label in labels if answers[key])


def within_a_year(day: date | None, on: date) -> bool | None:
    """Whether a day is less than twelve months old; ``None`` without one. A day to come has not been yet."""
    return None if day is None else add_months(on, -12) < day <= on
