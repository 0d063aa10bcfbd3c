"""The page of the publications: the annual report of a year, the flash of a month, as whoever asks may read them."""

from __future__ import annotations

import re
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.annual_report.content import annual_report
from gouvernail.documents.catalogue.flash.content import flash
from gouvernail.documents.catalogue.year_facts import gather
from gouvernail.documents.drawing import SLOW, TYPES, draw
from gouvernail.documents.kit.office import OfficeMissingError, find_office
from gouvernail.documents.kit.story import Report
from gouvernail.documents.letters.templates import TEMPLATES
from gouvernail.documents.sending import attachment
from gouvernail.documents.showing import cards_of
from gouvernail.documents.work.operations import WantedFile, ask
from gouvernail.indicators.spans import Span
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month, add_months
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

ANNUAL, FLASH = "rapport-annuel", "flash"
FORMATS = {ANNUAL: ("pdf", "docx", "odt"), FLASH: ("pdf",)}
YEARS, MONTHS = 5, 12
_YEAR, _MONTH = re.compile(r"(20\d\d)"), re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def publications(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List what may be published: years, months, letter templates."""
    today = place.today()
    months = [Month.of(add_months(today, -back)) for back in range(MONTHS)]
    context = {
        "heading": _("Rapports et courriers"),
        "subtitle": _("Ce qui se publie et s’envoie, écrit d’après ce qui est connu"),
        "years": [_offer(place, ANNUAL, str(today.year - back), str(today.year - back)) for back in range(YEARS)],
        "months": [
            _offer(place, FLASH, f"{one.year}-{one.month:02d}", str(PartialDate.of_month(one.year, one.month)))
            for one in months
        ],
        "letters": [
            {
                "label": one.label,
                "from": register_of(one.kind).label,
                "href": reverse(f"{one.kind}_list", args=[place.slug]),
                "text_href": reverse("letter_text", args=[place.slug, one.code]),
            }
            for one in TEMPLATES
        ]
        if request.actor.can(EDIT, "documents", place)
        else [],
        "missing": "" if find_office() else str(OfficeMissingError()),
    }
    return render(request, "documents/publications.html", context)


def _offer(place: Organisation, name: str, period: str, label: str) -> dict[str, object]:
    return {
        "label": label,
        "href": reverse("publication", args=[place.slug, name, period]),
        "files": [
            {"label": one.upper(), "href": reverse("publication_file", args=[place.slug, name, period, one])}
            for one in FORMATS[name]
            if one not in SLOW
        ],
    }


def publication(request: HttpRequest, place: Organisation, name: str, period: str) -> HttpResponse:
    """Show a publication on screen; asked by POST for a format that takes time, draw it beside."""
    report = _report(request, place, name, period)
    if request.method == "POST":
        extension = request.POST.get("format", "")
        if extension not in FORMATS[name]:
            raise Http404
        file = WantedFile(report, extension, _file_name(place, name, period, extension))
        try:
            work = ask(place, f"{report.title} ({extension.upper()})", [file], actor=request.actor)
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("publication", place.slug, name, period)
        return redirect("document_work", place.slug, work.pk)
    context = {
        "heading": report.title,
        "subtitle": report.subtitle,
        "document": report,
        "cards": cards_of(report),
        "is_deck": False,
        "downloads": _offer(place, name, period, "")["files"],
        "prepare": _slow_offer(request, name),
        "crumbs": [{"label": _("Rapports et courriers"), "href": reverse("publications", args=[place.slug])}],
    }
    return render(request, "documents/preview.html", context)


def _slow_offer(request: HttpRequest, name: str) -> dict[str, str]:
    slow = next((one for one in FORMATS[name] if one in SLOW), "")
    return {"format": slow, "href": request.path} if slow and find_office() else {}


def publication_file(request: HttpRequest, place: Organisation, name: str, period: str, extension: str) -> HttpResponse:
    """Send a publication as a file."""
    report = _report(request, place, name, period)
    if extension not in FORMATS[name] or extension in SLOW:
        raise Http404
    return attachment(draw(report, extension, place), _file_name(place, name, period, extension), TYPES[extension])


def _report(request: HttpRequest, place: Organisation, name: str, period: str) -> Report:
    span = _span(name, period, place.today())
    found = gather(place, span, actor=request.actor)
    return annual_report(found) if name == ANNUAL else flash(found)


def _span(name: str, period: str, today: date) -> Span:
    """Return the days of « 2025 » or « 2026-01 »; 404 for another word, or for what has not begun."""
    year, month = _YEAR.fullmatch(period), _MONTH.fullmatch(period)
    if name == ANNUAL and year:
        span = Span.of_year(int(year[1]))
    elif name == FLASH and month:
        span = Span.of_month(Month(int(month[1]), int(month[2])))
    else:
        raise Http404
    if span.first > today:
        raise Http404
    return span


def _file_name(place: Organisation, name: str, period: str, extension: str) -> str:
    return f"{period}-{place.slug}-{name}.{extension}"
