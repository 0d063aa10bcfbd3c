"""Weights tried with sliders: each address is a weighting, and nothing is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gouvernail.organisations.models import Organisation
from gouvernail.studies.finding import find_whole
from gouvernail.studies.operations.weighing import may_give
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.pages.weights import MARGINS, TOP, trial_of


def weigh(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the sliders and the ranking; the ranking alone when htmx asks for it."""
    whole = find_whole(request, place, pk)
    context = frame(request, place, whole.study, "study_weigh") | {
        "trial": trial_of(whole, request.GET),
        "margins": MARGINS,
        "top": TOP,
        "mine": [one for one in whole.members if whole.study.weights_open and may_give(one, request.actor)],
    }
    is_part = request.htmx and request.htmx.target == "ranking"
    return render(
        request, "studies/parts/ranking.html" if is_part else "studies/weigh.html", context | {"part": is_part}
    )
