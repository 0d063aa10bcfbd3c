"""Typing the results of a campaign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.awareness.forms import LABELS, ResultsForm
from gouvernail.awareness.operations import write_results
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.registry import register_of


def campaign_results(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the table of results, and keep what was typed in it."""
    campaign = get_object_or_404(register_of("campaign").objects(place, request.actor, EDIT), pk=pk)
    form = ResultsForm(request.POST or None, campaign=campaign)
    sheet = reverse("campaign_sheet", args=[place.slug, pk])
    if request.method == "POST" and form.is_valid():
        write_results(campaign, form.records(), actor=request.actor)
        messages.success(request, _("Les résultats sont enregistrés."))
        return redirect(sheet)
    context = {
        "heading": _("Résultats de « %(name)s »") % {"name": campaign},
        "form": form,
        "columns": LABELS.values(),
        "cancel_href": sheet,
    }
    return render(request, "awareness/results_form.html", context, status=422 if request.method == "POST" else 200)
