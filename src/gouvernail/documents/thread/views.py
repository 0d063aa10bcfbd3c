"""The page of a thread, its printed form, and the indicators that a person ties to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.catalogue.thread.content import thread_on_one_page
from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.sending import attachment
from gouvernail.documents.thread.reading import FullThread, read_thread
from gouvernail.governance.measuring import measure_by, measure_no_more
from gouvernail.indicators.registry import indicators
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.register import Register
from gouvernail.registers.registry import register_of

FORMATS = ("pdf", "docx")


def thread_page(request: HttpRequest, place: Organisation, kind: str, pk: int) -> HttpResponse:
    """Show the whole thread of an object, both ways, on one page."""
    register, obj = find_object(request, place, kind, pk)
    thread = _read(request, place, register, obj)
    may_tie = register.may(request.actor, EDIT, obj) and request.actor.can(VIEW, "indicators", place)
    own = {one.measure.code for one in thread.gauges if one.is_own}
    context = {
        "heading": _("Le fil : %(title)s") % {"title": register.title(obj)},
        "subtitle": _("De l’origine aux effets, tel que vous pouvez le voir"),
        "thread": thread,
        "object_href": register.href(place, obj),
        "pdf_href": reverse("thread_file", args=[place.slug, kind, pk, "pdf"]),
        "docx_href": reverse("thread_file", args=[place.slug, kind, pk, "docx"]),
        "dossier_href": reverse("dossier", args=[place.slug, kind, pk]),
        "tie_href": reverse("thread_measure", args=[place.slug, kind, pk]) if may_tie else "",
        "offered": [one for one in indicators() if one.code not in own] if may_tie else [],
        "crumbs": [
            {"label": register.label_plural.capitalize(), "href": reverse(f"{kind}_list", args=[place.slug])},
            {"label": register.title(obj), "href": register.href(place, obj)},
        ],
    }
    return render(request, "documents/thread/page.html", context)


def thread_file(request: HttpRequest, place: Organisation, kind: str, pk: int, extension: str) -> HttpResponse:
    """Send the thread on one page, as a file; what does not hold on it is counted there and stands in the dossier."""
    register, obj = find_object(request, place, kind, pk)
    if extension not in FORMATS:
        raise Http404
    thread = _read(request, place, register, obj)
    report, pdf = thread_on_one_page(thread, lambda page: draw(page, "pdf", place), place=place, on=place.today())
    content = pdf if extension == "pdf" else draw(replace(report, compact=True), extension, place)
    name = f"fil-{slug(register.label)}-{slug(register.title(obj))[:60]}.{extension}"
    return attachment(content, name, TYPES[extension])


@require_POST
def thread_measure(request: HttpRequest, place: Organisation, kind: str, pk: int) -> HttpResponse:
    """Tie an indicator to the object, or untie it (``retirer``)."""
    register, obj = find_object(request, place, kind, pk)
    try:
        if code := request.POST.get("retirer", ""):
            measure_no_more(register, obj, code, actor=request.actor)
            messages.success(request, _("L’indicateur n’est plus relié à cette fiche."))
        else:
            measure_by(register, obj, request.POST.get("indicateur", ""), actor=request.actor)
            messages.success(request, _("L’indicateur est relié : il mesure le résultat de cette fiche."))
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(reverse("thread", args=[place.slug, kind, pk]) + "#mesure")


def find_object(request: HttpRequest, place: Organisation, kind: str, pk: int) -> tuple[Register, Any]:
    """Return the register and the object that an address names; 404 when it has no thread or may not be seen."""
    try:
        register = register_of(kind)
    except KeyError:
        raise Http404 from None
    obj = register.objects(place, request.actor).filter(pk=pk).first() if register.linkable else None
    if obj is None:
        raise Http404
    return register, obj


def _read(request: HttpRequest, place: Organisation, register: Register, obj: Any) -> FullThread:
    return read_thread(register, obj, actor=request.actor, place=place, today=place.today())
