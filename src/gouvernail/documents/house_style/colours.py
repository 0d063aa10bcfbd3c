"""Colours checked before they are kept: what is read or seen on a slide must be, by everyone."""

from __future__ import annotations

import colorsys
import re
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.kit.style import READABLE, VISIBLE, Style
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.ui.charts.colours import contrast

LABELS: tuple[str | Promise, ...] = (
    gettext_lazy("Couleur principale"),
    gettext_lazy("Deuxième couleur"),
    gettext_lazy("Troisième couleur"),
    gettext_lazy("Quatrième couleur"),
    gettext_lazy("Cinquième couleur"),
    gettext_lazy("Sixième couleur"),
)
INK_LABEL = gettext_lazy("Textes et fonds de couverture")
_APART = 14.0
"""The least distance (CIE 1976) at which two series are told apart on one chart."""


def digits_of(text: str) -> str:
    """Return the six digits of « #1b4fa8 » or « 1B4FA8 »; raise ``ValueError`` for anything else."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{6})", text.strip())
    if found is None:
        raise ValueError(text)
    return found[1].lower()


def flaws(style: Style) -> dict[str, list[str]]:
    """Return, by field (``ink``, ``accent1`` … ``accent6``), what forbids its colour; nothing when all may be kept.

    Texts ask 4.5:1 on white (WCAG 2.2, 1.4.3): the ink and the first colour. Bars and lines ask 3:1 (1.4.11). Two
    series must be 14 apart in CIE 1976.
    """
    found: dict[str, list[str]] = {}
    for name, colour, least in _asked(style):
        ratio = contrast("#ffffff", f"#{colour}")
        if ratio < least:
            found.setdefault(name, []).append(_too_pale(colour, ratio, least))
    for (one, first), (other, second) in combinations(enumerate(style.accents), 2):
        if distance(first, second) < _APART:
            words = {"one": str(LABELS[one]).lower()}
            found.setdefault(f"accent{other + 1}", []).append(
                _("Trop proche de la « %(one)s » : les deux se confondraient sur un graphique.") % words
            )
    return found


def _asked(style: Style) -> list[tuple[str, str, float]]:
    accents = [
        (f"accent{rank}", colour, READABLE if rank == 1 else VISIBLE) for rank, colour in enumerate(style.accents, 1)
    ]
    return [("ink", style.ink, READABLE), *accents]


def _too_pale(colour: str, ratio: float, least: float) -> str:
    return _(
        "Trop pâle sur fond blanc : contraste de %(ratio)s pour 1, il en faut %(least)s. "
        "La plus proche qui convienne : #%(better)s."
    ) % {
        "ratio": format_number(round(ratio, 1)),
        "least": format_number(least),
        "better": darkened(colour, least),
    }


def darkened(colour: str, least: float) -> str:
    """Return the same hue, as light as it can be with a contrast of ``least`` on white."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    while light > 0:
        shade = "".join(f"{round(255 * one):02x}" for one in colorsys.hls_to_rgb(hue, light, strength))
        if contrast("#ffffff", f"#{shade}") >= least:
            return shade
        light -= 0.005
    return "000000"


def distance(one: str, other: str) -> float:
    """Return the distance of two colours (ΔE*ab, CIE 1976)."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def _lab(colour: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour in sRGB under D65 (IEC 61966-2-1, CIE 15)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
