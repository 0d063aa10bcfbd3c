"""Template tags for charts: ``{% load chart_tags %}`` then ``{% chart value %}`` or ``{% sparkline values %}``."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from gouvernail.ui.charts.figure import figure
from gouvernail.ui.charts.model import Chart, Number
from gouvernail.ui.charts.svg import sparkline as draw_sparkline

register = template.Library()
_COUNTER = "chart_tags_counter"


@register.simple_tag(takes_context=True)
def chart(context: Context, value: Chart | None, heading: int = 0, title: bool = True) -> SafeString:
    """Write ``value`` as a whole figure; nothing when there is no chart.

    ``heading`` (2 to 6) makes its title a heading of that level; ``title=False`` leaves the title to the card around.
    """
    if value is None:
        return SafeString("")
    drawn = figure(value, uid=_unique(context, value), heading=heading, show_title=title)
    return mark_safe(drawn)  # noqa: S308 - figure() escapes every text: no imported label is ever markup


@register.simple_tag
def sparkline(values: Sequence[Number | None], tone: str = "neutral", label: str = "", width: int = 96) -> SafeString:
    """Write ``values`` as a small line beside a figure; hidden from screen readers unless ``label`` names it."""
    return mark_safe(draw_sparkline(values, tone=tone, label=label, width=width))  # noqa: S308 - escaped by sparkline()


def _unique(context: Context, value: Chart) -> str:
    """Return an identifier unique in the page, and most likely so among fragments loaded later into that page.

    The counter lives in the lowest layer of the render context, which included templates share.
    """
    shared = context.render_context.dicts[0]
    count = next(shared.setdefault(_COUNTER, itertools.count(1)))
    name = f"{type(value).__name__} {value.title}".encode(errors="replace")
    return f"chart-{hashlib.sha256(name).hexdigest()[:6]}-{count}"
