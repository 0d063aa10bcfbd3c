"""CYB-01: how many accounts a stolen password is not enough to open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.directory_rows import MEMORY, Directory, directories, label_of
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Measure, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import counted, rate, short_day
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import Chart, GaugeChart

TARGET = 95


@indicator
class SecondFactor(Indicator):
    """The share of open accounts protected by a second factor, directory by directory."""

    code, family, icon, version = "CYB-01", Family.SECURITY, "key", "2"
    label = _("Comptes protégés par un second facteur")
    question = _("Un mot de passe volé suffit-il à entrer ?")
    definition = _(
        "Comptes de personnes ouverts et munis d’un second facteur, rapportés aux comptes ouverts, selon la dernière "
        "mesure de chaque annuaire. Un annuaire qui ne dit pas le second facteur reste hors du calcul ; un agent qui a "
        "un compte dans deux annuaires y compte deux fois. Aucun compte n’est nommé, et un annuaire de moins de cinq "
        "comptes n’est ni montré ni compté. Les comptes à privilèges sont dénombrés à part (CYB-08)."
    )
    formula = _("Comptes avec second facteur / comptes ouverts des mêmes annuaires.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Mesures d’annuaire (Entra ID, LDAP…)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = MEMORY
    past = Past.FACTS
    past_reason = _("Chaque mesure porte son jour : la dernière avant la date demandée compte.")
    how_to_get = _(
        "Reliez l’annuaire (Microsoft Graph donne le second facteur), ou relevez chaque mois dans les mesures "
        "d’annuaire le nombre de comptes ouverts et de ceux qui ont un second facteur."
    )
    dimensions = (Dimension("directory", _("Annuaire"), serves_people=True),)
    references = (
        Reference(
            label=_("Comptes protégés par un second facteur"),
            value=Decimal(TARGET),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Objectif proposé par Gouvernail, à confirmer en COPIL."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """One query: the measures of the place and below."""
        found = directories(scope, on)
        rows = found.counted(on, "second_factor")
        protected, accounts = _sums(rows)
        before = found.counted_then(add_months(on, -12), "second_factor", rows)
        return Reading(
            value=rate(protected, accounts),
            numerator=protected if rows else None,
            denominator=accounts or None,
            period=_now("dernière mesure, %(day)s") % {"day": short_day(max(one.measured_on for one in rows))}
            if rows
            else "",
            detail=_now("%(count)s sans second facteur")
            % {"count": counted(accounts - protected, _now("compte"), _now("comptes"))},
            tone="good" if accounts and 100 * protected >= TARGET * accounts else "risk",
            as_of=min((one.measured_on for one in rows), default=None),
            absent_because=_now("Aucun annuaire ne dit quels comptes ont un second facteur."),
            notes=_notes(found.silent(on, "second_factor")),
            breakdowns=(Breakdown("directory", tuple(_cell(one, rows) for one in rows), "%"),),
            comparisons=(Comparison(_now("un an plus tôt"), rate(*_sums(before)), _now("sur un an")),),
            links=(ListLink(_now("Mesures d’annuaire"), "directory_measure"),),
            groups=found.groups(on, "second_factor"),
        )

    def draw(self, shown: Measure) -> Chart | None:
        """A gauge, of what is shown only."""
        if shown.value is None:
            return None
        return GaugeChart(
            title=_now("Comptes protégés par un second facteur"),
            unit="%",
            source=_now("mesures d’annuaire"),
            as_of=shown.as_of,
            percent=float(shown.value),
            target=TARGET,
            caption=_now("%(protected)s comptes sur %(accounts)s")
            % {"protected": shown.numerator, "accounts": shown.denominator},
            tone=shown.tone,
        )


def _sums(rows: list[Directory]) -> tuple[int, int]:
    return sum(one.second_factor or 0 for one in rows), sum(one.accounts for one in rows)


def _cell(one: Directory, rows: list[Directory]) -> Cell:
    protected = one.second_factor or 0
    return Cell(
        one.key,
        label_of(one, rows),
        value=rate(protected, one.accounts),
        text=_now("%(protected)s sur %(accounts)s, le %(day)s")
        % {"protected": protected, "accounts": one.accounts, "day": short_day(one.measured_on)},
        numerator=protected,
        denominator=one.accounts,
    )


def _notes(silent: list[Directory]) -> tuple[str, ...]:
    if not silent:
        return ()
    names = ", ".join(label_of(one, silent) for one in silent)
    return (_now("Hors du calcul, faute de dire le second facteur : %(names)s.") % {"names": names},)
