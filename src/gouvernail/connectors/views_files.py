"""The files that the pages of an import give: lines to correct, files to fill."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from gouvernail.connectors.fields import importable
from gouvernail.connectors.filling import file_to_fill
from gouvernail.connectors.queries import run_at
from gouvernail.connectors.receiving import check_rights
from gouvernail.connectors.rejects import rejects_file
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.registers.exporting import MEDIA_TYPES
from gouvernail.registers.registry import register_of


def rejects(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the lines left aside, with why."""
    run = run_at(place, request.actor, pk)
    check_rights(register_of(run.kind), run.organisation, request.actor)
    return _file(rejects_file(run), f"a-corriger-{slug(run.file_name.rpartition('.')[0]) or run.pk}.xlsx")


def template(request: HttpRequest, place: Organisation, kind: str) -> HttpResponse:
    """Send a file to fill."""
    register = next((one for one in importable(request.actor, place) if one.kind == kind), None)
    if register is None:
        raise Http404
    return _file(file_to_fill(register, place), f"modele-{register.word}.xlsx")


def _file(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=MEDIA_TYPES["xlsx"], headers=headers)
