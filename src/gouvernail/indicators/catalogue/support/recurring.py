"""SUP-04: requests that come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.catalogue.support.resolution import twelve_months
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import Known, known, requests_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rate
from gouvernail.kernel.periods import Month, months_between
from gouvernail.support.models import RequestKind

FEWEST = 5
MEASURED = (794, 836, 940)
"""On the half of the labelled sample kept for measuring (``tests/data/recurring.csv``), over ten keys: how many were
rightly said to come back, out of how many said so, out of how many do."""
SAMPLE = 167

Again = dict[tuple[Month, str], tuple[int, int]]


@indicator
class RecurringRequests(SpanIndicator):
    """The share of requests that follow, within thirty days, one like them or about the same equipment."""

    code, family, icon = "SUP-04", Family.SUPPORT, "refresh"
    label = _("Demandes récurrentes")
    question = _("Quelles demandes reviennent, faute d’avoir traité leur cause ?")
    definition = _(
        "Part des demandes qui suivent, à trente jours au plus et dans la même collectivité, une demande de la même "
        "catégorie dont l’intitulé se ressemble, ou une demande sur le même équipement. Les demandes sans intitulé (ou "
        "sans catégorie) ni équipement restent hors du calcul."
    )
    formula = _(
        "Demandes qui en suivent une autre / demandes comparables. L’intitulé est ramené à ses mots qui disent l’objet "
        "(ni « bonjour », ni « en panne », ni nombres, ni courriels, ni « Mme Untel »), puis à ses groupes de trois "
        "lettres : fautes de frappe et ordre des mots comptent peu. Deux intitulés se ressemblent s’ils partagent au "
        "moins 40 % de ces groupes, estimés par MinHash (64 empreintes d’un octet) ; les candidats viennent de "
        "bandes de trois octets (LSH). L’intitulé n’est pas gardé : seuls restent 64 octets, calculés à la lecture "
        "avec la clé de l’installation, et un nombre pour l’équipement."
    )
    version = "2"
    unit = "%"
    direction = Direction.LOWER
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 45
    how_to_get = _(
        "Importez les demandes avec leur catégorie et leur intitulé, ou l’équipement ; sur une source reliée, cochez "
        "« Lire les intitulés » dans ses réglages."
    )
    dimensions = (Dimension("kind", _("Nature")),)

    def usual_span(self, on: date) -> Span:
        """The last twelve whole months."""
        return twelve_months(on)

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Eight queries at most; only whole months are counted."""
        seen = known(scope, on)
        months = _read(scope, twelve_months(on))
        again, told = _sums(_read(scope, span)) if seen.holds(span) or span == self.usual_span(on) else (0, 0)
        enough = told >= FEWEST
        cells = tuple(_cells(_read(scope, span))) if enough else ()
        before = tuple(
            (str(other), other, since)
            for other, since in (
                (span.previous(), _now("sur la période d’avant")),
                (span.year_before(), _now("sur un an")),
            )
        )
        return Reading(
            value=rate(again, told) if enough else None,
            numerator=again if enough else None,
            denominator=told if enough else None,
            period=_now("douze derniers mois écoulés") if span == self.usual_span(on) else str(span),
            detail=_now("sur %(count)s")
            % {"count": counted(told, _now("demande comparable"), _now("demandes comparables"))},
            as_of=seen.as_of,
            absent_because=_now("Moins de cinq demandes ont un intitulé et une catégorie, ou un équipement."),
            notes=(precision_note(),) if enough else (),
            chart=bars(
                cells, title=_now("Part de demandes récurrentes, par nature"), unit="%",
                source=_now("registre des demandes"), as_of=seen.as_of, category=_now("Nature"),
            ),
            breakdowns=(Breakdown("kind", cells, "%"),) if cells else (),
            comparisons=tuple(
                Comparison(label, _share(scope, seen, other), since)
                for label, other, since in (before[1:] if span.months == 12 else before)
            ),
            trend=tuple(
                TrendPoint(str(month), _of_month(months, month) if seen.holds_month(month) else None)
                for month in months_between(twelve_months(on).first, twelve_months(on).last)
            ),
            links=(ListLink(_now("Toutes les demandes"), "request"),),
            groups=served(scope, on).groups,
        )  # fmt: skip

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """One query for all the months."""
        seen, found = known(scope, on), _read(scope, Span(months[0].first_day, months[-1].last_day))
        return {month: _of_month(found, month) if seen.holds_month(month) else None for month in months}


def precision_note() -> str:
    """Say how often the method is right and what it misses, on the sample labelled by hand."""
    right, said, true = MEASURED
    return _now(
        "Sur un échantillon de %(sample)s demandes fictives étiquetées à la main, %(precision)s %% de celles qui sont "
        "dites récurrentes le sont, et %(recall)s %% de celles qui le sont sont vues."
    ) % {"sample": SAMPLE, "precision": _percent(right, said), "recall": _percent(right, true)}


def _percent(part: int, whole: int) -> int:
    return round(Decimal(100 * part) / whole)


def _read(scope: Scope, span: Span) -> Again:
    return requests_of(scope).recurring(span.first, span.last)


def _sums(found: Again) -> tuple[int, int]:
    return sum(again for again, _told in found.values()), sum(told for _again, told in found.values())


def _share(scope: Scope, seen: Known, span: Span):
    again, told = _sums(_read(scope, span))
    return rate(again, told) if seen.holds(span) and told >= FEWEST else None


def _of_month(found: Again, month: Month):
    again, told = _sums({key: pair for key, pair in found.items() if key[0] == month})
    return rate(again, told) if told >= FEWEST else None


def _cells(found: Again):
    for kind in RequestKind:
        again, told = _sums({key: pair for key, pair in found.items() if key[1] == kind})
        if told:
            yield Cell(
                kind, str(kind.label), value=rate(again, told) if told >= FEWEST else None,
                text=_now("%(again)s sur %(told)s") % {"again": again, "told": told}, numerator=again, denominator=told,
                link=ListLink(_now("Demandes de cette nature, toutes dates"), "request", f"kind={kind}"),
            )  # fmt: skip
