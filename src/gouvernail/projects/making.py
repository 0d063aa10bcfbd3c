"""A project made of something else by one button: what is read and said is the same whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gouvernail.organisations.models import Organisation
from gouvernail.projects.models import Project
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def made_from(
    request: HttpRequest, place: Organisation, kind: str, pk: int, make: Callable[..., Project], said: Any
) -> HttpResponse:
    """Make a project of the object of a ``kind`` numbered ``pk`` and lead to it, or back with the refusal.

    Raises ``Http404`` when there is no such object at the place for this person, and what ``make`` raises but refusals.
    """
    register = register_of(kind)
    origin = register.objects(place, request.actor).filter(pk=pk).first()
    if origin is None:
        raise Http404
    try:
        project = make(origin, actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(register.href(place, origin))
    messages.success(request, said)
    return redirect(register_of("project").href(place, project))
