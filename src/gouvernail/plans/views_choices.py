"""The page of the choices still open in a plan: what each variant costs, putting them to the committee, settling."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.choosing import Choice, choose, decision_of, may_choose, may_put, open_choices, put_to_committee
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def choices_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the choices still open; put one to the committee, or keep one variant, when asked."""
    lines = register_of("budget_line").objects(place, request.actor).order_by("organisation_id", "choice", "year", "pk")
    found = open_choices(lines)
    if request.method == "POST":
        return _act(request, place, found)
    context = {
        "heading": _("Choix à trancher"),
        "subtitle": _("Tant qu’un choix est ouvert, les totaux du plan vont du moins cher au plus cher"),
        "choices": [_shown(request, place, rank, one) for rank, one in enumerate(found)],
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "plans/choices.html", context)


def _shown(request: HttpRequest, place: Organisation, rank: int, one: Choice) -> dict[str, Any]:
    decision = decision_of(one)
    sees = decision is not None and request.actor.can(VIEW, "governance", decision.organisation)
    return {
        "rank": rank,
        "name": one.name,
        "variants": one.variants,
        "decision": decision if sees else None,
        "decision_href": register_of("decision").href(place, decision) if sees else "",
        "may_put": decision is None and may_put(request.actor, one.organisation),
        "may_choose": may_choose(request.actor, one.organisation),
    }


def _act(request: HttpRequest, place: Organisation, found: list[Choice]) -> HttpResponse:
    """Do what a button asks: the choice is named by its words, which another act may have settled meanwhile."""
    name, variant = request.POST.get("choix", ""), request.POST.get("variante", "")
    choice = next((one for one in found if one.name == name), None)
    if choice is None:
        raise Http404
    try:
        if variant:
            decision = choose(choice, variant, actor=request.actor)
            said = _("« %(variant)s » est retenue ; la version d’avant garde toutes les variantes.") % {
                "variant": variant
            }
        else:
            decision = put_to_committee(choice, actor=request.actor)
            said = _("La décision est prête : l’ordre du jour du prochain comité la propose.")
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plan_choices", place.slug)
    messages.success(request, said)
    return redirect(register_of("decision").href(place, decision))
