"""Amounts in euros: read without guessing, always ``Decimal``, always with their tax basis said beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from gouvernail.kernel.numbers_fr import (
    NARROW_SPACE,
    NOT_KNOWN,
    UnreadableNumber,
    format_number,
    parse_decimal,
    refuse_approximate,
)

CENT = Decimal("0.01")
_BEYOND_ANY_BUDGET = Decimal(10) ** 15
_BASIS = re.compile(r"\b(h\.?\s?t\.?|t\.?\s?t\.?\s?c\.?)$", re.IGNORECASE)
_UNIT = re.compile(r"(?<=[\d\s)])(k|m)?\s*(?:€|eur|euros?)?$", re.IGNORECASE)
_MULTIPLIERS = {"": 1, "k": 1_000, "m": 1_000_000}
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


class UnreadableAmount(UnreadableNumber):
    """A text that is not one exact amount; its message is a French sentence that says what to write instead."""


class TaxBasis(StrEnum):
    """Whether an amount holds the value added tax."""

    HT = "ht"
    TTC = "ttc"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What people read beside the amount."""
        return {"ht": "HT", "ttc": "TTC", "unknown": "HT ou TTC non précisé"}[self.value]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and label, for a form field."""
        return [(basis.value, basis.label) for basis in cls]


def parse_amount(text: str) -> Decimal:
    """Read one exact amount in euros: "1 234,56 €", "175K", "34K€", "17 M€", "1.234,56", "(120,00)" (negative).

    Refuses, with ``UnreadableAmount``, approximate or ambiguous amounts ("1.234"), fractions of a cent, other
    currencies, and a basis written after the amount (see ``parse_amount_and_basis``, which keeps it).
    """
    amount, basis = parse_amount_and_basis(text)
    if basis is not TaxBasis.UNKNOWN:
        raise UnreadableAmount(
            f"Retirez « {basis.label} » de « {text.strip()} » : la base (HT ou TTC) se choisit à part."
        )
    return amount


def parse_amount_and_basis(text: str) -> tuple[Decimal, TaxBasis]:
    """Read an amount and the basis written after it ("850 € HT"); ``TaxBasis.UNKNOWN`` when none is written."""
    shown = text.strip()
    basis, number = TaxBasis.UNKNOWN, shown
    found = _BASIS.search(shown)
    if found:
        basis = TaxBasis.TTC if "c" in found[0].lower() else TaxBasis.HT
        number = shown[: found.start()].strip()
    if number.startswith("(") and number.endswith(")"):  # (120,00 €) is negative
        inside, multiplier = _split_unit(number[1:-1].strip())
        number = f"({inside})"
    else:
        number, multiplier = _split_unit(number)
    try:
        refuse_approximate(shown)
        _refuse_english_thousands(number, multiplier, shown)
        amount = parse_decimal(number) * multiplier
    except UnreadableAmount:
        raise
    except UnreadableNumber as error:
        raise UnreadableAmount(_amount_sentence(str(error), shown)) from error
    if abs(amount) >= _BEYOND_ANY_BUDGET:
        raise UnreadableAmount(f"« {shown} » dépasse tout budget public. Vérifiez le nombre de chiffres.")
    if amount != amount.quantize(CENT):
        raise UnreadableAmount(f"« {shown} » va au-delà du centime. Arrondissez le montant au centime.")
    # 3E+2 would print badly: write the exponent out.
    return (amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount), basis


def euros(value: Decimal | int | None, *, kilo: bool = False) -> str:
    """Write an amount in French: "1 234,50 €", "1 234 €" when it has no cents; ``None`` is « non renseigné ».

    ``kilo`` writes thousands of euros, rounded half up to one decimal when they are not whole: "34,5 k€".
    """
    if value is None:
        return NOT_KNOWN
    amount = Decimal(value) / 1000 if kilo else Decimal(value)
    rounded = amount.quantize(Decimal("0.1") if kilo else CENT, rounding=ROUND_HALF_UP)
    whole = rounded == rounded.to_integral_value()
    decimals = 0 if whole else 1 if kilo else 2
    return f"{format_number(rounded, decimals)}{NARROW_SPACE}{'k€' if kilo else '€'}"


def share_by_largest_remainder(total: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Share ``total`` euros in proportion to ``weights``, to the cent, so that the parts add up to it exactly.

    Each part is first cut down to the cent; the cents left over go one by one to the largest remainders, the
    earlier weight first when two are equal. ``ValueError`` for a total beyond the cent, a negative weight or
    weights that add up to zero.
    """
    cents = Fraction(total) * 100
    if cents.denominator != 1:
        raise ValueError(f"Le total à répartir ({total} €) va au-delà du centime.")
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares, Fraction(0))
    if any(share < 0 for share in shares) or whole == 0:
        raise ValueError("La clé de répartition doit compter au moins un poids positif et aucun poids négatif.")
    sign = -1 if cents < 0 else 1
    exact = [abs(cents) * share / whole for share in shares]
    parts = [int(part) for part in exact]
    left = int(abs(cents)) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[:left]:
        parts[index] += 1
    return [sign * Decimal(part) * CENT for part in parts]


def _split_unit(text: str) -> tuple[str, int]:
    found = _UNIT.search(text)
    if not found:
        return text, 1
    return text[: found.start()].strip(), _MULTIPLIERS[(found[1] or "").lower()]


def _refuse_english_thousands(number: str, multiplier: int, shown: str) -> None:
    if multiplier == 1 and _COMMA_THOUSANDS.fullmatch(number):
        whole, rest = number.split(",")
        raise UnreadableAmount(
            f"« {shown} » peut se lire de deux façons. Écrivez {whole} {rest} si la virgule sépare les milliers, "
            f"ou arrondissez au centime si elle sépare les décimales."
        )


def _amount_sentence(sentence: str, shown: str) -> str:
    if "n’est pas un nombre" in sentence or "Aucun nombre" in sentence:
        return f"« {shown} » n’est pas un montant en euros. Écrivez par exemple 1 234,56 ou 34 k€."
    return sentence
