"""PAT-02: how old the computers are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS
from gouvernail.estate.reading import born
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import DAYS_A_YEAR, equipment_read, lifetime_years, whole_years
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import LIFETIME
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate, rounded, written
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import HistogramChart

FEWEST = 5
"""No average under five observations."""
OLDEST_BIN = 10


@dataclass
class Ages:
    """The computers whose age is known, by whole years, and those whose age is not."""

    years: Counter[int] = field(default_factory=Counter)
    days: int = 0
    undated: int = 0

    @property
    def known(self) -> int:
        """How many have an age."""
        return self.years.total()


@indicator
class ComputerAge(Indicator):
    """Mean age of the computers in use, and how many outlive their planned life."""

    code, family, icon = "PAT-02", Family.ESTATE, "device-laptop"
    label = _("Âge moyen des postes")
    question = _("Le parc vieillit-il ?")
    definition = _(
        "Âge moyen des postes fixes et portables en service, depuis leur mise en service ou, si elle n’est pas connue, "
        "leur achat. Une date connue au mois ou à l’année compte par son dernier jour. Les postes sans date sont "
        "comptés à part, jamais comme neufs."
    )
    formula = _("Somme des âges en années (jours / 365,25) / nombre de postes dont la date est connue.")
    unit, unit_one = _("ans"), _("an")
    direction = Direction.LOWER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 120
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez la date de mise en service ou d’achat d’au moins cinq postes.")
    dimensions = (Dimension("age", _("Âge")),)
    references = LIFETIME

    def read(self, scope: Scope, on: date) -> Reading:
        """Three queries: cohorts, the dates of those near their birthday, and freshness."""
        ages = read_ages(scope.place, on)
        lifetime = lifetime_years(on)
        old = sum(n for years, n in ages.years.items() if years >= lifetime)
        as_of = equipment_read(scope, on, WORKSTATIONS)
        enough = ages.known >= FEWEST
        total = rounded(Decimal(ages.days) / DAYS_A_YEAR, 1)
        return Reading(
            value=rounded(Decimal(ages.days) / DAYS_A_YEAR / ages.known, 1) if enough else None,
            numerator=total if enough else None,
            denominator=ages.known if enough else None,
            period=at_day(on),
            detail=_old(old, ages.known, lifetime) if ages.known else "",
            tone="risk" if enough and old else "neutral",
            as_of=as_of,
            absent_because=_now("Moins de cinq postes en service ont une date connue."),
            notes=_notes(ages),
            chart=_chart(ages, lifetime, as_of) if ages.known else None,
            breakdowns=(Breakdown("age", _cells(ages)),),
            links=(ListLink(_now("Postes en service"), "equipment", "vue=postes&tri=in_service_on"),),
        )


def read_ages(place: Organisation, on: date) -> Ages:
    """Read the ages of the computers of a place on a day; a start that is surely to come counts as no date."""
    ages = Ages()
    for one in born(place, WORKSTATIONS, on):
        if one.day is None:
            ages.undated += one.count
        else:
            ages.years[whole_years(one.day, on)] += one.count
            ages.days += one.count * on.toordinal() - one.ordinals
    return ages


def _old(old: int, known: int, lifetime: int) -> str:
    return _now("%(count)s de %(lifetime)s ans et plus (%(share)s)") % {
        "count": counted(old, _now("poste"), _now("postes")),
        "lifetime": lifetime,
        "share": written(rate(old, known), "%"),
    }


def _notes(ages: Ages) -> tuple[str, ...]:
    if not ages.undated:
        return ()
    return (
        _now("%(count)s sans date de mise en service ni d’achat : hors du calcul.")
        % {"count": counted(ages.undated, _now("poste"), _now("postes"))},
    )


def _bins(ages: Ages) -> tuple[int, ...]:
    return tuple(
        sum(n for years, n in ages.years.items() if years == at or (at == OLDEST_BIN and years > at))
        for at in range(OLDEST_BIN + 1)
    )


def _labels() -> tuple[str, ...]:
    return (*(str(at) for at in range(OLDEST_BIN)), _now("10 et +"))


def _in_words(years: int) -> str:
    if not years:
        return _now("Moins d’un an")
    if years == OLDEST_BIN:
        return _now("%(years)s ans et plus") % {"years": years}
    return counted(years, _now("an"), _now("ans"))


def _cells(ages: Ages) -> tuple[Cell, ...]:
    cells = [Cell(str(at), _in_words(at), value=n) for at, n in enumerate(_bins(ages)) if n]
    if ages.undated:
        cells.append(Cell("unknown", _now("Date non renseignée"), value=ages.undated))
    return tuple(cells)


def _chart(ages: Ages, lifetime: int, as_of: date | None) -> HistogramChart:
    return HistogramChart(
        title=_now("Âge des postes"),
        summary=_now("%(known)s, cible de renouvellement à %(lifetime)s ans.")
        % {"known": counted(ages.known, _now("poste daté"), _now("postes datés")), "lifetime": lifetime},
        unit=_now("postes"),
        source=_now("inventaire du parc"),
        as_of=as_of,
        bins=_labels(),
        counts=_bins(ages),
        threshold_index=min(lifetime, OLDEST_BIN),
        threshold_label=_now("%(lifetime)s ans et plus") % {"lifetime": lifetime},
        axis_label=_now("Âge du poste (ans)"),
    )
