"""Finding what an address names, among what the person may see there; anything else is not found."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from gouvernail.governance.models import Committee, Decision, Meeting
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of


def find_meeting(request: HttpRequest, place: Organisation, pk: int, verb: str) -> Meeting:
    """Return a meeting of the place; 404 when the person may not see it, 403 when they may not do ``verb`` to it."""
    return _find(request, place, "meeting", pk, verb)


def find_committee(request: HttpRequest, place: Organisation, pk: int, verb: str) -> Committee:
    """Return a committee of the place, as ``find_meeting`` does."""
    return _find(request, place, "committee", pk, verb)


def find_decision(request: HttpRequest, place: Organisation, pk: int, verb: str) -> Decision:
    """Return a decision of the place, as ``find_meeting`` does."""
    return _find(request, place, "decision", pk, verb)


def _find(request: HttpRequest, place: Organisation, kind: str, pk: int, verb: str) -> Any:
    register = register_of(kind)
    obj = register.objects(place, request.actor).filter(pk=pk).first()
    if obj is None:
        raise Http404
    if not register.may(request.actor, verb, obj):
        raise PermissionDenied
    return obj
