"""What every page's frame needs: menu, places, the day it is here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.ui.navigation import Entry, Group, groups


@dataclass
class MenuItem:
    """A line of the menu as the template shows it."""

    label: str
    href: str
    icon: str = ""
    current: bool = False
    children: list[MenuItem] = field(default_factory=list)


@dataclass
class PlaceItem:
    """An organisation one may switch to."""

    name: str
    href: str
    depth: int
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's context; on pages without a place, the first one the person may enter stands in."""
    base = {
        "accessibility_state": _("non conforme"),
        "navigation": [],
        "places": [],
        "place": None,
        "today": timezone.localdate(),
        "is_demo_day": False,
        "search_href": "",
        "help_href": reverse("help"),
        "site_map_href": reverse("site_map"),
        "accessibility_href": reverse("accessibility"),
    }
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return base
    actor = request.actor
    places = actor.places()
    place = request.place or (places[0] if places else None)
    if place is None:
        return base
    return base | {
        "place": place,
        "places": _places(places, place),
        "navigation": _navigation(request, actor, place),
        "today": place.today(),
        "is_demo_day": place.is_demo,
        "search_href": reverse("search", args=[place.slug]),
    }


def _places(places: list[Organisation], current: Organisation) -> list[PlaceItem]:
    top = min((place.depth for place in places), default=0)
    return [PlaceItem(str(p), reverse("cockpit", args=[p.slug]), p.depth - top, p.pk == current.pk) for p in places]


def _navigation(request: HttpRequest, actor: Actor, place: Organisation) -> list[MenuItem]:
    items = (_group(request.path, actor, place, group) for group in groups())
    return [item for item in items if item is not None]


def _group(path: str, actor: Actor, place: Organisation, group: Group) -> MenuItem | None:
    entries = [_entry(path, place, entry) for entry in group.entries if _is_open(entry, place, actor)]
    if not entries:
        return None
    current = any(entry.current for entry in entries)
    children = entries if len(entries) > 1 else []
    return MenuItem(str(group.label), entries[0].href, group.icon, current, children)


def _is_open(entry: Entry, place: Organisation, actor: Actor) -> bool:
    """Whether the page behind an entry opens to somebody: what only leads to a refusal is not offered."""
    if entry.verb and not actor.can(entry.verb, entry.family, place):
        return False
    return actor.sees_something(entry.family, place)


def _entry(path: str, place: Organisation, entry: Entry) -> MenuItem:
    href = reverse(entry.url_name, args=[place.slug])
    current = path == href if entry.url_name == "cockpit" else path.startswith(href)
    return MenuItem(str(entry.label), href, current=current)
