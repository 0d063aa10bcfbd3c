"""How wide a text will be, so that it can be cut, wrapped or turned before it overflows.

A server has no screen to measure on: the widths below are the advances of Inter (SIL Open Font License), in hundredths
of the font size, rounded up (digits all alike, as pages set them). A fallback font may differ by a few percent;
drawings leave that much room.
"""

from __future__ import annotations

import html
import re

_ADVANCES = {
    24: "ijlîï",
    26: "IÎÏ’",
    28: " !,.:·\u00a0\u202f",
    30: "\"';",
    32: "`t",
    34: "|",
    36: "()/[\\]",
    38: "fr",
    42: "{}",
    44: "“”²",
    46: '"-_°',
    50: "*–",
    52: "?s",
    54: "kx",
    56: "Lavyzàâäÿ•",
    58: "Jceçéèêë«»",
    60: "EFhnouôöùûüÉÈÊË",
    62: "Zbdgpq",
    64: "#$&0123456789PRST",
    66: "+<=>B~€±×",
    68: "AKVXYÀÂ",
    72: "D",
    74: "CGHUÇÙÛ",
    76: "NOQÔ",
    82: "w",
    86: "…",
    88: "m",
    90: "M",
    92: "æ",
    98: "%W@",
}
_ADVANCE = {character: width / 100 for width, characters in _ADVANCES.items() for character in characters}
_WIDEST = 1.0  # an unknown character (œ, ideogram, emoji) takes a whole square
_BOLD = 1.06
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("[ \t\n\r]+")
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """Return ``text`` on one line, without the control characters that XML refuses; no-break spaces stay."""
    return _BLANKS.sub(" ", _NOT_XML.sub(" ", text)).strip(" ")


def escape(text: str) -> str:
    """Return ``text`` cleaned, and safe inside an element or a quoted attribute, in HTML and in XML."""
    return html.escape(clean(text), quote=True)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` in pixels at ``size`` pixels, rounded up by a few percent."""
    return sum(_ADVANCE.get(character, _WIDEST) for character in text) * size * (_BOLD if bold else 1)


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return ``text``, cut with an ellipsis when it is wider than ``room`` pixels."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + _ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,.;:-") + _ELLIPSIS


def wrap(text: str, room: float, size: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Return ``text`` on at most ``lines`` lines of ``room`` pixels, the last one cut with an ellipsis if need be."""
    rows: list[str] = []
    rest = clean(text).split(" ")
    while rest and len(rows) < lines - 1:
        row = rest.pop(0)
        while rest and text_width(f"{row} {rest[0]}", size, bold=bold) <= room:
            row = f"{row} {rest.pop(0)}"
        rows.append(fit(row, room, size, bold=bold))
    if rest:
        rows.append(fit(" ".join(rest), room, size, bold=bold))
    return rows
