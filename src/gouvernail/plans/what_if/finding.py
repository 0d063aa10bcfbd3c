"""Finding the run that an address names, among what the person may see there; anything else is not found."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import PlanRun
from gouvernail.registers.registry import register_of


def find_run(request: HttpRequest, place: Organisation, pk: object) -> PlanRun:
    """Return a run of the place; 404 when the person may not see it, 403 when they do not see its budget."""
    query = register_of("plan_run").objects(place, request.actor)
    run = query.filter(pk=pk).first() if str(pk).isdecimal() else None
    if run is None:
        raise Http404
    if not request.actor.can(VIEW, "budget", run.organisation):
        raise PermissionDenied
    return run
