"""Gives each request its actor: who acts, with which roles."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from gouvernail.organisations.actors import NOBODY, Actor, actor_of


class ActorMiddleware:
    """Puts ``request.actor`` and ``request.place`` on every request; the actor is asked of the database when needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor, then let the request through."""
        request.place = None
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, timezone.localdate())
