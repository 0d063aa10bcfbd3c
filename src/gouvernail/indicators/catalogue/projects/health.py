"""PRJ-01: projects in progress, and how they go."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day
from gouvernail.projects.models import Health, LifeCycle, Project
from gouvernail.ui.charts.model import BarChart, Series


@indicator
class ProjectsByHealth(Indicator):
    """Projects in progress by health, and all projects by where they are in their life."""

    code, family, icon = "PRJ-01", Family.PLAN, "route"
    label = _("Projets en cours")
    question = _("Combien de projets sont en cours, et lesquels vont mal ?")
    definition = _(
        "Projets dont le cycle de vie est « en cours », par santé : dans les temps, en risque, en alerte. Un projet "
        "dont la santé n’est pas dite est compté à part, jamais comme allant bien. Le cycle de vie et la santé sont "
        "deux choses différentes."
    )
    formula = _("Nombre de projets en cours ; au numérateur, ceux qui sont en risque ou en alerte.")
    unit, unit_one = _("projets"), _("projet")
    direction = Direction.CONTEXT
    source = _("Portefeuille de projets")
    owner_role = _("Référent SI")
    frequency = _("à chaque COPIL")
    freshness_days = 60
    past_reason = _("Le registre ne tient que l’état présent, et son historique s’efface avec le temps.")
    how_to_get = _("Saisissez les projets, avec leur cycle de vie et leur santé.")
    dimensions = (
        Dimension("health", _("Santé")),
        Dimension("life_cycle", _("Cycle de vie")),
        Dimension("weight", _("Poids")),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by life cycle and health, and freshness."""
        rows = scope.rows(Project)
        lives: Counter[str] = Counter()
        healths: Counter[str] = Counter()
        weights: Counter[bool] = Counter()
        for life, health, structuring, n in rows.values_list("life_cycle", "health", "structuring").annotate(
            n=Count("pk")
        ):
            lives[life] += n
            if life == LifeCycle.RUNNING:
                healths[health] += n
                weights[structuring] += n
        known = lives.total() > 0
        running, troubled = lives[LifeCycle.RUNNING], healths[Health.AT_RISK] + healths[Health.ALERT]
        as_of = last_read(rows, on)
        return Reading(
            value=running if known else None,
            numerator=troubled if known else None,
            denominator=running if known else None,
            period=at_day(on),
            detail=_detail(healths) if running else "",
            tone="alert" if healths[Health.ALERT] else "risk" if healths[Health.AT_RISK] else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun projet n’est enregistré."),
            chart=_chart(healths, as_of) if running else None,
            breakdowns=(
                Breakdown("health", _healths(healths)),
                Breakdown("life_cycle", _lives(lives)),
                Breakdown("weight", _weights(weights) if running else ()),
            ),
            links=(
                ListLink(_now("Projets en cours"), "project", "vue=en-cours"),
                ListLink(_now("En risque ou en alerte"), "project", "vue=en-risque"),
            ),
        )


def _detail(healths: Counter[str]) -> str:
    said = (Health.AT_RISK, Health.ALERT)
    words = [f"{healths[health]} {health.label.lower()}" for health in said if healths[health]]
    if healths[""]:
        words.append(_now("%(count)s sans santé dite") % {"count": healths[""]})
    return ", ".join(words) or _now("tous dans les temps")


def _healths(healths: Counter[str]) -> tuple[Cell, ...]:
    cells = [
        Cell(
            health,
            str(health.label),
            value=healths[health],
            link=ListLink(_now("Liste de ces projets"), "project", f"vue=en-cours&health={health}"),
        )
        for health in Health
        if healths.total()
    ]
    if healths[""]:
        cells.append(Cell("unknown", _now("Santé non renseignée"), value=healths[""]))
    return tuple(cells)


def _lives(lives: Counter[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            life,
            str(life.label),
            value=lives[life],
            link=ListLink(_now("Liste de ces projets"), "project", f"life_cycle={life}"),
        )
        for life in LifeCycle
        if lives[life]
    )


def _weights(weights: Counter[bool]) -> tuple[Cell, ...]:
    """Running projects that the rest depends on, and the others."""
    parts = (
        (True, "structuring", _now("Structurants"), "vue=en-cours&structuring=true"),
        (False, "other", _now("Autres"), "vue=en-cours&structuring=false"),
    )
    return tuple(
        Cell(key, label, value=weights[which], link=ListLink(_now("Liste de ces projets"), "project", query))
        for which, key, label, query in parts
    )


def _chart(healths: Counter[str], as_of: date | None) -> BarChart:
    cells = _healths(healths)
    return BarChart(
        title=_now("Projets en cours, par santé"),
        unit=_now("projets"),
        source=_now("portefeuille de projets"),
        as_of=as_of,
        categories=tuple(cell.label for cell in cells),
        series=(Series(_now("Projets en cours"), tuple(cell.value for cell in cells)),),
        category_label=_now("Santé"),
    )
