"""A computed plan as charts: bars by axis over money and load, spending against the budget, points against money."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import read_period
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.comparing import Comparison
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.ui.charts.model import ColumnChart, GanttBar, GanttCell, GanttChart, GanttLane, LineChart, Series

THOUSAND = Decimal(1000)


def plan_chart(run: PlanRun, comparison: Comparison, on: date) -> GanttChart:
    """Draw the projects that a plan keeps, by axis."""
    calendar = comparison.problem.calendar
    placed = placements_of(run.result)
    bars = []
    for project in comparison.problem.projects:
        row = placed.get(project.key)
        if row is None:
            continue
        first, last = calendar.at(calendar.read(row["start"])), calendar.at(calendar.read(row["end"]))
        bars.append(GanttBar(project.label, project.axis, first.first_day, last.last_day, tone="planned"))
    return GanttChart(
        title=_("Le plan calculé"),
        source=run.title,
        as_of=on,
        start=date(calendar.years[0], 1, 1),
        end=date(calendar.years[-1], 12, 31),
        bars=tuple(bar for bar in bars if bar.end.year >= calendar.years[0]),
        today=on,
        lanes=tuple(lanes_of_run(run)),
    )


def lanes_of_run(run: PlanRun) -> list[GanttLane]:
    """Return what a plan spends by year against the budget, then its days by skill against those there are."""
    result = run.result or {}
    budget = _investment_budget(run)
    lanes = []
    if result.get("spending") and budget:
        cells = [
            GanttCell(row["year"], date(int(row["year"]), 1, 1), date(int(row["year"]), 12, 31),
                      _tenth(Decimal(row["investment"]) / THOUSAND),
                      _tenth(budget[row["year"]] / THOUSAND) if row["year"] in budget else None)
            for row in result["spending"]
        ]  # fmt: skip
        lanes.append(GanttLane(_("Investissement par année"), "k€", _("Dépense"), _("Enveloppe"), tuple(cells)))
    rows = result.get("load", ())
    for skill in dict.fromkeys(row["skill"] for row in rows):
        own = [row for row in rows if row["skill"] == skill]
        if any(Decimal(row["load"]) for row in own):
            label = _("Charge de l’équipe, %(skill)s") % {"skill": skill}
            lanes.append(GanttLane(label, _("jours"), _("Charge"), _("Capacité"), tuple(map(_load_cell, own))))
    return lanes


def _load_cell(row: dict[str, str]) -> GanttCell:
    period = read_period(row["period"])
    room = Decimal(row["capacity"]) + Decimal(row.get("bought", "0"))
    return GanttCell(period.short(), period.first_day, period.last_day, _tenth(Decimal(row["load"])), _tenth(room))


def _tenth(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _investment_budget(run: PlanRun) -> dict[str, Decimal]:
    """Euros of investment by year, as the run limited them."""
    return {
        one["when"]: Decimal(one["amount"])
        for one in (run.result or {}).get("envelopes", ())
        if one["envelope"] == "investment" and one["when"].isdecimal()
    }


def spending_chart(run: PlanRun, reference: PlanRun | None, basis: str, on: date) -> ColumnChart | None:
    """Draw investment by year: the budget, this plan, the plan it is compared with."""
    rows = (run.result or {}).get("spending")
    if not rows:
        return None
    years = [row["year"] for row in rows]
    budget = _investment_budget(run)
    series = [
        Series(_("Budget"), tuple(_kilo(budget.get(year)) for year in years)),
        Series(_("Ce plan"), tuple(_kilo(Decimal(row["investment"])) for row in rows)),
    ]
    other = {
        row["year"]: Decimal(row["investment"]) for row in ((reference and reference.result) or {}).get("spending", ())
    }
    if other:
        series.append(
            Series(
                _("Plan en vigueur") if reference and reference.adopted_at else _("Plan comparé"),
                tuple(_kilo(other.get(year)) for year in years),
            )
        )
    return ColumnChart(
        title=_("Investissement par année, %(basis)s") % {"basis": basis},
        unit="k€",
        source=run.title,
        as_of=on,
        categories=tuple(years),
        series=tuple(series),
        stacked=False,
        category_label=_("Année"),
    )


def worth_chart(run: PlanRun, on: date) -> LineChart | None:
    """Draw the points that plans earn against the money they are given."""
    points = (run.result or {}).get("curve")
    if not points:
        return None
    shares = tuple(format_percent(Decimal(point["share"])) for point in points)
    return LineChart(
        title=_("Ce que rapporte le budget"),
        unit=_("points"),
        source=run.title,
        as_of=on,
        categories=shares,
        series=(
            Series(_("Meilleur plan trouvé"), tuple(_number(point["score"]) for point in points)),
            Series(_("Aucun plan ne dépasse"), tuple(_number(point["bound"]) for point in points)),
        ),
        category_label=_("Budget"),
    )


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _kilo(value: Decimal | None) -> float | None:
    return None if value is None else float(value / THOUSAND)
