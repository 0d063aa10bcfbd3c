"""The page of the plan of investment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans import pages
from gouvernail.plans.controls import check_plan, missing_amounts
from gouvernail.plans.material import material_of, programmes_of
from gouvernail.plans.models import BudgetSection
from gouvernail.plans.off_plan import off_plan
from gouvernail.plans.ppi import matrices, read_lines
from gouvernail.plans.versions.programme_tables import programmes_table
from gouvernail.plans.what_if.ground import run_in_force
from gouvernail.registers.panels import actions_of
from gouvernail.registers.registry import register_of

PAGES = (
    ("what_if", gettext_lazy("Et si… ?"), "adjustments"),
    ("plan_version_list", gettext_lazy("Versions"), "history"),
    ("plan_choices", gettext_lazy("Choix à trancher"), "subtask"),
    ("plan_execution", gettext_lazy("Budget suivi"), "chart-bar"),
    ("plan_net_cost", gettext_lazy("Coût net"), "cash"),
    ("plan_renewals", gettext_lazy("Renouvellements"), "refresh"),
    ("plan_calendar", gettext_lazy("Calendrier budgétaire"), "calendar"),
)
"""The pages around the plan of investment."""


def ppi_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what is planned by axis and year, one matrix a tax basis, and what to check of it."""
    everything = register_of("budget_line").objects(place, request.actor)
    section = request.GET.get("section", "")
    kilo = request.GET.get("unite") == pages.KILO
    rows = everything.filter(section=section) if section in BudgetSection.values else everything
    found = matrices(read_lines(rows))
    versions = register_of("plan_version").objects(place, request.actor).exclude(usual_investment=None)
    may_create = request.actor.can(EDIT, "budget", place)
    context = {
        "heading": _("Plan pluriannuel (PPI)"),
        "subtitle": _("Montants prévus, par axe et par année"),
        "tabs": pages.views_of(request.GET, request.path, "section", pages.sections_offered()),
        "units": pages.views_of(request.GET, request.path, "unite", pages.units_offered()),
        "parts": [pages.matrix_part(one, kilo=kilo, on=place.today()) for one in found],
        "mixed": len(found) > 1,
        "missing": missing_amounts(found),
        "controls": check_plan(material_of(rows, place.today(), versions.first())),
        "programmes": programmes_table(programmes_of(rows.select_related("authorisation"))),
        "lines_href": pages.budget_list_href(place),
        "create_href": reverse("budget_line_create", args=[place.slug]) if may_create else "",
        "enter_href": reverse("plan_enter", args=[place.slug]) if may_create else "",
        "arrest_href": reverse("plan_arrest", args=[place.slug]) if may_create and found else "",
        "pages": [(label, reverse(name, args=[place.slug]), icon) for name, label, icon in PAGES],
        "documents": actions_of("ppi", request, place, None),
        **off_plan(place, run_in_force(place, request.actor), register_of("project").objects(place, request.actor)),
    }
    return render(request, "plans/ppi.html", context)
