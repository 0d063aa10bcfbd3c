"""Weights tried with sliders or cards: each address is a weighting, and nothing is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gouvernail.organisations.models import Organisation
from gouvernail.studies.finding import find_whole
from gouvernail.studies.operations.weighing import may_give
from gouvernail.studies.pages.cards import RATIOS, laid
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.pages.weights import MARGINS, TOP, trial_of
from gouvernail.studies.whole import Whole


def weigh(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the sliders and the ranking; the ranking alone when htmx asks for it."""
    whole = find_whole(request, place, pk)
    trial = trial_of(whole, request.GET)
    if request.htmx and request.htmx.target == "ranking":
        # Drawn at each move: without the request, what frames a whole page is not read again.
        return HttpResponse(render_to_string("studies/parts/ranking.html", {"trial": trial, "part": True}))
    context = _frame(request, place, whole) | {"trial": trial, "top": TOP}
    return render(request, "studies/weigh.html", context)


def cards(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the cards and the ranking; both alone when htmx asks for them."""
    whole = find_whole(request, place, pk)
    found = laid(whole, request.GET)
    context = {"laid": found, "trial": found.trial, "margins": MARGINS, "ratios": RATIOS, "path": request.path}
    if request.htmx and request.htmx.target == "cards":
        return HttpResponse(render_to_string("studies/parts/cards.html", context))
    return render(request, "studies/cards.html", _frame(request, place, whole) | context)


def _frame(request: HttpRequest, place: Organisation, whole: Whole) -> dict[str, object]:
    return frame(request, place, whole.study, "study_weigh") | {
        "margins": MARGINS,
        "mine": [one for one in whole.members if whole.study.weights_open and may_give(one, request.actor)],
    }
