"""The words of the French calendar, and the ways people write them.

``MONTHS[0]`` is janvier; ``WEEKDAYS[0]`` is lundi, as in ``date.weekday()``.
"""

from __future__ import annotations

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# Folded (no accent, lower case) spellings met in real documents, French and English.
_SPELLINGS = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr apr april",
    "mai may",
    "juin jun june",
    "juillet juil jul july",
    "aout aou aug august",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
MONTH_NUMBERS = {word: number for number, words in enumerate(_SPELLINGS, 1) for word in words.split()}
ORDINALS = {"1": "1er", "2": "2e", "3": "3e", "4": "4e"}


def french_day(day: int) -> str:
    """The day of a month as French writes it: 1er, 2, 3."""
    return "1er" if day == 1 else str(day)
