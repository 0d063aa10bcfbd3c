"""PAT-05: what must be renewed within twenty-four months, and for how much."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import equipment_in_use, equipment_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import LIFETIME
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.renewal_rows import MONTHS_AHEAD, PAST, Due, Dues, read_dues, read_sites
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import amounts, counted
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import ColumnChart, Series


@indicator
class Renewals(Indicator):
    """Equipment to renew within twenty-four months, by budget year, type and site, with its purchase price."""

    code, family, icon = "PAT-05", Family.ESTATE, "refresh"
    label = _("Renouvellements sous 24 mois")
    question = _("Combien d’équipements faudra-t-il renouveler, et pour quel montant ?")
    definition = _(
        "Équipements en service dont le remplacement prévu tombe avant vingt-quatre mois ou, si aucun n’est prévu, qui "
        "atteignent d’ici là leur durée de vie visée, comptée depuis la mise en service ou l’achat. Ceux qui l’ont "
        "déjà dépassée sont comptés comme échus. Une date partielle compte par son dernier jour. L’année budgétaire "
        "est celle de l’échéance. Le montant est le prix d’achat connu, sans actualisation ; à défaut, le prix "
        "unitaire du type en vigueur, dit comme une estimation ; HT et TTC ne s’additionnent pas ; sans l’un ni "
        "l’autre, il n’y a pas de montant."
    )
    formula = _(
        "Nombre d’équipements à échéance ; somme de leurs prix d’achat, à défaut du prix unitaire de leur type."
    )
    version = "2"
    unit, unit_one = _("équipements"), _("équipement")
    direction = Direction.CONTEXT
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("annuelle, avant le budget")
    freshness_days = 120
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _(
        "Renseignez le remplacement prévu, ou la date de mise en service, et le prix d’achat ou celui du type (« Prix "
        "unitaires »)."
    )
    dimensions = (
        Dimension("year", _("Année budgétaire")),
        Dimension("type", _("Type")),
        Dimension("site", _("Site")),
    )
    references = LIFETIME

    def read(self, scope: Scope, on: date) -> Reading:
        """Six queries: cohorts, the dates of months that a day cuts, unit prices, sites, and freshness."""
        rows = equipment_in_use(scope)
        dues = read_dues(scope.place, on)
        whole, years = dues.whole, dues.by_year
        as_of = equipment_read(scope, on)
        dated = dues.total - dues.undated
        return Reading(
            value=whole.count if dated else None,
            numerator=whole.count if dated else None,
            denominator=dated if dated else None,
            period=_now("jusqu’au %(day)s") % {"day": f"{add_months(on, MONTHS_AHEAD):%d/%m/%Y}"},
            detail=_money(whole) if whole.count else "",
            tone="risk" if PAST in years else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun équipement en service n’a de date de mise en service ni de remplacement prévu."),
            notes=_notes(dues),
            chart=_chart(years, as_of) if whole.count else None,
            breakdowns=(
                Breakdown("year", tuple(_cell(key, _label(key), due) for key, due in years.items())),
                Breakdown("type", _types(dues)),
                Breakdown("site", tuple(_site(*found) for found in read_sites(scope.place, rows, on))),
            )
            if dated
            else (),
            links=(
                ListLink(
                    _now("Équipements en service, les plus anciens d’abord"),
                    "equipment",
                    "state=en_service&tri=in_service_on",
                ),
            ),
        )


def _money(due: Due) -> str:
    parts = [amounts(due.prices)] if due.prices else []
    if due.estimates:
        parts.append(_now("%(money)s estimés") % {"money": amounts(due.estimates)})
    if not parts:
        return _now("montant non renseigné")
    money = " + ".join(parts)
    return _now("au moins %(money)s") % {"money": money} if due.unpriced else money


def _notes(dues: Dues) -> tuple[str, ...]:
    notes, whole = [], dues.whole
    if whole.estimated:
        notes.append(
            _now("%(count)s sans prix d’achat, au prix unitaire du type.")
            % {"count": counted(whole.estimated, _now("équipement"), _now("équipements"))}
        )
    if whole.unpriced:
        notes.append(
            _now("%(count)s sans aucun prix, hors du montant.")
            % {"count": counted(whole.unpriced, _now("équipement"), _now("équipements"))}
        )
    if dues.undated:
        notes.append(
            _now("%(count)s sans date : hors du calcul.")
            % {"count": counted(dues.undated, _now("équipement en service"), _now("équipements en service"))}
        )
    if len(whole.prices.keys() | whole.estimates.keys()) > 1:
        notes.append(_now("Les bases de prix diffèrent (HT, TTC ou non précisée) : les montants restent séparés."))
    return tuple(notes)


def _types(dues: Dues) -> tuple[Cell, ...]:
    return tuple(
        _cell(
            kind,
            str(kind.label),
            dues.by_type[kind],
            ListLink(_now("Équipements de ce type"), "equipment", f"type={kind}&state=en_service&tri=in_service_on"),
        )
        for kind in EquipmentType
        if kind in dues.by_type
    )


def _site(pk: int | None, label: str, due: Due) -> Cell:
    query = f"site={pk}&state=en_service&tri=in_service_on"
    link = ListLink(_now("Équipements de ce site"), "equipment", query) if pk else None
    return _cell(str(pk or "none"), label, due, link)


def _cell(key: str, label: str, due: Due, link: ListLink | None = None) -> Cell:
    text = _money(due)
    if due.unpriced and (due.prices or due.estimates):
        text = _now("%(money)s, %(count)s sans prix") % {"money": text, "count": due.unpriced}
    return Cell(key, label, value=due.count, text=text, link=link)


def _label(key: str) -> str:
    return _now("Déjà échus") if key == PAST else key


def _chart(years: dict[str, Due], as_of: date | None) -> ColumnChart:
    return ColumnChart(
        title=_now("Équipements à renouveler, par année"),
        unit=_now("équipements"),
        source=_now("inventaire du parc"),
        as_of=as_of,
        categories=tuple(_label(key) for key in years),
        series=(Series(_now("À renouveler"), tuple(due.count for due in years.values())),),
        category_label=_now("Année"),
    )
