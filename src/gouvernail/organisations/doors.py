"""The doors: every page declares the right it asks for, and nobody gets in by a page that declares none.

``@door("contracts", VIEW)`` on a view whose URL names a place (``/c/<slug>/…``); ``@open_door`` on the few pages that
anybody may read; ``@signed_in`` on those that any signed-in person may read. A test walks all URLs and lists the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation

View = Callable[..., HttpResponse]
ANY_FAMILY = "*"


def door(family: str, verb: str, *, confided: bool = False) -> Callable[[View], View]:
    """Open a place's page to those who may do ``verb`` to ``family`` there.

    The view receives the organisation in the place of its slug. A place one may not enter looks like no place at all
    (404); a place one enters without the right answers 403. With ``confided``, those who hold objects of the family
    one by one get in too, and the view must narrow what it shows.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            place = enter(request, slug)
            actor = request.actor
            allowed = family == ANY_FAMILY or actor.can(verb, family, place)
            if not allowed and confided:
                allowed = actor.sees_something(family, place)
            if not allowed:
                raise PermissionDenied
            return view(request, place, *args, **kwargs)

        guarded.door = (family, verb)
        return guarded

    return declare


def opens(href: str, actor: Actor, place: Organisation) -> bool:
    """Return whether the page of this address, of this place, opens to ``actor``: a link to it may then be offered."""
    family, verb = getattr(resolve(urlsplit(href).path).func, "door", ("", ""))
    return family in (ANY_FAMILY, "open", "signed-in") or (bool(family) and actor.can(verb, family, place))


def enter(request: HttpRequest, slug: str) -> Organisation:
    """Return the organisation of this address and make it the request's place, or answer « not found »."""
    place = Organisation.objects.select_related("parent__parent").filter(slug=slug).first()
    if place is None or not request.actor.enters(place):
        raise Http404
    request.place = place
    return place


def open_door(view: View) -> View:
    """Declare a page that anybody may read, signed in or not."""
    view.door = ("open", "")
    return view


def signed_in(view: View) -> View:
    """Declare a page that any signed-in person may read."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.door = ("signed-in", "")
    return guarded
