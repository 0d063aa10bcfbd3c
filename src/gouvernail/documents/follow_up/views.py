"""The page where the account of a report is read and taken away as a file."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.catalogue.follow_up.content import follow_up_report
from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.follow_up.reading import origins, read_follow_up
from gouvernail.documents.kit.story import Report
from gouvernail.documents.sending import attachment
from gouvernail.documents.showing import cards_of
from gouvernail.kernel.text import slug
from gouvernail.organisations.doors import opens
from gouvernail.organisations.models import Organisation

FORMATS = ("pdf", "docx")


class FollowUpForm(forms.Form):
    """Which report, and the day it was presented to the assembly."""

    origine = forms.ChoiceField(label=gettext_lazy("Rapport"))
    presente = forms.DateField(
        label=gettext_lazy("Présenté à l’assemblée le"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Le compte rendu est dû dans l’année qui suit."),
    )

    def __init__(self, *args: object, choices: list[tuple[str, int]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origine"].choices = [(origin, f"{origin} ({count})") for origin, count in choices]


def follow_up_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the account of a report; the first known one until somebody chooses."""
    form, report = _asked(request, place)
    query = urlencode(_query(form)) if report else ""
    create = reverse("recommendation_create", args=[place.slug])
    context = {
        "heading": _("Suites données à un rapport"),
        "subtitle": _(
            "Ce qui a été entrepris après les recommandations d’une chambre régionale des comptes ou d’un audit"
        ),
        "form": form,
        "report": report,
        "cards": cards_of(report) if report else [],
        "downloads": [
            {"label": one.upper(), "href": f"{reverse('follow_up_file', args=[place.slug, one])}?{query}"}
            for one in FORMATS
        ]
        if report
        else [],
        "create_href": create if opens(create, request.actor, place) else "",
    }
    return render(request, "documents/follow_up/page.html", context)


def follow_up_file(request: HttpRequest, place: Organisation, extension: str) -> HttpResponse:
    """Send the account as a file."""
    form, report = _asked(request, place)
    if report is None or extension not in FORMATS:
        raise Http404
    name = f"suites-{slug(str(_query(form)['origine']))[:60]}.{extension}"
    return attachment(draw(report, extension, place), name, TYPES[extension])


def _asked(request: HttpRequest, place: Organisation) -> tuple[FollowUpForm, Report | None]:
    choices = origins(place, request.actor)
    data = request.GET if "origine" in request.GET else {"origine": choices[0][0]} if choices else None
    form = FollowUpForm(data, choices=choices)
    if data is None or not form.is_valid():
        return form, None
    day: date | None = form.cleaned_data["presente"]
    found = read_follow_up(place, request.actor, form.cleaned_data["origine"], day)
    return form, follow_up_report(found, place=place, on=place.today())


def _query(form: FollowUpForm) -> dict[str, str]:
    values = form.cleaned_data
    return {"origine": values["origine"], "presente": values["presente"].isoformat() if values["presente"] else ""}
