"""The addresses of the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from gouvernail.organisations.doors import door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT


def start(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Choose a file."""
    return render(request, "ui/layout.html", {"heading": "Importer"})


urlpatterns = [path("c/<slug:slug>/imports/nouveau/", door("imports", EDIT)(start), name="import_start")]
