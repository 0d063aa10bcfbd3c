"""CYB-02: which computers are protected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import equipment_read, place_names, workstations_in_use
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate
from gouvernail.ui.charts.model import GaugeChart

Row = tuple[int | None, str | None, str | None, bool | None, int]


@indicator
class AntivirusCoverage(Indicator):
    """The share of computers protected by an antivirus, and the list of those that are not."""

    code, family, icon = "CYB-02", Family.SECURITY, "shield-check"
    label = _("Postes protégés par antivirus")
    question = _("Quels postes ne sont pas protégés ?")
    definition = _(
        "Part des postes fixes et portables en service notés protégés par un antivirus ou un EDR, parmi ceux pour "
        "lesquels l’information est connue. Un poste sans information n’est ni protégé ni exposé : il est compté à "
        "part, et reste à vérifier."
    )
    formula = _("Postes protégés / postes dont la protection est connue.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 60
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez la protection des postes, à la main ou par l’import de la console antivirus.")
    dimensions = (Dimension("protection", _("Protection")), Dimension("site", _("Site")))
    references = (
        Reference(
            label=_("Tous les postes protégés"),
            value=Decimal(100),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Objectif proposé par Gouvernail, à confirmer en COPIL."),
            is_target=True,
        ),
        Reference(
            label=_("Communes de moins de 25 000 habitants qui ont un antivirus"),
            value=Decimal(85),
            unit="%",
            since=date(2023, 12, 31),
            source=_("Baromètre 2023 de Cybermalveillance.gouv.fr ; compte des collectivités, pas des postes."),
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by site and protection, and freshness."""
        rows = workstations_in_use(scope)
        found: list[Row] = list(
            rows.values_list("site_id", "site__name", "site__organisation__name", "protected").annotate(n=Count("pk"))
        )
        protected, exposed, unknown = (sum(row[4] for row in found if row[3] is state) for state in (True, False, None))
        known = protected + exposed
        value = rate(protected, known)
        as_of = equipment_read(scope, on, WORKSTATIONS)
        return Reading(
            value=value,
            numerator=protected if known else None,
            denominator=known or None,
            period=at_day(on),
            detail=_detail(exposed, unknown) if known else "",
            tone="neutral" if not known else "alert" if exposed else "risk" if unknown else "good",
            as_of=as_of,
            absent_because=_now("La protection d’aucun poste n’est renseignée."),
            notes=_notes(unknown),
            chart=_chart(value, protected, known, exposed, as_of),
            breakdowns=(
                Breakdown("protection", _states(protected, exposed, unknown)),
                Breakdown("site", _sites(found), "%"),
            ),
            links=(
                ListLink(_now("Postes sans antivirus"), "equipment", "vue=sans-antivirus"),
                ListLink(_now("Postes à vérifier"), "equipment", "vue=postes&protected=none"),
            ),
        )


def _detail(exposed: int, unknown: int) -> str:
    detail = _now("%(count)s sans antivirus") % {"count": counted(exposed, _now("poste"), _now("postes"))}
    return _now("%(detail)s, %(count)s à vérifier") % {"detail": detail, "count": unknown} if unknown else detail


def _notes(unknown: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    return (
        _now("%(count)s sans information : hors du calcul, à vérifier.")
        % {"count": counted(unknown, _now("poste"), _now("postes"))},
    )


def _states(protected: int, exposed: int, unknown: int) -> tuple[Cell, ...]:
    rows = (
        ("yes", _now("Protégés"), protected, "vue=postes&protected=true"),
        ("no", _now("Sans antivirus"), exposed, "vue=sans-antivirus"),
        ("unknown", _now("Sans information"), unknown, "vue=postes&protected=none"),
    )
    return tuple(
        Cell(key, label, value=count, link=ListLink(_now("Liste de ces postes"), "equipment", query))
        for key, label, count, query in rows
        if count
    )


def _sites(found: list[Row]) -> tuple[Cell, ...]:
    names = place_names([(site, organisation) for _pk, site, organisation, _state, _n in found])
    counts: dict[tuple[int | None, str], dict[bool | None, int]] = {}
    for pk, site, organisation, state, n in found:
        counts.setdefault((pk, names[(site, organisation)]), {})[state] = n
    cells = []
    for (pk, label), states in sorted(counts.items(), key=lambda one: (one[0][0] is None, one[0][1])):
        protected, known = states.get(True, 0), states.get(True, 0) + states.get(False, 0)
        share = rate(protected, known)
        text = _now("%(protected)s sur %(known)s, %(exposed)s sans antivirus") % {
            "protected": protected,
            "known": known,
            "exposed": states.get(False, 0),
        }
        cells.append(
            Cell(
                str(pk or "none"),
                label,
                value=share,
                text=text if known else _now("non renseigné"),
                numerator=protected if known else None,
                denominator=known or None,
                link=ListLink(_now("Postes sans antivirus de ce site"), "equipment", f"vue=sans-antivirus&site={pk}")
                if pk and states.get(False)
                else None,
            )
        )
    return tuple(cells)


def _chart(value: Decimal | None, protected: int, known: int, exposed: int, as_of: date | None) -> GaugeChart | None:
    if value is None:
        return None
    return GaugeChart(
        title=_now("Postes protégés par antivirus"),
        unit="%",
        source=_now("inventaire du parc"),
        as_of=as_of,
        percent=float(value),
        target=100,
        caption=_now("%(protected)s postes sur %(known)s") % {"protected": protected, "known": known},
        tone="alert" if exposed else "good",
    )
