"""CYB-08: how many accounts may do everything."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.directory_rows import MEMORY, Directory, directories, label_of
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Measure, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import counted, short_day
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import BarChart, Chart, Series


@indicator
class Privileged(Indicator):
    """Accounts that may do everything, directory by directory."""

    code, family, icon, version = "CYB-08", Family.SECURITY, "key", "2"
    label = _("Comptes à privilèges")
    question = _("Combien de comptes peuvent tout faire ?")
    definition = _(
        "Comptes membres d’un groupe ou d’un rôle d’administration, comptes de service compris, selon la dernière "
        "mesure de chaque annuaire. Les administrateurs locaux des postes n’y sont pas : l’annuaire ne les connaît "
        "pas. On compte, on ne nomme pas, et un annuaire de moins de cinq comptes n’est ni montré ni compté."
    )
    formula = _("Somme, sur les annuaires, des comptes à privilèges de la dernière mesure.")
    unit, unit_one = _("comptes"), _("compte")
    direction = Direction.LOWER
    source = _("Mesures d’annuaire (Active Directory, Entra ID, LDAP…)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = MEMORY
    past = Past.FACTS
    past_reason = _("Chaque mesure porte son jour : la dernière avant la date demandée compte.")
    how_to_get = _(
        "Reliez l’annuaire, ou relevez chaque mois dans les mesures d’annuaire le nombre de membres des groupes "
        "d’administration."
    )
    dimensions = (Dimension("directory", _("Annuaire"), serves_people=True),)

    def read(self, scope: Scope, on: date) -> Reading:
        """One query: the measures of the place and below."""
        found = directories(scope, on)
        rows = found.counted(on, "privileged")
        accounts = sum(one.accounts for one in rows)
        return Reading(
            value=_sum(rows),
            period=_now("dernière mesure, %(day)s") % {"day": short_day(max(one.measured_on for one in rows))}
            if rows
            else "",
            detail=_now("pour %(count)s") % {"count": _accounts(accounts)},
            as_of=min((one.measured_on for one in rows), default=None),
            absent_because=_now("Aucun annuaire ne dit combien de comptes ont des privilèges."),
            notes=_notes(found.silent(on, "privileged")),
            breakdowns=(Breakdown("directory", tuple(_cell(one, rows) for one in rows)),),
            comparisons=(
                Comparison(
                    _now("un an plus tôt"),
                    _sum(found.counted_then(add_months(on, -12), "privileged", rows)),
                    _now("sur un an"),
                ),
            ),
            links=(ListLink(_now("Mesures d’annuaire"), "directory_measure"),),
            groups=found.groups(on, "privileged"),
        )

    def draw(self, shown: Measure) -> Chart | None:
        """Bars by directory, of those that are shown only."""
        cells = [cell for cell in shown.cells("directory") if cell.value is not None]
        if not cells:
            return None
        return BarChart(
            title=_now("Comptes à privilèges par annuaire"),
            unit=_now("comptes"),
            source=_now("mesures d’annuaire"),
            as_of=shown.as_of,
            categories=tuple(cell.label for cell in cells),
            series=(Series(_now("Comptes à privilèges"), tuple(cell.value for cell in cells)),),
            category_label=_now("Annuaire"),
        )


def _sum(rows: list[Directory]) -> int | None:
    return sum(one.privileged or 0 for one in rows) if rows else None


def _accounts(count: int) -> str:
    return counted(count, _now("compte ouvert"), _now("comptes ouverts"))


def _cell(one: Directory, rows: list[Directory]) -> Cell:
    return Cell(
        one.key,
        label_of(one, rows),
        value=one.privileged,
        text=_now("pour %(count)s, le %(day)s")
        % {
            "count": _accounts(one.accounts),
            "day": short_day(one.measured_on),
        },
    )


def _notes(silent: list[Directory]) -> tuple[str, ...]:
    if not silent:
        return ()
    names = ", ".join(label_of(one, silent) for one in silent)
    return (_now("Hors du calcul, faute de dire les comptes à privilèges : %(names)s.") % {"names": names},)
