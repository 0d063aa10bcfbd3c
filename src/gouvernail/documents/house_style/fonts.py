"""A font that is brought: opened, named, measured beside Calibri."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import ImageFont

from gouvernail.documents.kit.metrics import text_width
from gouvernail.documents.kit.style import HOUSE, dressed
from gouvernail.registers.operations import RefusedError

SENTENCE = (
    "Les décisions à prendre par le comité de pilotage : déploiement de l’antivirus, renouvellement du parc, "
    "budget 2026 (1 234 k€), échéance au 31 décembre ; « à défaut », l’élu référent tranche."
)
LARGEST = 5_000_000
"""Bytes that a font file may weigh."""
_SANE = (0.6, 1.8)


@dataclass(frozen=True)
class BroughtFont:
    """A font file that was brought: its family, its ratio to Calibri, its bytes."""

    family: str
    stretch: float
    content: bytes


def read_font(content: bytes, *, bold: bool = False) -> BroughtFont:
    """Return what a TrueType or OpenType file holds; raise ``RefusedError``, in French, for anything else."""
    if len(content) > LARGEST:
        raise RefusedError(_("Ce fichier de police dépasse 5 Mo."))
    if content[:4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        raise RefusedError(_("Ce fichier n’est pas une police TrueType ou OpenType (TTF, OTF)."))
    try:
        font = ImageFont.truetype(io.BytesIO(content), 1000)
        length = font.getlength(SENTENCE)
    except (OSError, ValueError) as error:
        raise RefusedError(_("Cette police ne s’ouvre pas : le fichier est peut-être abîmé.")) from error
    family = _family(content)
    with dressed(HOUSE):
        stretch = length / 1000 / text_width(SENTENCE, 72, bold=bold)
    if not _SANE[0] < stretch < _SANE[1]:
        raise RefusedError(_("Cette police est trop étroite ou trop large pour des diapositives."))
    return BroughtFont(family, stretch, content)


def _family(content: bytes) -> str:
    """Return the family as Typst will look for it."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "font.ttf").write_bytes(content)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder]).fonts()
        own = [one.family for one in fonts if one.path and folder in str(one.path)]
    if not own:
        raise RefusedError(_("Cette police ne s’ouvre pas : le fichier est peut-être abîmé."))
    return str(own[0])
