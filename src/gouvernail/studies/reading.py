"""How a cell is read: the word on its scale, the number, the interval; nothing is guessed, nothing is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import UnreadableNumber, parse_decimal
from gouvernail.kernel.text import fold
from gouvernail.studies.models import Criterion, Rating, ScaleWord

_ASIDE = re.compile(r"\([^()]*\)")
_INTERVAL = re.compile(r"\s+(?:à|a|et|-|–)\s+")


class State(StrEnum):
    """What became of a cell."""

    READ = "read"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class Reading:
    """The levels that a cell stands for, ``None`` where nobody said; ``other`` is another possible reading."""

    state: State
    low: Decimal | None = None
    high: Decimal | None = None
    word: ScaleWord | None = None
    other: tuple[Decimal, Decimal] | None = None

    @property
    def middle(self) -> Decimal | None:
        """The middle of the levels, to draw it; ``None`` when nothing is known."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


def word_key(text: str) -> str:
    """Return what two spellings of a word share: « Élevée (SLA) », « elevée » and « Elevée » are one word."""
    return fold(_ASIDE.sub(" ", text)).strip(" .;,:")


def word_in(words: Iterable[ScaleWord], text: str) -> ScaleWord | None:
    """Return the word of the scale that a text is, whatever its accents, capitals and remarks between brackets."""
    key = word_key(text)
    return next((one for one in words if word_key(one.text) == key), None)


def read_cell(criterion: Criterion, rating: Rating | None, words: Iterable[ScaleWord]) -> Reading:
    """Return how a cell is read: by itself where a person said so, else by its word or its number."""
    if rating is None or not (rating.raw or rating.unknown or rating.low is not None):
        return Reading(State.EMPTY)
    if rating.unknown:
        return Reading(State.UNKNOWN)
    word = word_in(words, rating.raw) if criterion.in_words else None
    other = _other(rating, word)
    if rating.low is not None and rating.high is not None:
        return Reading(State.READ, rating.low, rating.high, word, other)
    if word is not None and word.is_placed:
        return Reading(State.READ, word.low, word.high, word, other)
    return Reading(State.UNPLACED, word=word, other=other)


def _other(rating: Rating, word: ScaleWord | None) -> tuple[Decimal, Decimal] | None:
    if rating.elsewhere_low is not None and rating.elsewhere_high is not None:
        return rating.elsewhere_low, rating.elsewhere_high
    if rating.low is None and word is not None and word.is_ambiguous:
        return word.other_low, word.other_high
    return None


def read_number(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the number, or the interval, that a text is; ``None`` when it is not one."""
    parts = _INTERVAL.split(_ASIDE.sub(" ", text).strip(), maxsplit=1)
    try:
        found = [parse_decimal(part) for part in parts]
    except UnreadableNumber:
        return None
    return min(found), max(found)


def doubt_about(text: str) -> str:
    """Return why a word may be read in two ways, or nothing.

    « Faible à moyen terme » is « low to medium » or « low, in the medium term »; « Court à moyen terme » is a delay.
    """
    key = word_key(text)
    if key.endswith(" a moyen terme") and key.split()[0] not in ("court", "long"):
        return _("« %(text)s » peut dire un niveau « entre deux » ou un niveau à cette échéance : à préciser.") % {
            "text": text.strip()
        }
    return ""
