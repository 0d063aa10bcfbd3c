"""Which style and which template the documents of a place wear: its own, or those of the nearest place above it."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.documents.kit.style import HOUSE, Font, Logo, OwnTemplate, Style
from gouvernail.documents.models import DeckTemplate, HouseStyle
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import nearest


@dataclass(frozen=True)
class Look:
    """What a document wears: the style of a place, and its own PowerPoint template if it brought one."""

    style: Style
    template: OwnTemplate | None = None


def look_of(place: Organisation) -> Look:
    """Return what the documents of ``place`` wear."""
    return Look(style_of(place), template_of(place))


def style_of(place: Organisation) -> Style:
    """Return the style that the documents of ``place`` wear."""
    kept = nearest(HouseStyle.objects.all(), place)
    return HOUSE if kept is None else as_style(kept)


def template_of(place: Organisation) -> OwnTemplate | None:
    """Return the PowerPoint template on which the decks of ``place`` are drawn, if one was brought."""
    kept = nearest(DeckTemplate.objects.all(), place)
    return None if kept is None else OwnTemplate(bytes(kept.content), **kept.layouts)


def as_style(kept: HouseStyle) -> Style:
    """Return what was kept as the style that a document wears."""
    files = tuple(bytes(one) for one in (kept.font_regular, kept.font_bold) if one)
    logo = Logo(bytes(kept.logo), kept.logo_width, kept.logo_height, kept.logo_alt) if kept.logo else None
    return Style(kept.ink, tuple(kept.accents), Font(kept.font_name, float(kept.font_stretch), files), logo)
