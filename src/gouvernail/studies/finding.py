"""Finding what an address names, among what the person may see there; anything else is not found."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.registry import register_of
from gouvernail.studies.models import Criterion, Scenario, Study
from gouvernail.studies.whole import Whole, whole_of


def find_study(request: HttpRequest, place: Organisation, pk: int, verb: str = VIEW) -> Study:
    """Return a study of the place; 404 when the person may not see it, 403 when they may not do ``verb`` there."""
    study = register_of("study").objects(place, request.actor).filter(pk=pk).first()
    if study is None:
        raise Http404
    if not request.actor.can(verb, "studies", study.organisation):
        raise PermissionDenied
    return study


def find_whole(request: HttpRequest, place: Organisation, pk: int, verb: str = VIEW) -> Whole:
    """Return a study of the place with all it holds, as ``find_study`` does."""
    return whole_of(find_study(request, place, pk, verb))


def find_criterion(whole: Whole, pk: int) -> Criterion:
    """Return a criterion of the study, or « not found »."""
    try:
        return whole.criterion(pk)
    except KeyError as error:
        raise Http404 from error


def find_scenario(whole: Whole, pk: int) -> Scenario:
    """Return a scenario of the study, or « not found »."""
    try:
        return whole.scenario(pk)
    except KeyError as error:
        raise Http404 from error
