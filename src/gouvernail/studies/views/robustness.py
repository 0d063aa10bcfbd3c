"""How firmly the answer of a study holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gouvernail.organisations.models import Organisation
from gouvernail.studies.finding import find_whole
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.pages.robustness import robustness_of
from gouvernail.studies.pages.verdict import verdict_of
from gouvernail.studies.results import result_of


def page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show ranks, intervals, distances, other readings, methods and members."""
    whole = find_whole(request, place, pk)
    result = result_of(whole)
    context = frame(request, place, whole.study, "study_robustness") | {
        "verdict": verdict_of(whole, result, place),
        "view": robustness_of(whole, result.answer, place.today()) if result.answer else None,
    }
    return render(request, "studies/robustness.html", context)
