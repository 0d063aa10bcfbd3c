"""The house style of a document: colours, font, logo. What is drawn inside ``dressed(style)`` wears it.

State colours (alert, risk…) are not part of it: see ``palette.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from gouvernail.documents.kit import palette
from gouvernail.ui.charts.colours import LIGHT, RANKS, SERIES, contrast
from gouvernail.ui.charts.svg import INTER, Lettering

READABLE = 4.5
"""The least contrast (WCAG 2.2, criterion 1.4.3) of a text on its ground."""
VISIBLE = 3.0
"""The least contrast (WCAG 2.2, criterion 1.4.11) of a bar or a line on its ground."""
_RANK_TINTS = (0.0, 0.38, 0.66, 0.85)
_NIGHT = "0b1018"


STRETCHES = {
    "Calibri": 1.0,
    "Aptos": 1.08,
    "Arial": 1.14,
    "Georgia": 1.15,
    "Marianne": 1.2,
    "Segoe UI": 1.12,
    "Times New Roman": 1.02,
    "Trebuchet MS": 1.12,
    "Verdana": 1.37,
}
"""Fonts that office software usually has, with their widest ratio to Calibri on a French sentence, bold included."""
INTER_STRETCH = 1.163
"""How much wider than Calibri Inter runs, the font of a PDF when none was brought."""
WIDE = 1.25
"""The ratio taken for a font that is not known: rather a text too small than one cut."""


@dataclass(frozen=True)
class Font:
    """A font: its name in office software, how much wider than Calibri it runs, its files for the PDF (none: Inter)."""

    name: str = "Calibri"
    stretch: float = 1.0
    files: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Logo:
    """A PNG or JPEG picture, its size in pixels, and the words read in its place."""

    content: bytes
    width: int
    height: int
    alt: str

    @property
    def suffix(self) -> str:
        """The usual extension of the picture."""
        return "png" if self.content.startswith(b"\x89PNG") else "jpg"


@dataclass(frozen=True)
class Style:
    """Ink (texts, ground of the covers), six colours of series (the first is that of titles), font, logo.

    Colours are six hexadecimal digits.
    """

    ink: str = palette.INK
    accents: tuple[str, ...] = palette.SERIES
    font: Font = Font()
    logo: Logo | None = None

    def is_dark(self, index: int) -> bool:
        """Say whether a text on the series colour numbered ``index`` is to be white."""
        colour = f"#{self.accents[index % len(self.accents)]}"
        return contrast("#ffffff", colour) >= contrast(f"#{self.ink}", colour)


@dataclass(frozen=True)
class OwnTemplate:
    """A PowerPoint file and the rank of the layout that serves each kind of slide; ``pair`` has two places."""

    data: bytes = field(repr=False)
    opening: int
    section: int
    body: int
    pair: int | None = None


HOUSE = Style()
_worn: ContextVar[Style] = ContextVar("worn", default=HOUSE)


def worn() -> Style:
    """Return the style that the document being drawn wears."""
    return _worn.get()


@contextmanager
def dressed(style: Style) -> Iterator[None]:
    """Draw in ``style`` until the end of the block; other threads keep theirs."""
    token = _worn.set(style)
    try:
        yield
    finally:
        _worn.reset(token)


@lru_cache(maxsize=8)
def chart_colours(style: Style) -> Mapping[str, str]:
    """Return the colour of each token of a chart drawn in ``style``, as ``#rrggbb``."""
    if (style.ink, style.accents) == (HOUSE.ink, HOUSE.accents):
        return LIGHT
    first = f"#{style.accents[0]}"
    own = {token: f"#{colour}" for token, colour in zip(SERIES, style.accents, strict=True)}
    own |= {token: _mixed(first, share) for token, share in zip(RANKS, _RANK_TINTS, strict=True)}
    own |= {"ink": f"#{style.ink}", "link": first, "mark": own["c4"]}
    on = {f"on-{token}": _on(own[token]) for token in (*SERIES, *RANKS)}
    return LIGHT | own | on


def chart_lettering(style: Style) -> Lettering:
    """Return the font of the charts drawn in ``style``: that which was brought, or Inter."""
    if not style.font.files:
        return INTER
    name = style.font.name.replace("'", "")
    return Lettering(f"'{name}', {INTER.families}", min(1.0, INTER_STRETCH / style.font.stretch))


def _mixed(colour: str, share: float) -> str:
    """Return ``colour`` with ``share`` (0 to 1) of white."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in channels)


def _on(colour: str) -> str:
    return max(("#ffffff", f"#{_NIGHT}"), key=lambda ink: contrast(ink, colour))
