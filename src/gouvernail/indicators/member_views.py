"""The page that compares the members of a shared service."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gouvernail.indicators.boards import Layout, layout_of
from gouvernail.indicators.files import attachment
from gouvernail.indicators.forms import SpanForm
from gouvernail.indicators.members import Comparison, compared, comparison_file
from gouvernail.organisations.models import Organisation
from gouvernail.registers.exporting import MEDIA_TYPES
from gouvernail.ui.templatetags.ui_tags import date_fr


def _found(request: HttpRequest, place: Organisation, key: str) -> tuple[Layout, Comparison, SpanForm]:
    try:
        layout = layout_of(key, place, request.actor)
    except KeyError:
        raise Http404 from None
    form = SpanForm(request.GET, place.today())
    codes = [item.code for item in layout.items]
    return layout, compared(place, request.actor, codes, place.today(), form.span, key), form


def members_page(request: HttpRequest, place: Organisation, key: str) -> HttpResponse:
    """Show the members of a place side by side, over the indicators of a dashboard."""
    layout, found, form = _found(request, place, key)
    asked = {name: request.GET[name] for name in ("du", "au") if name in request.GET}
    query = f"?{urlencode(asked)}" if asked else ""
    context = {
        "heading": _("Comparer les membres"),
        "subtitle": _("%(board)s, situation au %(day)s.") % {"board": layout.name, "day": date_fr(place.today())},
        "crumbs": [
            {"label": _("Tableaux"), "href": reverse("boards", args=[place.slug])},
            {"label": layout.name, "href": reverse("board", args=[place.slug, key])},
        ],
        "comparison": found,
        "span_form": form,
        "downloads": [
            {"label": one.upper(), "href": reverse("members_compared_file", args=[place.slug, key, one]) + query}
            for one in ("xlsx", "ods", "csv")
        ],
    }
    return render(request, "indicators/members.html", context)


def members_file(request: HttpRequest, place: Organisation, key: str, format: str) -> HttpResponse:
    """Give the comparison as a table."""
    if format not in MEDIA_TYPES:
        raise Http404
    layout, found, _form = _found(request, place, key)
    title = _("%(board)s, par membre") % {"board": layout.name}
    data = comparison_file(found, place=place, format=format, title=title)
    return attachment(
        data, MEDIA_TYPES[format], f"{place.slug}-{key}-membres-{place.today():%Y-%m-%d}.{format}"
    )  # fmt: skip
