"""COL-02: how much the collaboration tools hold, and how fast it grows."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.usage_rows import ends, usages
from gouvernail.indicators.wording import short_day
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import LineChart, Series


@indicator
class Volume(Indicator):
    """Gigabytes held by the collaboration tools."""

    code, family, icon = "COL-02", Family.COLLABORATION, "database"
    label = _("Volume des outils collaboratifs")
    question = _("Combien de données les outils collaboratifs tiennent-ils, et à quel rythme ?")
    definition = _(
        "Volume occupé, en gigaoctets, à la dernière mesure de chaque outil, et son évolution. Les sauvegardes et les "
        "versions ne sont comptées que si l’outil les compte."
    )
    formula = _("Somme, sur les outils, du volume de la dernière mesure.")
    unit = _("Go")
    direction = Direction.CONTEXT
    source = _("Mesures d’usage des outils (Nextcloud…)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 62
    past = Past.FACTS
    past_reason = _("Chaque mesure porte son jour : la dernière avant la date demandée compte.")
    how_to_get = _("Relevez chaque mois le volume dans l’administration de l’outil, ou connectez-le.")
    dimensions = (Dimension("tool", _("Outil")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: the measures of the tree of the place, and its headcounts."""
        found = usages(scope, on)
        held, before = found.total(on, "volume_gb"), found.total(add_months(on, -12), "volume_gb")
        days = ends(on)
        return Reading(
            value=held,
            period=_now("au %(day)s") % {"day": short_day(found.as_of(on))} if found.as_of(on) else "",
            as_of=found.as_of(on),
            absent_because=_now("Aucune mesure d’usage n’est enregistrée."),
            chart=LineChart(
                title=_now("Volume, mois par mois"),
                unit=_now("Go"),
                source=_now("mesures d’usage"),
                as_of=found.as_of(on),
                categories=tuple(f"{day:%m/%Y}" for day in days),
                series=(Series(_now("Volume"), tuple(found.total(day, "volume_gb") for day in days)),),
                category_label=_now("Mois"),
            )
            if held is not None
            else None,
            breakdowns=(
                Breakdown(
                    "tool",
                    tuple(Cell(tool, tool, value=value) for tool, value in found.by_tool(on, "volume_gb").items()),
                    _now("Go"),
                ),
            ),
            comparisons=(
                Comparison(
                    _now("trois mois plus tôt"), found.total(add_months(on, -3), "volume_gb"), _now("sur trois mois")
                ),
                Comparison(_now("un an plus tôt"), before, _now("sur un an")),
            ),
            trend=tuple(TrendPoint(short_day(day), found.total(day, "volume_gb")) for day in days),
            links=(ListLink(_now("Mesures d’usage"), "usage"),),
        )
