"""French words for documents: counts, lists, capitals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from gouvernail.kernel.numbers_fr import NARROW_SPACE, format_number

Number = int | float | Decimal
WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def in_words(count: int, *, feminine: bool = False) -> str:
    """Write a count in words up to ten, in figures beyond: « une », « quatre », « 27 »."""
    if count == 1 and feminine:
        return "une"
    return WORDS[count] if 0 <= count < len(WORDS) else format_number(count)


def counted(count: int, one: str, many: str, *, feminine: bool = False) -> str:
    """Write a count with its noun: « aucune décision », « une décision », « quatre décisions »."""
    if count == 0:
        return f"{'aucune' if feminine else 'aucun'} {one}"
    return f"{in_words(count, feminine=feminine)} {one if count == 1 else many}"


def listed(parts: Sequence[str], last: str = "et") -> str:
    """Join parts as a French list: « a, b et c »."""
    kept = [part for part in parts if part]
    if len(kept) < 2:
        return "".join(kept)
    return f"{', '.join(kept[:-1])} {last} {kept[-1]}"


def capital(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Put a title inside a sentence: its first letter small, unless its first word is an acronym or holds a figure."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() or letter.isdigit() for letter in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def percent(value: Number) -> str:
    """Write a percentage that has at most one useful decimal: « 12 % », « 68,2 % »."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{format_number(rounded)}{NARROW_SPACE}%"


BINDINGS = {" »": "\u00a0»", "« ": "«\u00a0", " :": "\u00a0:", " ;": "\u202f;", " ?": "\u202f?", " !": "\u202f!"}


def bound(text: str) -> str:
    """Bind French quotation marks and high signs to their words, so that no line begins or ends with one alone."""
    for plain, kept in BINDINGS.items():
        text = text.replace(plain, kept)
    return text
