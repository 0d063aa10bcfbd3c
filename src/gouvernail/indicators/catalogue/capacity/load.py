"""RH-03: work asked for by projects against work that can be done, over the four quarters to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference, in_force
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate, rounded, written
from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.actors import system_actor
from gouvernail.plans.means import means_of
from gouvernail.plans.models import Capacity
from gouvernail.plans.roadmap import planned_spans, span_of
from gouvernail.plans.what_if.ground import Ground, ground_of
from gouvernail.plans.what_if.settings import Settings
from gouvernail.plans.what_if.staff import skills_of
from gouvernail.projects.models import LifeCycle
from gouvernail.ui.charts.model import ColumnChart, Series

QUARTERS = 4
ZERO = Decimal(0)
AIMED = (
    Reference(
        label=_("Charge visée"),
        value=Decimal("85"),
        unit="%",
        since=date(2026, 1, 1),
        source=_("Ordre de grandeur proposé par Gouvernail, sans source publiée ; à fixer en COPIL."),
        is_target=True,
    ),
)


@dataclass(frozen=True)
class Work:
    """Days asked and days there are, quarter by quarter; days asked of a skill that nobody is said to have."""

    quarters: tuple[Quarter, ...]
    asked: tuple[Decimal, ...]
    there: tuple[Decimal, ...]
    homeless: Decimal


@indicator
class Load(Indicator):
    """Days of work that projects ask for, out of those that posts and contracts give."""

    code, family, icon = "RH-03", Family.CAPACITY, "scale"
    label = _("Charge rapportée à la capacité")
    question = _("L’équipe peut-elle faire ce que les projets lui demandent ?")
    definition = _(
        "Jours que les projets demandent pendant le trimestre en cours et les trois suivants, étalés sur leurs dates, "
        "rapportés aux jours que les postes donnent aux projets (quotité, congés et part du temps déduits) et à ceux "
        "que l’on peut acheter. Le travail du support et des actions est dans la part du temps laissée hors des "
        "projets. Le total est donné toutes compétences ensemble, jamais par fonction : ce n’est pas la charge de "
        "quelqu’un."
    )
    formula = _("Jours demandés par les projets / jours disponibles et achetables, sur quatre trimestres.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Variantes des projets et capacités (planification sous contraintes)")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 120
    past_reason = _("Les capacités et les estimations se corrigent sans garder ce qu’elles étaient.")
    version = "1"
    how_to_get = _(
        "Estimez en jours chaque variante de projet, puis saisissez les capacités : postes, congés, part du temps "
        "pour les projets, jours achetables."
    )
    dimensions = (Dimension("quarter", _("Trimestre")),)
    references = AIMED

    def read(self, scope: Scope, on: date) -> Reading:
        """Read what the roadmap reads, whoever asks (eight queries)."""
        ground = ground_of(scope.place, system_actor("indicateurs"), on)
        work = _work(ground, on)
        asked, there = sum(work.asked), sum(work.there)
        known = bool(ground.capacities) and any(one.days for ways in ground.variants.values() for one in ways)
        value = rate(asked, there) if known else None
        as_of = last_read_of(scope, Capacity, on)
        return Reading(
            value=value,
            numerator=rounded(asked, 1) if value is not None else None,
            denominator=rounded(there, 1) if value is not None else None,
            period=_now("du %(first)s au %(last)s") % {"first": work.quarters[0], "last": work.quarters[-1]},
            detail=_now("%(asked)s demandés pour %(there)s")
            % {"asked": written(rounded(asked, 0), _now("jours")), "there": written(rounded(there, 0))}
            if value is not None
            else "",
            tone="neutral" if value is None else _tone(value, on),
            as_of=as_of,
            absent_because=_now("Aucun projet n’est estimé en jours, ou aucune capacité n’est saisie."),
            notes=_notes(work) if known else (),
            chart=_chart(work, as_of) if value is not None else None,
            breakdowns=(Breakdown("quarter", _cells(work), "%"),) if value is not None else (),
            links=(ListLink(_now("Capacités"), "capacity"), ListLink(_now("Variantes des projets"), "project_variant")),
        )


def _work(ground: Ground, on: date) -> Work:
    calendar = Calendar(Quarter.of(on), QUARTERS)
    planned = planned_spans(ground.in_force)
    spans = {
        one.pk: span
        for one in ground.projects
        if one.life_cycle != LifeCycle.DROPPED and (span := span_of(one) or planned.get(one.pk))
        if span[0] <= span[1]
    }
    days = means_of(ground, spans).days
    skills = skills_of(replace(ground, calendar=calendar), Settings())
    quarters = tuple(calendar.at(period) for period in range(QUARTERS))
    held = {skill.key for skill in skills}
    return Work(
        quarters,
        tuple(sum((days[key].get(quarter, ZERO) for key in held if key in days), ZERO) for quarter in quarters),
        tuple(
            sum((one.capacity[at] + (one.external.most[at] if one.external else ZERO) for one in skills), ZERO)
            for at in range(QUARTERS)
        ),
        sum((days[key].get(quarter, ZERO) for key in days.keys() - held for quarter in quarters), ZERO),
    )


def _tone(value: Decimal, on: date) -> str:
    return "alert" if value > 100 else "risk" if value > in_force(AIMED, on).value else "good"


def _notes(work: Work) -> tuple[str, ...]:
    if not work.homeless:
        return ()
    return (
        _now("%(days)s demandés à une compétence sans capacité saisie : hors du calcul.")
        % {"days": written(rounded(work.homeless, 0), _now("jours"))},
    )


def _cells(work: Work) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            f"{quarter.year}-{quarter.quarter}",
            str(quarter),
            value=rate(asked, there),
            text=_now("%(asked)s jours demandés pour %(there)s")
            % {"asked": written(rounded(asked, 1)), "there": written(rounded(there, 1))},
            numerator=rounded(asked, 1),
            denominator=rounded(there, 1),
        )
        for quarter, asked, there in zip(work.quarters, work.asked, work.there, strict=True)
    )


def _chart(work: Work, as_of: date | None) -> ColumnChart:
    return ColumnChart(
        title=_now("Jours demandés et jours disponibles, par trimestre"),
        unit=_now("jours"),
        source=_now("planification"),
        as_of=as_of,
        categories=tuple(quarter.short() for quarter in work.quarters),
        series=(
            Series(_now("Demandés"), tuple(rounded(one, 1) for one in work.asked)),
            Series(_now("Disponibles"), tuple(rounded(one, 1) for one in work.there)),
        ),
        stacked=False,
        category_label=_now("Trimestre"),
    )
