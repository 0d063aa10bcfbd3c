"""Handing out a dossier: an act that the journal keeps, so a posted form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from gouvernail.documents.dossier.composing import make_dossier
from gouvernail.documents.sending import attachment
from gouvernail.documents.thread.reading import read_thread
from gouvernail.documents.thread.views import find_object
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation


@require_POST
def dossier(request: HttpRequest, place: Organisation, kind: str, pk: int) -> HttpResponse:
    """Send everything about an object in one archive."""
    register, obj = find_object(request, place, kind, pk)
    on = place.today()
    thread = read_thread(register, obj, actor=request.actor, place=place, today=on)
    content = make_dossier(thread, actor=request.actor, place=place, on=on)
    name = f"dossier-{slug(register.label)}-{slug(register.title(obj))[:60]}.zip"
    return attachment(content, name, "application/zip")
