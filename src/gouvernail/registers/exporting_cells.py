"""What each cell of an exported table becomes: a number, a day, a harmless text or nothing."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from gouvernail.kernel.partial_dates import PartialDate

CellContent = str | int | Decimal | date | datetime | None

MAX_TEXT = 32_767  # what one XLSX cell can hold
_MAX_EXACT_DIGITS = 15  # what the number of a spreadsheet can hold

_RISKY = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\n＝＋－＠]")
_NEVER_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNWRITABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NEVER_CHARACTERS}]")


def escape_cell(text: str) -> str:
    """The text made harmless: an apostrophe before ``= + - @``, a tab or a line end that opens it.

    A text that already looks so escaped gets one more, so that ``unescape_cell`` always gives back the original.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unescape_cell(text: str) -> str:
    """The text as it was before ``escape_cell``; any other text unchanged."""
    return text[1:] if _ESCAPED.match(text) else text


def clean_text(text: str) -> str:
    """The text with plain line ends and without the control characters that files cannot hold."""
    cleaned = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(cleaned) >= MAX_TEXT:
        raise ValueError(f"Le texte « {cleaned[:40]}… » est trop long pour une cellule ({len(cleaned)} caractères).")
    return cleaned


def cell_content(value: object) -> CellContent:
    """What is written for a value: a number, a day, a harmless text or nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, PartialDate):
        return value.first_day if value.is_exact else str(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, (date, int, Decimal)):
        return value if _fits(value) else str(value)
    if isinstance(value, float):
        return cell_content(Decimal(str(value)))
    return escape_cell(clean_text(str(value)))


def _fits(value: date | int | Decimal) -> bool:
    """Whether a spreadsheet can hold the value exactly as a number or as a date."""
    if isinstance(value, date):
        return value.year >= 1900 and value >= date(1900, 3, 1)  # before, the calendars of spreadsheets disagree
    exact = Decimal(value)
    if not exact.is_finite():
        return False
    digits = exact.normalize().as_tuple()
    return len(digits.digits) <= _MAX_EXACT_DIGITS and abs(int(digits.exponent)) <= _MAX_EXACT_DIGITS
