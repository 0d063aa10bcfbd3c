"""Read one cell as the type a field wants, whatever type the spreadsheet gave it.

Each reader answers ``None`` for a blank cell and raises ``ValueError``, with a French sentence, for a cell that
cannot be read so; an error cell is always refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.connectors.spreadsheets.model import CellError, CellValue
from gouvernail.kernel.money import parse_amount
from gouvernail.kernel.numbers_fr import parse_decimal, parse_integer
from gouvernail.kernel.partial_dates import PartialDate, UnreadableDate
from gouvernail.kernel.text import fold

# Day 0 of the serial numbers, set so that every day after February 1900 is right (1900 was not a leap year).
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(20_000, 73_051)  # 1954 to 2099: smaller whole numbers are years, larger ones compact dates
_TRUE = frozenset({"vrai", "oui", "true", "yes", "1", "x", "o"})
_FALSE = frozenset({"faux", "non", "false", "no", "0", "n"})


class CellUnreadable(ValueError):  # noqa: N818 (named for what people read)
    """A cell that is not what its column wants; its message is a French sentence."""


_HOUR = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2})?")


def read_time(cell: CellValue) -> time | None:
    """The cell as an hour of the day: a cell of that type, or « 14:30 », « 14h30 », « 9 h »."""
    if isinstance(cell, time):
        return cell
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        return (datetime.min + cell).time()
    text = read_text(cell)
    if text is None:
        return None
    hour = _HOUR.fullmatch(text.strip())
    try:
        return time(int(hour[1]), int(hour[2] or 0)) if hour else _no_time(cell)
    except ValueError:
        return _no_time(cell)


def _no_time(cell: CellValue) -> time:
    raise CellUnreadable(_("« %(cell)s » n’est pas une heure. Écrivez par exemple 14:30 ou 9 h.") % {"cell": cell})


def read_text(cell: CellValue) -> str | None:
    """The cell as text, spaces around it removed; 125 stays "125" and a date is written 12/02/2026."""
    value = _present(cell)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}" if value.time() != time() else f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def read_partial_date(cell: CellValue) -> PartialDate | None:
    """The cell as a date: a date cell, a serial number that lost its format (43831), a year, or a French text."""
    value = _present(cell)
    if value is None:
        return None
    if isinstance(value, datetime):
        return PartialDate.of_day(value.date())
    if isinstance(value, date):
        return PartialDate.of_day(value)
    if isinstance(value, Decimal) and int(value) in _SERIALS:  # the fraction is the hour
        value = int(value)
    text = str(value)
    if text.isascii() and text.isdecimal() and int(text) in _SERIALS:
        found = PartialDate.of_day(_SERIAL_ORIGIN + timedelta(days=int(text)))
        return PartialDate(found.first_day, found.last_day, found.precision, raw=text)
    if isinstance(value, (bool, Decimal, time, timedelta)):
        raise UnreadableDate(
            _("« %(text)s » n’est pas une date. Écrivez par exemple 12/02/2026.") % {"text": read_text(value)}
        )
    return PartialDate.parse(text)


def read_decimal(cell: CellValue) -> Decimal | None:
    """The cell as an exact number."""
    number = _number(cell)
    return parse_decimal(number) if isinstance(number, str) else number


def read_integer(cell: CellValue) -> int | None:
    """The cell as a whole number."""
    number = _number(cell)
    if isinstance(number, str):
        return parse_integer(number)
    if number is not None and number != number.to_integral_value():
        raise CellUnreadable(
            _("« %(text)s » n’est pas un nombre entier. Écrivez-le sans virgule.") % {"text": read_text(number)}
        )
    return None if number is None else int(number)


def read_amount(cell: CellValue) -> Decimal | None:
    """The cell as an amount in euros ("175K" is 175 000)."""
    number = _number(cell)
    return parse_amount(number) if isinstance(number, str) else number


def read_boolean(cell: CellValue) -> bool | None:
    """The cell as yes or no: a boolean, 1 or 0, "VRAI", "oui", "x"."""
    value = _present(cell)
    if value is None or isinstance(value, bool):
        return value
    word = fold(str(value))
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise CellUnreadable(_("« %(text)s » n’est ni oui ni non. Écrivez Oui ou Non.") % {"text": read_text(value)})


def _number(cell: CellValue) -> Decimal | str | None:
    value = _present(cell)
    if value is None or isinstance(value, (str, Decimal)):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise CellUnreadable(
        _("« %(text)s » n’est pas un nombre. Écrivez des chiffres, par exemple 1 234,56.") % {"text": read_text(value)}
    )


def _present(cell: CellValue) -> str | int | Decimal | bool | date | datetime | time | timedelta | None:
    if isinstance(cell, CellError):
        raise CellUnreadable(
            _("La cellule contient l’erreur « %(cell)s ». Corrigez la formule ou écrivez la valeur.") % {"cell": cell}
        )
    if isinstance(cell, str):
        return cell.strip() or None
    return cell
