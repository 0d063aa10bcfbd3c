"""The page of a document in preparation: how far it is, the file once it is ready, a button to give it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.models import DocumentWork, WorkState
from gouvernail.documents.sending import attachment
from gouvernail.documents.work.operations import give_up
from gouvernail.documents.work.running import OPEN, is_interrupted
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW

PART = "document-work"


def work_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show how far a document is; renews itself with htmx, and by a link without it."""
    work = _find(request, place, pk)
    context = {
        "heading": work.label,
        "work": work,
        "is_open": work.state in OPEN and not is_interrupted(work),
        "interrupted": is_interrupted(work),
        "crumbs": [],
    }
    part = bool(request.htmx) and request.htmx.target == PART
    return render(request, "documents/work_part.html" if part else "documents/work.html", context)


def work_file(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the file of a document that is ready."""
    work = _find(request, place, pk)
    if work.state != WorkState.DONE or work.content is None:
        raise Http404
    return attachment(bytes(work.content), work.name, work.content_type)


@require_POST
def stop_work(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Give a document up."""
    give_up(_find(request, place, pk))
    messages.success(request, _("La préparation s’arrête."))
    return redirect(reverse("document_work", args=[place.slug, pk]))


def _find(request: HttpRequest, place: Organisation, pk: int) -> DocumentWork:
    """Return a work that the person asked for themselves, where they may still see documents."""
    found = (
        DocumentWork.objects.select_related("organisation")
        .defer("files")
        .filter(pk=pk, asked_by=request.actor.key, organisation__path__startswith=place.path)
        .first()
    )
    if found is None or not request.actor.can(VIEW, "documents", found.organisation):
        raise Http404
    return found
