"""The calendar of a committee over the year: what is planned, what the rhythm proposes, programmed in one go."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.finding import find_committee
from gouvernail.governance.models import Committee, Meeting, SchoolZone
from gouvernail.governance.programming import MONTHS_AHEAD, programme, proposed_year
from gouvernail.governance.school import break_on, holidays_of
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def year(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the year of a committee; create the meetings of the days that were ticked, as they were corrected."""
    committee = find_committee(request, place, pk, EDIT)
    refusal = ""
    if request.method == "POST":
        try:
            made = programme(committee, _days(request), actor=request.actor, on=place.today())
        except RefusedError as error:
            refusal = " ".join(error.messages)
        else:
            _warn_of_breaks(request, committee, made)
            words = ngettext("%(count)s séance programmée.", "%(count)s séances programmées.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("committee_year", place.slug, pk)
    href = register_of("committee").href(place, committee)
    today = place.today()
    coming = [one for one in committee.meetings.order_by("number") if not one.held_on.is_before(today)]
    context = {
        "heading": _("Calendrier de l’année : %(committee)s") % {"committee": committee},
        "subtitle": _("Hors jours fériés, ponts, vacances scolaires, fin d’année et trois premières semaines d’août"),
        "committee": committee,
        "coming": coming,
        "proposed": proposed_year(committee, today),
        "refusal": refusal,
        **_school(request, place, committee, today),
        "cancel_href": href,
        "edit_href": reverse("committee_edit", args=[place.slug, pk]),
        "crumbs": [
            {"label": _("Comités"), "href": reverse("committee_list", args=[place.slug])},
            {"label": str(committee), "href": href},
        ],
    }
    return render(request, "governance/year.html", context, status=422 if refusal else 200)


def _school(request: HttpRequest, place: Organisation, committee: Committee, today: date) -> dict[str, object]:
    """What the page says of school holidays: those to come with their source, what is not known, where to say it."""
    holidays, last = holidays_of(committee.organisation), add_months(today, MONTHS_AHEAD)
    unknown = holidays.unknown_years(today, last)
    may_write = request.actor.can(EDIT, "structure", committee.organisation)
    return {
        "school_zone": dict(SchoolZone.choices).get(holidays.zone, ""),
        "school_breaks": holidays.between(today, last),
        "unknown_years": ", ".join(unknown),
        "zone_href": reverse("school_calendar_create", args=[place.slug]) if may_write and not holidays.zone else "",
        "breaks_href": reverse("school_break_list", args=[place.slug]) if may_write and unknown else "",
    }


def _warn_of_breaks(request: HttpRequest, committee: Committee, made: list[Meeting]) -> None:
    """A committee may sit during school holidays, knowingly."""
    breaks = holidays_of(committee.organisation).breaks
    for one in made:
        if reason := break_on(one.held_on.first_day, breaks):
            messages.warning(request, _("Séance du %(day)s : %(reason)s.") % {"day": one.held_on, "reason": reason})


def _days(request: HttpRequest) -> list[date]:
    """Read the days that were ticked; raise ``RefusedError`` when one is no day."""
    found = []
    for rank in request.POST.getlist("retenue"):
        text = request.POST.get(f"jour-{rank}", "")
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            raise RefusedError(_("« %(text)s » n’est pas une date.") % {"text": text[:30]}) from None
    return found
