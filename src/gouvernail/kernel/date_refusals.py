"""Say in one French sentence why a text is not a date, and what to write instead."""

from __future__ import annotations

import re
from datetime import date

from gouvernail.kernel.french_calendar import MONTH_NUMBERS, MONTHS, WEEKDAYS, french_day

_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
_GLUED = re.compile(rf"(.*?(?:[/.-]|{_MONTH}) ?(?:19|20)\d\d)(\d{{1,2}} ?(?:[/.-]|{_MONTH}).*)")
_TWO_DATES = re.compile(r"\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b")
_PLACEHOLDER = re.compile(r"\b(?:x+|j+|m+|a{2,}|y+|\?+|n/?c|tbd)\b|\?|\bx+/|\.{2,}|_{2,}|…")
_NO_YEAR = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)}) )?(?:(?:debut|mi|fin)[ -]|\d{{1,2}}(?:er)? ?)?{_MONTH}(?: ?[-/] ?{_MONTH})?"
    r"|\d{1,2}[/.-]\d{1,2}|t[1-4]"
)
_SHORT_YEAR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2})")
_PART_OF_YEAR = re.compile(r"(debut|mi|fin)[ -](\d{4})")


def explain(text: str, folded: str) -> str:
    """The sentence for a text that no reader recognised; ``folded`` is what ``date_reading.simplify`` made of it."""
    shown = " ".join(text.split())
    if not shown:
        return "Aucune date n’est écrite."
    if "\ufffd" in text:
        return f"« {shown} » contient un caractère perdu (\ufffd). Réécrivez la date, par exemple 12/02/2026."
    glued = _GLUED.fullmatch(folded)
    if glued:
        return f"Deux dates sont collées dans « {shown} » ({glued[1]} et {glued[2]}). Gardez-en une seule."
    if _TWO_DATES.search(folded):
        return f"« {shown} » contient plusieurs dates. Gardez-en une seule, par exemple 12/02/2026."
    return _explain_incomplete(shown, folded)


def no_such_day(year: int, month: int, day: int) -> str:
    """The sentence for a day that the calendar does not hold (31/02/2026, 12/13/2026)."""
    if not 1 <= month <= 12:
        return f"Le mois {month} n’existe pas. Écrivez le jour, puis le mois, puis l’année : 12/02/{year}."
    return (
        f"Le {french_day(day)} {MONTHS[month - 1]} {year} n’existe pas. Vérifiez le jour, ou écrivez seulement le "
        f"mois : {MONTHS[month - 1]} {year}."
    )


def wrong_weekday(day: date, written: str) -> str:
    """The sentence for a date whose day of the week does not match."""
    real = WEEKDAYS[day.weekday()]
    shown = f"{french_day(day.day)} {MONTHS[day.month - 1]} {day.year}"
    return f"Le {shown} est un {real}, pas un {written}. Corrigez le jour de la semaine ou la date."


def _explain_incomplete(shown: str, folded: str) -> str:
    if _PLACEHOLDER.search(folded):
        return f"« {shown} » reste à compléter. Si le jour n’est pas connu, écrivez le mois : {_month_in(folded)}."
    if _NO_YEAR.fullmatch(folded):
        return f"Il manque l’année à « {shown} ». Écrivez par exemple « {shown} 2026 »."
    short = _SHORT_YEAR.fullmatch(folded)
    if short:
        return f"Écrivez l’année de « {shown} » avec quatre chiffres, par exemple 20{short[4]}."
    part = _PART_OF_YEAR.fullmatch(folded)
    if part:
        return f"« {shown} » est trop vague. Écrivez un trimestre (T4 {part[2]}) ou un mois (novembre {part[2]})."
    return (
        f"« {shown} » n’est pas une date. Écrivez par exemple 12/02/2026, février 2026, fin février 2026, T1 2026 "
        "ou 2026."
    )


def _month_in(folded: str) -> str:
    found = re.search(rf"({_MONTH}) ((?:19|20)\d\d)", folded)
    return f"{MONTHS[MONTH_NUMBERS[found[1]] - 1]} {found[2]}" if found else "février 2026"
