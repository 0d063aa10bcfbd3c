"""The addresses of the indicators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from gouvernail.organisations.doors import door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW


def indicators(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the indicators."""
    return render(request, "ui/layout.html", {"heading": _("Indicateurs")})


urlpatterns = [path("c/<slug:slug>/indicateurs/", door("indicators", VIEW)(indicators), name="indicators")]
