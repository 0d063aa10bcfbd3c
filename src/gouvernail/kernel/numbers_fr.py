"""Numbers as French documents write them: read without guessing, written with narrow no-break spaces."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from gouvernail.kernel.text import fold

NARROW_SPACE = "\u202f"
NOT_KNOWN = "non renseigné"
_MAX_LENGTH = 60

_APPROXIMATE = re.compile(
    r"^(?:env\.?|pres de|plus de|moins de|au moins|au plus|jusqu'a|quelques?|entre|\+ de|- de|~|≈|<|>|≥|≤)"
    r"|\b(?:environ|env\.|a peu pres|dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine"
    r"|centaine|millier|ou plus|minimum|maximum)s?\b"
)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d)")
_SPACE_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_DOT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")
_AMBIGUOUS_DOT = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class UnreadableNumber(ValueError):  # noqa: N818 (named for what people read)
    """A text that is not one exact number; its message is a French sentence that says what to write instead."""


def parse_decimal(text: str) -> Decimal:
    """Read one exact number: "1 234,56", "1.234,56", "-12.5", "(3,2)"; spaces U+0020, U+00A0, U+2009 and U+202F.

    Refuses, with ``UnreadableNumber``, what has two readings ("1.234"), what is approximate ("plus de 200") and
    what is not a number. A comma alone is the French decimal comma.
    """
    shown = text.strip()
    if not shown:
        raise UnreadableNumber("Aucun nombre n’est écrit.")
    if len(shown) > _MAX_LENGTH:
        raise UnreadableNumber("Ce texte est trop long pour être un nombre. Écrivez seulement le nombre.")
    refuse_approximate(shown)
    sign, digits = _split_sign(shown)
    digits = _SPACES.sub(" ", digits.strip())
    if _AMBIGUOUS_DOT.fullmatch(digits):
        raise UnreadableNumber(_ambiguous(shown, digits))
    return sign * Decimal(_to_plain(digits, shown))


def parse_integer(text: str) -> int:
    """Read one whole number ("22 500"); ``UnreadableNumber`` if it has a fraction or cannot be read."""
    value = parse_decimal(text)
    if value != value.to_integral_value():
        raise UnreadableNumber(f"« {text.strip()} » n’est pas un nombre entier. Écrivez-le sans virgule.")
    return int(value)


def refuse_approximate(text: str) -> None:
    """Raise ``UnreadableNumber`` if the text announces an approximate value ("environ 30", "plus de 200")."""
    if _APPROXIMATE.search(fold(text)):
        raise UnreadableNumber(
            f"« {text.strip()} » est une valeur approchée. Écrivez la valeur exacte, ou laissez vide et notez "
            "l’ordre de grandeur dans le commentaire."
        )


def format_number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """Write a number in French: "22 500", "1 234,5" (narrow no-break spaces); ``None`` is « non renseigné ».

    ``decimals`` rounds half up to that many digits; without it, the digits of the value are all written.
    """
    if value is None:
        return NOT_KNOWN
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if exact.is_zero():
        exact = abs(exact)  # never « -0 »
    written = f"{exact:,f}".replace(",", NARROW_SPACE).replace(".", ",").replace("-", "−")
    if decimals is None and "," in written:
        written = written.rstrip("0").rstrip(",")
    return written


def format_percent(share: int | float | Decimal | None, decimals: int = 0) -> str:
    """Write a share of one as a percentage: 0.246 with one decimal is "24,6 %"; ``None`` is « non renseigné »."""
    if share is None:
        return NOT_KNOWN
    exact = share if isinstance(share, Decimal) else Decimal(str(share))
    return f"{format_number(exact * 100, decimals)}{NARROW_SPACE}%"


def _split_sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1]
    if text[0] in "-−–":
        return -1, text[1:]
    return 1, text.removeprefix("+")


def _to_plain(digits: str, shown: str) -> str:
    if not digits.isascii():
        raise UnreadableNumber(_not_a_number(shown))
    if _SPACE_GROUPS.fullmatch(digits):
        return digits.replace(" ", "").replace(",", ".")
    if _DOT_GROUPS.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _COMMA_GROUPS.fullmatch(digits):
        return digits.replace(",", "")
    if _PLAIN.fullmatch(digits):
        return digits.replace(",", ".")
    raise UnreadableNumber(_not_a_number(shown))


def _not_a_number(shown: str) -> str:
    return f"« {shown} » n’est pas un nombre. Écrivez des chiffres, par exemple 1 234,56."


def _ambiguous(shown: str, digits: str) -> str:
    whole, fraction = digits.split(".")
    return (
        f"« {shown} » peut se lire de deux façons. Écrivez {whole} {fraction} si le point sépare les milliers, "
        f"ou {whole},{fraction} s’il sépare les décimales."
    )
