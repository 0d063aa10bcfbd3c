"""The collectivités of the demonstration and what stands below them."""

from __future__ import annotations

from typing import Any

from gouvernail.organisations.models import Organisation

FIELDS = ("name", "short_name", "slug", "kind", "siren", "population", "population_source", "headcount", "about")


def plant_tree(content: dict[str, Any]) -> dict[str, Organisation]:
    """Create an organisation and all below it, marked as demonstration; return them by slug, the root first."""
    planted: dict[str, Organisation] = {}
    _plant(content, None, content["lives_on"], planted)
    return planted


def _plant(content: dict[str, Any], parent: Organisation | None, day: Any, planted: dict[str, Organisation]) -> None:
    values = {name: content[name] for name in FIELDS if name in content}
    planted[content["slug"]] = place = Organisation.objects.create(parent=parent, lives_on=day, is_demo=True, **values)
    for child in content.get("children") or []:
        _plant((content.get("children_share") or {}) | child, place, day, planted)
