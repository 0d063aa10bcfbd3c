"""The comparison of a study: its matrix, edited in place, and what it says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.panels import actions_of
from gouvernail.studies.finding import find_criterion, find_scenario, find_whole
from gouvernail.studies.forms_matrix import CellForm, WholeCellForm
from gouvernail.studies.models import Rating
from gouvernail.studies.operations.matrix import rate
from gouvernail.studies.pages.arguments import arguments_of
from gouvernail.studies.pages.checks import checks_of
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.pages.matrix import cell_of, matrix_of
from gouvernail.studies.pages.verdict import verdict_of
from gouvernail.studies.results import result_of
from gouvernail.studies.whole import Whole, whole_of

EXPORTS = (
    (gettext_noop("Matrice XLSX"), "xlsx"),
    (gettext_noop("Matrice ODS"), "ods"),
    (gettext_noop("Matrice CSV"), "csv"),
    (gettext_noop("Étude JSON"), "json"),
)


def compare(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the matrix and the paragraph."""
    whole = find_whole(request, place, pk)
    context = frame(request, place, whole.study, "study_compare")
    result = result_of(whole)
    context |= {
        "whole": whole,
        "matrix": matrix_of(whole, place, editable=context["editable"]),
        "verdict": verdict_of(whole, result, place),
        "checks": checks_of(whole, result, place),
        "arguments": arguments_of(whole, place),
        "decision_actions": actions_of("study", request, place, whole.study),
        "exports": [
            {"label": _(label), "href": reverse("study_matrix_file", args=[place.slug, pk, extension])}
            for label, extension in EXPORTS
        ],
    }
    return render(request, "studies/compare.html", context)


def verdict(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the paragraph alone, after a cell changed; the whole page without htmx."""
    if not request.htmx:
        return redirect("study_compare", place.slug, pk)
    whole = find_whole(request, place, pk)
    result = result_of(whole)
    context = {
        "study": whole.study,
        "verdict": verdict_of(whole, result, place),
        "checks": checks_of(whole, result, place),
    }
    return render(request, "studies/parts/verdict.html", context)


def edit_cell(request: HttpRequest, place: Organisation, pk: int, criterion_pk: int, scenario_pk: int) -> HttpResponse:
    """Show a cell as a form, in its place or on a page of its own, and keep what is typed."""
    whole = find_whole(request, place, pk, EDIT)
    criterion, scenario = find_criterion(whole, criterion_pk), find_scenario(whole, scenario_pk)
    if request.htmx and request.GET.get("voir"):
        return _cell(request, place, whole, criterion_pk, scenario_pk)
    rating = whole.rating(criterion, scenario) or Rating(criterion=criterion, scenario=scenario)
    made = CellForm if request.htmx else WholeCellForm
    form = made(request.POST or None, instance=rating, criterion=criterion)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields}
        try:
            rate(criterion, scenario, values, actor=request.actor)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            return _after(request, place, whole, criterion_pk, scenario_pk)
    context = frame(request, place, whole.study, "study_compare") | {
        "heading": _("%(criterion)s, %(scenario)s") % {"criterion": criterion, "scenario": scenario.label},
        "subtitle": whole.study.title,
        "form": form,
        "criterion": criterion,
        "scenario": scenario,
        "key": f"{criterion_pk}-{scenario_pk}",
        "words": whole.words.get(criterion_pk, ()),
        "cancel_href": _address(place, whole, criterion_pk),
        "crumbs": [{"label": whole.study.title, "href": _address(place, whole, criterion_pk)}],
    }
    template = "studies/parts/cell_form.html" if request.htmx else "studies/cell.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _after(
    request: HttpRequest, place: Organisation, whole: Whole, criterion_pk: int, scenario_pk: int
) -> HttpResponse:
    if not request.htmx:
        return redirect(_address(place, whole, criterion_pk))
    answer = _cell(request, place, whole_of(whole.study), criterion_pk, scenario_pk)
    answer["HX-Trigger"] = "study-changed"
    return answer


def _cell(request: HttpRequest, place: Organisation, whole: Whole, criterion_pk: int, scenario_pk: int) -> HttpResponse:
    criterion, scenario = whole.criterion(criterion_pk), whole.scenario(scenario_pk)
    cell = cell_of(whole, criterion, scenario, place, editable=whole.study.is_open)
    return render(request, "studies/parts/cell.html", {"cell": cell})


def _address(place: Organisation, whole: Whole, criterion_pk: int) -> str:
    return reverse("study_compare", args=[place.slug, whole.study.pk]) + f"#critere-{criterion_pk}"
