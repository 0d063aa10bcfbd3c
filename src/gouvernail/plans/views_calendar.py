"""The page of the budget calendar: what must happen when, this year and the next, by which rule and which source."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.engines.finance.calendar import Deadline, budget_year
from gouvernail.engines.finance.dated import UnknownOnThatDay
from gouvernail.organisations.models import Organisation
from gouvernail.plans.elections import elections_of
from gouvernail.plans.pages import figures


def calendar_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the steps of the budgets of this year and of the next one."""
    today = place.today()
    context = {
        "heading": _("Calendrier budgétaire"),
        "subtitle": _("Au plus tard : si le budget est voté le dernier jour permis (M57, bloc communal)"),
        "parts": [_part(place, year) for year in (today.year, today.year + 1)],
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "plans/figures.html", context)


def _part(place: Organisation, year: int) -> dict[str, Any]:
    heading = _("Budget %(year)s") % {"year": year}
    try:
        steps = budget_year(year, renewal=any(one.day.year == year for one in elections_of(place)))
    except UnknownOnThatDay as flaw:
        return {"heading": heading, "table": _table(heading, []), "notes": [str(flaw)]}
    notes = [_("Une décision modificative (DM) se vote à tout moment après le budget.")]
    return {"heading": heading, "table": _table(heading, steps), "notes": notes}


def _table(caption: str, steps: list[Deadline]) -> Any:
    rows = [
        [
            one.label,
            f"{one.earliest:%d/%m/%Y}" if one.earliest else "—",
            f"{one.latest:%d/%m/%Y}" if one.latest else "—",
            one.rule[:1].upper() + one.rule[1:] or "—",
            one.source or _("usage"),
        ]
        for one in steps
    ]
    headings = [_("Étape"), _("À partir du"), _("Au plus tard le"), _("Règle"), _("Source")]
    empty = _("Règles non connues pour cette année.")
    return figures(caption, headings, rows, empty=empty, words=True)
