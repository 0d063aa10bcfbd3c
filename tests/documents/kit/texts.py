"""Every text that a reader of a story must find in its drawing."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

_TECHNICAL = {"tone", "kind", "align", "href", "category_label", "unit", "held_on_text", "footer"}


def texts_of(value):
    """Yield each text of a story value, its technical words (tones, kinds, alignments) left out."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name in _TECHNICAL and not (field.name == "kind" and hasattr(value, "text")):
                continue
            yield from texts_of(getattr(value, field.name))


def squeeze(text):
    """Return ``text`` with every run of spaces, breakable or not, as one space."""
    return re.sub(r"[\s\u00a0\u202f\u2002]+", " ", text)
