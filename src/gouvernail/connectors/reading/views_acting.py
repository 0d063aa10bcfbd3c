"""What a person does of a document read: answer to its faults, apply it, drop it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.applying import StaleError
from gouvernail.connectors.reading import applying, working
from gouvernail.connectors.reading.enums import UNREAD, ReadingState
from gouvernail.connectors.reading.forms import answers_in
from gouvernail.connectors.reading.keeping import check_rights
from gouvernail.connectors.reading.queries import document_at
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError


def answer(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Take what is answered to the faults."""
    reading = document_at(place, pk)
    check_rights(reading.organisation, request.actor)
    address = reverse("document_read", args=[place.slug, pk])
    if request.method == "POST":
        count = applying.answer(reading, request.actor, answers_in(request.POST))
        sentence = ngettext("%(n)s réponse prise en compte.", "%(n)s réponses prises en compte.", count)
        told = sentence % {"n": format_number(count)} if count else _("Aucune réponse nouvelle.")
        messages.success(request, told)
        gravity = request.POST.get("gravite", "")
        address += f"?gravite={gravity}" if gravity.isalpha() else ""
    return HttpResponseRedirect(address)


def apply(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Write all that is ready; when something moved meanwhile, compare again instead."""
    reading = document_at(place, pk)
    check_rights(reading.organisation, request.actor)
    if request.method == "POST":
        try:
            written = applying.apply(reading, request.actor)
        except StaleError:
            applying.compare_again(reading, request.actor)
            messages.warning(
                request, _("Des fiches ont changé depuis la lecture. Rien n’est écrit : vérifiez de nouveau.")
            )
        except RefusedError as error:
            messages.error(request, error.messages[0])
        else:
            _say_written(request, written, reading.state)
    return redirect("document_read", place.slug, pk)


def _say_written(request: HttpRequest, written: int, state: str) -> None:
    if not written:
        messages.info(request, _("Ce document était déjà appliqué : rien n’a été écrit une seconde fois."))
        return
    sentence = ngettext("%(n)s fiche écrite.", "%(n)s fiches écrites.", written) % {"n": format_number(written)}
    if state != ReadingState.APPLIED:
        sentence += " " + _("D’autres propositions attendent encore.")
    messages.success(request, sentence)


def take_up(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Start again a reading that its server left."""
    reading = document_at(place, pk)
    check_rights(reading.organisation, request.actor)
    if request.method == "POST":
        try:
            working.take_up(reading)
        except RefusedError as error:
            messages.error(request, error.messages[0])
    return redirect("document_read", place.slug, pk)


def cancel(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask, then drop the document."""
    reading = document_at(place, pk)
    check_rights(reading.organisation, request.actor)
    if request.method == "POST":
        try:
            applying.cancel(reading, request.actor)
        except RefusedError as error:
            messages.error(request, error.messages[0])
            return redirect("document_read", place.slug, pk)
        messages.success(
            request,
            _("La lecture est annulée : rien n’est gardé du document.")
            if reading.state in UNREAD
            else _("Le document est abandonné. Ses propositions sont effacées, ses défauts gardés."),
        )
        return redirect("documents_read", place.slug)
    context = {
        "heading": _("Abandonner « %(name)s » ?") % {"name": reading.file_name},
        "sentence": _("Ses propositions qui ne sont pas appliquées seront effacées."),
        "confirm_label": _("Abandonner"),
        "confirm_icon": "x",
        "cancel_href": reverse("document_read", args=[place.slug, pk]),
    }
    return render(request, "ui/confirm.html", context)
