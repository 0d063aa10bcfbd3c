"""Dashboards as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from gouvernail.documents.boards.drawing import board_pdf
from gouvernail.documents.sending import attachment
from gouvernail.indicators.boards import layout_of
from gouvernail.organisations.models import Organisation


def board_file(request: HttpRequest, place: Organisation, key: str) -> HttpResponse:
    """Give a dashboard as one A4 sheet."""
    try:
        layout = layout_of(key, place, request.actor)
    except KeyError:
        raise Http404 from None
    data = board_pdf(layout, place, request.actor, request.GET)
    return attachment(data, f"{place.slug}-{key}-{place.today():%Y-%m-%d}.pdf", "application/pdf")
