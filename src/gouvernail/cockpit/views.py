"""The home page, and the pages that belong to no other room."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.administration.starting import is_new
from gouvernail.cockpit.composing import compose
from gouvernail.organisations.doors import open_door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.registry import registers


@open_door
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the dashboard of the first organisation the person may enter; a new installation leads to its start."""
    if not request.user.is_authenticated:
        return redirect("first_start") if is_new() else redirect("account_login")
    places = request.actor.places()
    if not places:
        return render(request, "cockpit/nowhere.html", {"heading": _("Aucune collectivité ne vous est ouverte")})
    return redirect("cockpit", places[0].slug)


def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database does, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever the database's reason, the probe must get its answer
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


def cockpit(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show where the information system stands."""
    shown = compose(place, request.actor, place.today())
    may_prepare = shown.meeting is not None and request.actor.can(EDIT, "governance", shown.meeting.organisation)
    context = {
        "heading": _("Tableau de bord SI"),
        "cockpit": shown,
        "prepare_href": reverse("meeting_prepare", args=[place.slug, shown.meeting.pk]) if may_prepare else "",
        "is_empty": shown.is_empty,
    }
    return render(request, "cockpit/cockpit.html", context)


def search(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Find objects of every kind by their words."""
    from gouvernail.cockpit.searching import find
    from gouvernail.registers.folding import searched_text

    text = searched_text(request.GET.get("q", ""))
    groups = find(text, place=place, actor=request.actor) if text else []
    context = {"heading": _("Recherche"), "search_text": text, "groups": groups}
    return render(request, "cockpit/search.html", context)


def getting_started(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the six first steps, one action each, with what is already done."""
    from gouvernail.cockpit.first_steps import first_steps

    steps = first_steps(place, request.actor)
    context = {
        "heading": _("Bien démarrer"),
        "subtitle": _("Six étapes, une action chacune. Revenez quand vous voulez : rien ne presse."),
        "steps": steps,
        "done": sum(step.done for step in steps),
        "next_step": next((step for step in steps if not step.done), None),
    }
    return render(request, "cockpit/getting_started.html", context)


def help_page(request: HttpRequest) -> HttpResponse:
    """Say in short how Gouvernail works."""
    return render(request, "cockpit/help.html", {"heading": _("Aide"), "registers": list(registers())})


def site_map(request: HttpRequest) -> HttpResponse:
    """List every page of the menu."""
    return render(request, "cockpit/site_map.html", {"heading": _("Plan du site")})


def accessibility(request: HttpRequest) -> HttpResponse:
    """Declare the state of accessibility: not conformant until somebody audits it."""
    return render(request, "cockpit/accessibility.html", {"heading": _("Déclaration d’accessibilité")})
