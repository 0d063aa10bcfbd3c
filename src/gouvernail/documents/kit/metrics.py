"""How wide a text is, in the metrics of Calibri and Carlito, so that no box is ever too small for what it holds.

Another font is measured by its ratio to them. PowerPoint gives no reliable way to shrink a text to its box: the drawing
wraps and measures by itself. Widths are rounded up by group, in thousandths of the type size; an accented letter is as
wide as its bare letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from gouvernail.documents.kit.style import worn

_REGULAR = {
    200: "\u2009",
    229: "' \u202filı",
    239: "j",
    252: "ł,‘’‚.I·",
    268: ":;",
    291: "`",
    307: "()f-[]",
    319: "{}J",
    334: "!¡³",
    339: "t²°",
    349: "r",
    391: "/\\s",
    401: 'z"',
    423: "“”„Lc",
    433: "Łx",
    460: "vykFS|",
    471: "?¿Zg",
    487: "aTY",
    488: "E",
    498: "#*+<=>^_e~§×÷±–•−≤≥≠",
    512: "$0123456789£€«»",
    525: "PXKbdhnpqu",
    533: "oßøC",
    550: "RBµ○",
    552: "đ",
    567: "V",
    579: "A",
    604: "●□",
    623: "DH",
    631: "ĐG",
    646: "UN",
    664: "OØ",
    673: "½Q",
    690: "&…",
    705: "™",
    715: "%w",
    763: "Æ",
    773: "æ",
    799: "m",
    855: "œM",
    867: "Œ",
    894: "W@",
    905: "—→←",
    1038: "‰",
}
_BOLD = {
    200: "\u2009",
    233: " \u202f'",
    246: "ilı",
    258: "j,‘’‚",
    268: "ł.I·",
    276: ":;",
    306: "`-",
    316: "()f",
    331: "[]!¡J",
    344: "³²°{}",
    355: "tr",
    399: "zs",
    423: "cL",
    438: '/\\Ł“”„"',
    463: "Fx?¿",
    480: "Svgy|Zk",
    495: "EaT",
    503: "#*+<=>^_~§×÷±–•−≤≥≠e",
    507: "$0123456789£€",
    520: "Y",
    537: "CPbdhnpqu",
    544: "o«»ø",
    555: "K○Xß",
    569: "BRµđ",
    591: "V",
    606: "●□A",
    637: "DHG",
    639: "Đ",
    659: "UN",
    681: "OØ",
    691: "Q½",
    711: "&…",
    720: "™",
    729: "%",
    745: "w",
    775: "æÆ",
    813: "m",
    843: "œ",
    874: "MŒ",
    906: "@—→←W",
    1062: "‰",
}
_UNKNOWN = 620
_WIDE = 1000
LINE_HEIGHT = 1.22
POINTS_BY_INCH = 72.0


def _flatten(groups: dict[int, str]) -> dict[str, int]:
    return {character: width for width, characters in groups.items() for character in characters}


_WIDTHS = {False: _flatten(_REGULAR), True: _flatten(_BOLD)}


@lru_cache(maxsize=4096)
def _character_width(character: str, bold: bool) -> int:
    widths = _WIDTHS[bold]
    if character in widths:
        return widths[character]
    bare = unicodedata.normalize("NFD", character)[0]
    if bare in widths:
        return widths[bare]
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in inches of ``text`` on one line at ``size`` points, in the font that is worn."""
    width = sum(_character_width(character, bold) for character in text)
    return width * worn().font.stretch * size / 1000 / POINTS_BY_INCH


def line_height(size: float, lines: int = 1) -> float:
    """Return the height in inches of ``lines`` lines of text at ``size`` points."""
    return lines * size * LINE_HEIGHT / POINTS_BY_INCH


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return ``text`` cut into the lines that fit in ``width`` inches; a word too long is cut where the line ends.

    A line break in ``text`` is kept; no-break spaces never break. An empty text gives one empty line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            candidate = f"{line} {word}" if line else word
            if text_width(candidate, size, bold=bold) <= width:
                line = candidate
                continue
            if line:
                lines.append(line)
            *full, line = _cut_word(word, width, size, bold)
            lines += full
        lines.append(line)
    return lines


def _cut_word(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def shorten(text: str, width: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, int, bool]:
    """Return ``text`` as it fits in ``lines`` lines, the number of lines it takes, and whether it was cut.

    A cut text ends with « … »; the caller must keep the full text elsewhere (the notes).
    """
    wrapped = wrap(text, width, size, bold=bold)
    if len(wrapped) <= lines:
        return text, len(wrapped), False
    kept = wrapped[:lines]
    last = kept[-1].rstrip()
    while last and text_width(last + "…", size, bold=bold) > width:
        last = last[:-1].rstrip()
    kept[-1] = _end_of_word(last).rstrip(" ,;:.") + "…"
    return " ".join(kept), lines, True


def _end_of_word(line: str) -> str:
    """Go back to the last whole word of ``line``, unless that would lose too much of it."""
    head, _, tail = line.rpartition(" ")
    return head if head and len(tail) < len(line) / 3 else line
