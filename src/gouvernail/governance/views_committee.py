"""The seats of a committee on one page, and its meetings as a calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.governance.finding import find_committee
from gouvernail.governance.forms import RecurringFormSet, seat_formset
from gouvernail.governance.icalendar import calendar_of
from gouvernail.governance.seating import save_recurring, save_seats
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.registry import register_of


def seats(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show and change the seats of a committee, by function only."""
    committee = find_committee(request, place, pk, EDIT)
    formset = seat_formset(committee, request.POST or None)
    if request.method == "POST" and formset.is_valid():
        save_seats(committee, formset, actor=request.actor)
        messages.success(request, _("La composition du comité est enregistrée."))
        return redirect(register_of("committee").href(place, committee))
    context = {
        "heading": _("Composition : %(committee)s") % {"committee": committee},
        "subtitle": _("Des fonctions, jamais des personnes nommées."),
        "formset": formset,
        "cancel_href": register_of("committee").href(place, committee),
        "crumbs": [
            {"label": _("Comités"), "href": reverse("committee_list", args=[place.slug])},
            {"label": str(committee), "href": register_of("committee").href(place, committee)},
        ],
    }
    return render(request, "governance/seats.html", context, status=422 if request.method == "POST" else 200)


def recurring(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show and change the points that stand on every agenda of a committee."""
    committee = find_committee(request, place, pk, EDIT)
    formset = RecurringFormSet(request.POST or None, instance=committee)
    href = register_of("committee").href(place, committee)
    if request.method == "POST" and formset.is_valid():
        save_recurring(committee, formset, actor=request.actor)
        messages.success(request, _("Les points récurrents sont enregistrés : ils iront aux prochains ordres du jour."))
        return redirect(href)
    context = {
        "heading": _("Points récurrents : %(committee)s") % {"committee": committee},
        "subtitle": _("Ils s’inscrivent d’eux-mêmes à l’ordre du jour de chaque nouvelle séance."),
        "formset": formset,
        "cancel_href": href,
        "crumbs": [
            {"label": _("Comités"), "href": reverse("committee_list", args=[place.slug])},
            {"label": str(committee), "href": href},
        ],
    }
    return render(request, "governance/recurring.html", context, status=422 if request.method == "POST" else 200)


def calendar(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Send the meetings of the place as an iCalendar file; those whose day is not known are left out."""
    meetings = register_of("meeting").objects(place, request.actor)
    text = calendar_of(place, meetings, host=request.get_host())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="seances-{place.slug}.ics"'},
    )
