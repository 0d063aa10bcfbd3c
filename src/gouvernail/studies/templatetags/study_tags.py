"""What the templates of studies need beyond those of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(items: Sequence[Any], position: int) -> Any:
    """Return the item at a position, or nothing beyond the end."""
    return items[position] if position < len(items) else ""
