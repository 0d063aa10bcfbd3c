"""Read the dates that French documents hold: numeric, in words, partial, in English months, with an hour.

Each reader takes the folded text (no accent, lower case, plain dashes and spaces) and answers ``None`` when it is
not its kind of date. What nobody reads is explained by ``date_refusals``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from gouvernail.kernel.date_refusals import explain, no_such_day, wrong_weekday
from gouvernail.kernel.french_calendar import MONTH_NUMBERS, WEEKDAYS
from gouvernail.kernel.partial_dates import MonthPart, PartialDate, UnreadableDate
from gouvernail.kernel.periods import Month
from gouvernail.kernel.text import fold

_YEARS = range(1900, 2101)
_MAX_LENGTH = 80
_MONTH = "(" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(\d{4})"
_WEEKDAY = "(?:(" + "|".join(WEEKDAYS) + ") )?(?:le )?"
_CLOCK = re.compile(r"(?<=\d\d)(?: ?- ?| a |t| )(?:[01]?\d|2[0-3]) ?[h:] ?(?:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?z?$")
_STORED = re.compile(r"\d{4}-\d{2}-\d{2}/(?:debut|mi|fin|mois|annee|t[1-4]|\d{4}-\d{2})")

_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\3 ?{_YEAR}")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_IN_WORDS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:er)? ?-?{_MONTH} ?-?{_YEAR}")
_PARTS = re.compile(rf"(debut|mi|fin)[ -](?:de |du mois de |d')?{_MONTH} {_YEAR}")
_ONE_MONTH = re.compile(rf"(?:mois de |en |courant )?{_MONTH}[ -]?{_YEAR}")
_MONTH_IN_DIGITS = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})[/-](\d{2})")
_MONTHS = re.compile(rf"(?:de )?{_MONTH}(?: {_YEAR})? ?(?:-|/|a|et) ?{_MONTH} {_YEAR}")
_QUARTER = re.compile(r"(?:t|q)([1-4])[ -/]?(\d{4})|(\d{4})[ -/]?(?:t|q)([1-4])|(\w+) trimestre (?:de )?(\d{4})")
_SEMESTER = re.compile(r"(\w+) semestre (?:de )?(\d{4})")
_ONE_YEAR = re.compile(r"(?:annee |en )?(\d{4})")
_RANKS = {
    **dict.fromkeys(("1er", "premier", "1"), 1),
    **dict.fromkeys(("2e", "2eme", "2nd", "second", "deuxieme", "2"), 2),
    **dict.fromkeys(("3e", "3eme", "troisieme", "3"), 3),
    **dict.fromkeys(("4e", "4eme", "quatrieme", "4"), 4),
}


def read_date(text: str) -> PartialDate:
    """The date a text holds; ``UnreadableDate``, with a French sentence, if it does not hold exactly one."""
    if len(text) > _MAX_LENGTH:
        raise UnreadableDate("Ce texte est trop long pour être une date. Écrivez seulement la date.")
    folded = simplify(text)
    if _STORED.fullmatch(folded):
        try:
            return PartialDate.from_text(re.sub(r"/t(?=\d)", "/T", folded))
        except ValueError as error:
            raise UnreadableDate(explain(text, folded)) from error
    for reader in _READERS:
        found = reader(folded)
        if found is not None:
            return found
    raise UnreadableDate(explain(text, folded))


def simplify(text: str) -> str:
    """The text without accents, capitals, hour, stray points after a word and doubled spaces."""
    folded = re.sub(r"(?<=[a-z])\.", " ", fold(text).replace(",", " "))
    folded = " ".join(folded.split()).removeprefix("le ")
    return _CLOCK.sub("", folded)


def _day_first(text: str) -> PartialDate | None:
    found = _DAY_FIRST.fullmatch(text)
    if not found:
        return None
    weekday, day, _, month, year = found.groups()
    return _day(int(year), int(month), int(day), weekday)


def _year_first(text: str) -> PartialDate | None:
    found = _YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    parts = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    year, month, day = (int(part) for part in parts)
    return _day(year, month, day)


def _day_in_words(text: str) -> PartialDate | None:
    found = _IN_WORDS.fullmatch(text)
    if not found:
        return None
    weekday, day, month, year = found.groups()
    return _day(int(year), MONTH_NUMBERS[month], int(day), weekday)


def _part_of_month(text: str) -> PartialDate | None:
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    part, month, year = found.groups()
    return PartialDate.of_part(Month(_year(year), MONTH_NUMBERS[month]), MonthPart(part))


def _month(text: str) -> PartialDate | None:
    found = _ONE_MONTH.fullmatch(text)
    if found:
        return PartialDate.of_month(_year(found[2]), MONTH_NUMBERS[found[1]])
    digits = _MONTH_IN_DIGITS.fullmatch(text)
    if not digits:
        return None
    month, year = int(digits[1] or digits[4]), _year(digits[2] or digits[3])
    if not 1 <= month <= 12:
        raise UnreadableDate(f"Le mois {month} n’existe pas. Écrivez un mois entre 01 et 12, par exemple 02/{year}.")
    return PartialDate.of_month(year, month)


def _month_span(text: str) -> PartialDate | None:
    found = _MONTHS.fullmatch(text)
    if not found:
        return None
    first_word, first_year, last_word, last_year = found.groups()
    first = Month(_year(first_year or last_year), MONTH_NUMBERS[first_word])
    last = Month(_year(last_year), MONTH_NUMBERS[last_word])
    if first >= last:
        raise UnreadableDate(
            "Le premier mois doit venir avant le second. Si la période passe le jour de l’an, écrivez les deux années, "
            "par exemple « décembre 2025 à janvier 2026 »."
        )
    return PartialDate.of_months(first, last)


def _quarter(text: str) -> PartialDate | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    rank = found[1] or found[4] or _RANKS.get(found[5])
    return PartialDate.of_quarter(_year(found[2] or found[3] or found[6]), int(rank)) if rank else None


def _semester(text: str) -> PartialDate | None:
    found = _SEMESTER.fullmatch(text)
    rank = _RANKS.get(found[1]) if found else None
    if not found or rank not in (1, 2):
        return None
    first = Month(_year(found[2]), 1 if rank == 1 else 7)
    return PartialDate.of_months(first, first.shifted(5))


def _whole_year(text: str) -> PartialDate | None:
    found = _ONE_YEAR.fullmatch(text)
    return PartialDate.of_year(_year(found[1])) if found else None


_READERS: tuple[Callable[[str], PartialDate | None], ...] = (
    _day_first,
    _year_first,
    _day_in_words,
    _part_of_month,
    _month,
    _month_span,
    _quarter,
    _semester,
    _whole_year,
)


def _day(year: int, month: int, day: int, weekday: str | None = None) -> PartialDate:
    _year(year)
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise UnreadableDate(no_such_day(year, month, day)) from error
    if weekday and WEEKDAYS[found.weekday()] != weekday:
        raise UnreadableDate(wrong_weekday(found, weekday))
    return PartialDate.of_day(found)


def _year(text: str | int) -> int:
    year = int(text)
    if year not in _YEARS:
        raise UnreadableDate(f"L’année {year} n’est pas plausible. Écrivez une année entre 1900 et 2100.")
    return year
