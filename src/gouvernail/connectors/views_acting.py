"""What a person does to an import once it is compared: accept, compare again, apply, drop."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.connectors import applying, deciding, receiving
from gouvernail.connectors.enums import RunState
from gouvernail.connectors.views import SURE, answers_taken, compare_and_show, open_run
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError


def accept(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Accept all the proposals that are sure enough."""
    run, _register = open_run(request, place, pk)
    if request.method == "POST":
        try:
            messages.success(request, answers_taken(deciding.accept_all(run, request.actor, SURE)))
        except RefusedError as error:
            messages.error(request, error.messages[0])
    return redirect("import_check", place.slug, run.pk)


def again(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Compare again: after a failure, an interruption, or a change in what is held."""
    run, _register = open_run(request, place, pk)
    if request.method == "POST":
        return compare_and_show(request, place, run)
    return redirect("import_check", place.slug, run.pk)


def apply(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Write what was looked at; when something moved meanwhile, show it again instead."""
    run, _register = open_run(request, place, pk)
    if request.method != "POST":
        return redirect("import_check", place.slug, run.pk)
    if run.state == RunState.APPLIED:
        messages.info(request, _("Cet import était déjà appliqué : rien n’a été écrit une seconde fois."))
        return redirect("import_run", place.slug, run.pk)
    try:
        applying.apply(run, request.actor)
    except applying.StaleError:
        messages.warning(
            request,
            _("Des fiches ont changé depuis l’aperçu. Rien n’est écrit : l’aperçu est refait, vérifiez-le de nouveau."),
        )
        return compare_and_show(request, place, run)
    except RefusedError as error:
        messages.error(request, error.messages[0])
        return redirect("import_check", place.slug, run.pk)
    messages.success(request, _("L’import est appliqué."))
    return redirect("import_run", place.slug, run.pk)


def cancel(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask, then drop the import."""
    run, register = open_run(request, place, pk)
    if request.method == "POST":
        try:
            receiving.cancel(run, request.actor, register)
        except RefusedError as error:
            messages.error(request, error.messages[0])
            return redirect("import_run", place.slug, run.pk)
        messages.success(request, _("L’import est abandonné. Rien n’a été écrit, le fichier est effacé."))
        return redirect("imports", place.slug)
    context = {
        "heading": _("Abandonner l’import de « %(name)s » ?") % {"name": run.file_name},
        "sentence": _("Rien n’a été écrit. Le fichier et ses lignes préparées seront effacés."),
        "confirm_label": _("Abandonner"),
        "confirm_icon": "x",
        "cancel_href": reverse("import_check", args=[place.slug, run.pk]),
    }
    return render(request, "ui/confirm.html", context)
