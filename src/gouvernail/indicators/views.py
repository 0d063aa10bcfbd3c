"""The pages of the indicators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.indicators import pages
from gouvernail.indicators.evolution import evolution_of
from gouvernail.indicators.files import DRAWERS, attachment, figures_file
from gouvernail.indicators.forms import SpanForm
from gouvernail.indicators.queries import measure, measure_all
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.models import Organisation
from gouvernail.registers.exporting import MEDIA_TYPES
from gouvernail.ui.templatetags.ui_tags import date_fr


def indicator_list(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show every indicator of a place, family by family."""
    on = place.today()
    measures = measure_all(Scope(place, request.actor), on)
    context = {
        "heading": _("Indicateurs"),
        "subtitle": _("Situation au %(day)s. Aucun chiffre ne porte sur une personne.") % {"day": date_fr(on)},
        "families": pages.families(place, measures),
        "indicators_help_href": reverse("indicators_help"),
    }
    return render(request, "indicators/list.html", context)


def indicator_page(request: HttpRequest, place: Organisation, code: str) -> HttpResponse:
    """Show one indicator with all that it rests on."""
    try:
        one = indicator_of(code)
    except KeyError:
        raise Http404 from None
    scope, on = Scope(place, request.actor), place.today()
    form = SpanForm(request.GET, on)
    shown = measure(code, scope, on, form.span)
    told = None if shown.total_withheld else evolution_of(one, scope, on)
    context = {
        "span_form": form,
        "evolution": told,
        "downloads": pages.downloads(place, shown, request.GET),
        "heading": one.label,
        "subtitle": one.question,
        "crumbs": [{"label": _("Indicateurs"), "href": reverse("indicators", args=[place.slug])}],
        "indicator": one,
        "measure": shown,
        "fraction": pages.fraction(shown),
        "references": pages.references(one),
        "change_rows": pages.change_rows(shown),
        "breakdowns": pages.breakdowns(one, shown, scope),
        "lists": pages.links(shown.rows, scope),
        "ways": pages.ways(shown, scope),
        "identity": pages.identity(one, shown),
    }
    return render(request, "indicators/page.html", context)


def indicator_file(request: HttpRequest, place: Organisation, code: str, format: str) -> HttpResponse:
    """Give the figures of one indicator as a table, or its chart as a drawing."""
    try:
        indicator_of(code)
    except KeyError:
        raise Http404 from None
    if format not in {*MEDIA_TYPES, *DRAWERS}:
        raise Http404
    on = place.today()
    shown = measure(code, Scope(place, request.actor), on, SpanForm(request.GET, on).span)
    name = f"{place.slug}-{code.lower()}-{on:%Y-%m-%d}"
    if format in DRAWERS:
        if shown.chart is None:
            raise Http404
        media_type, draw = DRAWERS[format]
        return attachment(draw(shown.chart), media_type, f"{name}.{format}")
    data = figures_file([shown], place=place, format=format, title=shown.label)
    return attachment(data, MEDIA_TYPES[format], f"{name}.{format}")


def indicators_help(request: HttpRequest) -> HttpResponse:
    """Explain every indicator: generated from their declarations, so never behind them."""
    context = {
        "heading": _("Les indicateurs de Gouvernail"),
        "subtitle": _("Ce que chacun mesure, comment, et d’où vient le chiffre."),
        "families": pages.explanations(list(indicators())),
    }
    return render(request, "indicators/help.html", context)
