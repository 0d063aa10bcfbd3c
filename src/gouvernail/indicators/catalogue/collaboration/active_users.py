"""COL-01: how many accounts of a collaboration tool are used."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Measure, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.showing import kept_back_cell
from gouvernail.indicators.usage_rows import Usages, ends, usages
from gouvernail.indicators.wording import counted, rate, short_day, written
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import LineChart, Series


@indicator
class ActiveUsers(Indicator):
    """Accounts used within thirty days, as the tool counts them."""

    code, family, icon = "COL-01", Family.COLLABORATION, "users"
    label = _("Utilisateurs actifs des outils collaboratifs")
    question = _("Les outils collaboratifs servent-ils ?")
    definition = _(
        "Comptes utilisés dans les trente jours qui précèdent la dernière mesure, tels que l’outil les compte, "
        "outil par outil. L’outil ne donne que des totaux : la répartition par service demandée n’est pas tenue, et "
        "personne n’est suivi. Sous cinq comptes, rien n’est montré."
    )
    formula = _("Somme, sur les outils, des comptes actifs de la dernière mesure.")
    unit, unit_one = _("comptes actifs"), _("compte actif")
    direction = Direction.HIGHER
    source = _("Mesures d’usage des outils (Nextcloud…)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 62
    past = Past.FACTS
    past_reason = _("Chaque mesure porte son jour : la dernière avant la date demandée compte.")
    how_to_get = _("Relevez chaque mois les comptes actifs dans l’administration de l’outil, ou connectez-le.")
    dimensions = (Dimension("tool", _("Outil")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: the measures of the tree of the place, and its headcounts."""
        found = usages(scope, on)
        last = found.at(on)
        active = found.total(on, "active_users")
        accounts = sum(one.accounts for one in last if one.accounts is not None and one.active_users is not None)
        return Reading(
            value=active,
            numerator=active,
            denominator=accounts or None,
            period=_now("30 jours, au %(day)s") % {"day": short_day(max(one.measured_on for one in last))}
            if last
            else "",
            detail=_now("%(share)s %% de %(count)s")
            % {"share": written(rate(active, accounts)), "count": counted(accounts, _now("compte"), _now("comptes"))}
            if active is not None and accounts
            else "",
            as_of=found.as_of(on),
            absent_because=_now("Aucune mesure d’usage n’est enregistrée."),
            breakdowns=(Breakdown("tool", _cells(found, on)),),
            comparisons=tuple(
                Comparison(label, found.total(day, "active_users"), since, found.groups(day))
                for label, day, since in (
                    (_now("trois mois plus tôt"), add_months(on, -3), _now("sur trois mois")),
                    (_now("un an plus tôt"), add_months(on, -12), _now("sur un an")),
                )
            ),
            trend=tuple(
                TrendPoint(short_day(day), found.total(day, "active_users"), found.groups(day)) for day in ends(on)
            ),
            links=(ListLink(_now("Mesures d’usage"), "usage"),),
            groups=found.groups(on),
        )

    def draw(self, shown: Measure) -> LineChart | None:
        """Month by month, of what may be shown of each: accounts may have been fewer than five then."""
        if shown.value is None:
            return None
        return LineChart(
            title=_now("Comptes actifs, mois par mois"),
            unit=_now("comptes"),
            source=_now("mesures d’usage"),
            as_of=shown.as_of,
            categories=tuple(f"{day:%m/%Y}" for day in ends(shown.on)),
            series=(Series(_now("Comptes actifs"), shown.trend_values),),
            category_label=_now("Mois"),
        )


def _cells(found: Usages, on: date) -> tuple[Cell, ...]:
    tools = found.by_tool(on, "active_users").items()
    if not found.tells_tools_apart(on):
        return tuple(kept_back_cell(tool, tool) for tool, _active in tools)
    return tuple(Cell(tool, tool, value=active) for tool, active in tools)
