"""The page where a collectivité sees where it stands among those of its stratum."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.indicators import peers
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.strata import bands_of, stratum_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT


def peer_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the quartiles of the stratum to a collectivité that shares; explain the sharing to one that does not."""
    if place.parent_id:
        raise Http404
    stratum, sharing = stratum_of(place), peers.sharing_of(place)
    found = peers.lines(place, stratum) if sharing and stratum else []
    context = {
        "heading": _("Se situer parmi d’autres"),
        "subtitle": _("Des repères anonymes entre collectivités comparables, si chacune l’accepte."),
        "crumbs": [{"label": _("Tableaux"), "href": reverse("boards", args=[place.slug])}],
        "stratum": stratum,
        "bands": bands_of(place),
        "sharing": sharing,
        "count": len(peers.peers_of(stratum)) if sharing and stratum else 0,
        "least": peers.LEAST,
        "lines": found,
        "compared": [indicator_of(code).label for code in peers.COMPARED],
        "may_edit": request.actor.can(EDIT, "indicators", place),
    }
    return render(request, "indicators/peers.html", context)


@require_POST
def peer_share(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Begin to share, or stop."""
    try:
        peers.share(place, request.POST.get("wanted") == "1", actor=request.actor)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("C’est noté."))
    return redirect("peers", place.slug)
