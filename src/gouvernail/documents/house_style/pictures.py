"""A logo that is brought: opened, made small enough, written anew without what cameras and scanners add."""

from __future__ import annotations

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from gouvernail.documents.kit.style import Logo
from gouvernail.registers.operations import RefusedError

LARGEST = 3_000_000
"""Bytes that a picture may weigh."""
WIDEST = 1200
"""Pixels kept on the longest side."""
_SMALLEST, _MOST_PIXELS, _LONGEST_RATIO = 24, 40_000_000, 12


def read_logo(content: bytes, alt: str) -> Logo:
    """Return the picture as a PNG of at most ``WIDEST`` pixels; raise ``RefusedError``, in French, otherwise."""
    if len(content) > LARGEST:
        raise RefusedError(_("Cette image dépasse 3 Mo."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            _check_size(*picture.size)
            kept = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(_("Cette image ne s’ouvre pas : il faut un PNG ou un JPEG.")) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise RefusedError(_("Cette image est abîmée : enregistrez-la de nouveau en PNG.")) from error
    kept.thumbnail((WIDEST, WIDEST))
    buffer = io.BytesIO()
    kept.save(buffer, "PNG", optimize=True)
    return Logo(buffer.getvalue(), kept.width, kept.height, alt)


def _check_size(width: int, height: int) -> None:
    if min(width, height) < _SMALLEST:
        raise RefusedError(_("Cette image est trop petite : 24 pixels au moins de côté."))
    if width * height > _MOST_PIXELS:
        raise RefusedError(_("Cette image a trop de pixels : 40 millions au plus."))
    if max(width, height) > _LONGEST_RATIO * min(width, height):
        raise RefusedError(_("Cette image est trop allongée pour servir de logo."))
