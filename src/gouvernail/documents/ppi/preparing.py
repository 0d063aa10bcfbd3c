"""The OpenDocument formats of a plan's documents: offered on its pages, drawn beside them since they take seconds."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gouvernail.documents.drawing import SLOW
from gouvernail.documents.kit.office import OfficeMissingError, find_office
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.documents.work.operations import WantedFile, ask
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError


def quick(formats: Iterable[str]) -> list[str]:
    """Return the formats that are sent at once."""
    return [one for one in formats if one not in SLOW]


def offer(formats: Iterable[str], href: str) -> dict[str, str]:
    """Return what offers the slow format among ``formats``: where to ask for it; empty without one, or LibreOffice."""
    slow = next((one for one in formats if one in SLOW), "")
    return {"format": slow, "href": href} if slow and find_office() else {}


def why_missing() -> str:
    """Return the sentence that says why no slow format is offered; empty when they are."""
    return "" if find_office() else str(OfficeMissingError())


def prepare(
    request: HttpRequest, place: Organisation, document: Report | Deck, wanted: tuple[Organisation, Iterable[str], str]
) -> HttpResponse:
    """Have the format that was posted drawn beside the page, and go where it is followed.

    ``wanted`` is the organisation it is of, its formats, its name without extension. 404 for a format that is not slow.
    """
    of, formats, name = wanted
    extension = request.POST.get("format", "")
    if extension not in formats or extension not in SLOW:
        raise Http404
    file = WantedFile(document, extension, f"{name}.{extension}")
    label = _("%(title)s (%(format)s)") % {"title": document.title, "format": extension.upper()}
    try:
        work = ask(of, label, [file], actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.get_full_path())
    return redirect("document_work", place.slug, work.pk)
