"""The paths of the tree ("0001/0003/"): what stands above a place, and which setting holds there."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from gouvernail.organisations.models import Organisation

Row = TypeVar("Row", bound=Model)


def lineage(path: str) -> list[str]:
    """Return the paths from the root down to ``path``, both included: "a/b/" gives "a/" and "a/b/"."""
    return list(accumulate(f"{step}/" for step in path.rstrip("/").split("/")))


def parent_of(path: str) -> str:
    """Return the path just above; "" above a root."""
    return "".join(lineage(path)[-2:-1])


def nearest(rows: QuerySet[Row], place: Organisation) -> Row | None:
    """Return which of ``rows`` holds at ``place``: its own, else that of the nearest place above (one query)."""
    found = rows.filter(organisation__path__in=lineage(place.path))
    return found.select_related("organisation").order_by("-organisation__path").first()
