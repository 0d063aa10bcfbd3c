"""What a campaign's sheet shows of its results."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.awareness.models import Campaign
from gouvernail.awareness.queries import results_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.panels import Panel, SheetAction


def results_panel(request: HttpRequest, place: Organisation, campaign: Campaign) -> Panel:
    """Show the results by department, small ones withheld."""
    return Panel("awareness/results_panel.html", {"results": results_of(campaign)})


def results_actions(request: HttpRequest, place: Organisation, campaign: Campaign) -> list[SheetAction]:
    """Offer to type the results, to those who may."""
    if not request.actor.can(EDIT, "facts", campaign.organisation):
        return []
    href = reverse("campaign_results", args=[place.slug, campaign.pk])
    return [SheetAction(_("Saisir les résultats"), href, "edit")]
