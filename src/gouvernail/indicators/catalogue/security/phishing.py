"""CYB-07: who clicks, by department and never by person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.awareness.models import Campaign, CampaignResult
from gouvernail.awareness.queries import people_group
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Measure, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import counted, rate
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.protection import Group
from gouvernail.ui.charts.model import BarChart, Chart, Series

CAMPAIGNS = 8
"""How many campaigns the trend goes back."""


@dataclass(frozen=True)
class Result:
    """What one department did in one campaign."""

    department: int
    name: str
    organisation: str
    path: str
    headcount: int | None
    recipients: int
    clicked: int

    @property
    def group(self) -> Group:
        """The people reached, whom this result must not let be counted when they are too few."""
        return people_group(self.path, self.department, self.headcount, self.recipients, self.clicked)


@indicator
class PhishingClicks(Indicator):
    """The share of people reached who clicked, in the latest campaign, by department."""

    code, family, icon = "CYB-07", Family.SECURITY, "fish-hook"
    label = _("Taux de clic à l’hameçonnage")
    question = _("Les agents reconnaissent-ils un courriel piégé ?")
    definition = _(
        "Part des destinataires de la dernière campagne d’hameçonnage simulé qui ont cliqué ; chaque personne compte "
        "une fois. Les résultats viennent par service, jamais par personne, et un service de moins de cinq "
        "destinataires n’est pas montré."
    )
    formula = _("Personnes qui ont cliqué / destinataires.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Campagnes d’hameçonnage simulé")
    owner_role = _("Référent SI")
    frequency = _("à chaque campagne")
    freshness_days = 365
    past = Past.FACTS
    past_reason = _("Chaque campagne porte son jour : la dernière avant la date demandée compte.")
    compares = by_month = False
    how_to_get = _("Importez les résultats d’une campagne d’hameçonnage simulé, comptés par service.")
    dimensions = (Dimension("department", _("Service"), serves_people=True),)
    references = (
        Reference(
            label=_("Taux de clic visé après plusieurs campagnes"),
            value=Decimal(5),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Ordre de grandeur proposé par Gouvernail, sans source publiée ; à fixer en COPIL."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: the latest campaigns that reached the place, and their results in its whole tree."""
        campaigns = list(
            Campaign.objects.filter(
                sent_on__lte=on,
                pk__in=scope.rows(CampaignResult, "department__organisation__path").values("campaign"),
            ).order_by("-sent_on", "-pk")[:CAMPAIGNS]
        )
        results = _results(scope, campaigns)
        if not campaigns:
            return Reading(absent_because=_now("Aucune campagne d’hameçonnage n’est enregistrée."))
        last = campaigns[0]
        reached = results[last.pk]
        here = [one for one in reached if one.path.startswith(scope.path)]
        clicked, recipients = _sums(here)
        return Reading(
            value=rate(clicked, recipients),
            numerator=clicked,
            denominator=recipients,
            period=f"{last.name}, {last.sent_on:%d/%m/%Y}",
            detail=_now("%(clicked)s sur %(recipients)s")
            % {
                "clicked": counted(clicked, _now("clic"), _now("clics")),
                "recipients": counted(recipients, _now("destinataire"), _now("destinataires")),
            },
            as_of=last.sent_on,
            absent_because=_now("La dernière campagne n’a touché personne ici."),
            breakdowns=(Breakdown("department", _cells(here), "%"),),
            comparisons=tuple(_comparisons(scope, campaigns, results)),
            trend=tuple(
                TrendPoint(one.name, _rate_here(scope, results[one.pk]), _groups(results[one.pk]))
                for one in reversed(campaigns)
            ),
            links=(ListLink(_now("Campagnes"), "campaign"),),
            groups=_groups(reached),
        )

    def draw(self, shown: Measure) -> Chart | None:
        """Bars by department, of those that are shown only."""
        cells = [cell for cell in shown.cells("department") if not cell.withheld and cell.value is not None]
        if not cells:
            return None
        cells.sort(key=lambda cell: -cell.value)
        return BarChart(
            title=_now("Taux de clic par service"),
            summary=_withheld_sentence(shown.withheld),
            unit="%",
            source=_now("campagnes d’hameçonnage"),
            as_of=shown.as_of,
            categories=tuple(cell.label for cell in cells),
            series=(Series(_now("Taux de clic"), tuple(float(cell.value) for cell in cells)),),
            category_label=_now("Service"),
        )


def _results(scope: Scope, campaigns: list[Campaign]) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = defaultdict(list)
    rows = scope.rows_of_tree(CampaignResult, "department__organisation__path").filter(
        campaign__in=[one.pk for one in campaigns]
    )
    for campaign, *values in rows.order_by("department__name", "pk").values_list(
        "campaign_id",
        "department_id",
        "department__name",
        "department__organisation__name",
        "department__organisation__path",
        "department__headcount",
        "recipients",
        "clicked",
    ):
        found[campaign].append(Result(*values))
    return found


def _groups(results: list[Result]) -> tuple[Group, ...]:
    return tuple(one.group for one in results)


def _sums(results: list[Result]) -> tuple[int, int]:
    return sum(one.clicked for one in results), sum(one.recipients for one in results)


def _rate_here(scope: Scope, results: list[Result]) -> Decimal | None:
    return rate(*_sums([one for one in results if one.path.startswith(scope.path)]))


def _comparisons(scope: Scope, campaigns: list[Campaign], results: dict[int, list[Result]]):
    """The campaign before, and the latest one that was about a year before: campaigns never fall on the same day."""
    last, *earlier = campaigns
    year_before = add_months(last.sent_on, -11)
    chosen = [(_now("depuis la campagne d’avant"), earlier[0])] if earlier else []
    chosen += [(_now("sur un an"), one) for one in earlier if one.sent_on <= year_before][:1]
    for since, campaign in chosen:
        reached = results[campaign.pk]
        label = f"{campaign.name}, {campaign.sent_on:%d/%m/%Y}"
        yield Comparison(label, _rate_here(scope, reached), since, _groups(reached))


def _cells(here: list[Result]) -> tuple[Cell, ...]:
    several = len({one.path for one in here}) > 1
    return tuple(
        Cell(
            one.group.key,
            f"{one.name} ({one.organisation})" if several else one.name,
            value=rate(one.clicked, one.recipients),
            text=_now("%(clicked)s sur %(recipients)s") % {"clicked": one.clicked, "recipients": one.recipients},
            numerator=one.clicked,
            denominator=one.recipients,
        )
        for one in here
    )


def _withheld_sentence(count: int) -> str:
    if not count:
        return ""
    return _now("%(count)s non montrés : ils permettraient de lire le résultat de moins de cinq personnes.") % {
        "count": counted(count, _now("service"), _now("services"))
    }
