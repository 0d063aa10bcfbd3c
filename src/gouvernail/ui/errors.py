"""Error pages in clear French: what happened, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, heading: str, explanation: str) -> HttpResponse:
    return render(request, "ui/error.html", {"heading": heading, "explanation": explanation}, status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the person is known, the right is missing."""
    reason = str(exception) if exception and str(exception) else ""
    explanation = reason or _("Votre rôle ne donne pas ce droit. Demandez-le à l’administrateur de votre collectivité.")
    return _page(request, 403, _("Accès refusé"), explanation)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: nothing here, or nothing this person may see (the two look alike on purpose)."""
    return _page(
        request,
        404,
        _("Page introuvable"),
        _("Cette page n’existe pas, ou elle appartient à une collectivité que votre rôle ne vous ouvre pas."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: nothing was half written, and the person may try again."""
    return _page(
        request,
        500,
        _("Gouvernail a rencontré une erreur"),
        _("Rien n’a été enregistré à moitié. Réessayez ; si l’erreur revient, prévenez votre administrateur."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form comes back with an expired or foreign token."""
    return _page(
        request,
        403,
        _("Formulaire expiré"),
        _("Cette page est restée ouverte trop longtemps, ou vient d’un autre site. Rechargez-la puis recommencez."),
    )


def too_large(request: HttpRequest, megabytes: int) -> HttpResponse:
    """Answer 413 to a request heavier than anything Gouvernail asks for; nothing of it was read."""
    return _page(
        request,
        413,
        _("Envoi trop volumineux"),
        _("Gouvernail accepte %(size)s Mo au plus. Découpez le fichier, puis recommencez.") % {"size": megabytes},
    )
