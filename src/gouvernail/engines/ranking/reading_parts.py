"""The small steps of reading a study written in JSON: each checks one thing and says what is wrong, and where."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.kernel.numbers_fr import format_number

LARGEST = 1e12
"""Beyond, differences would be lost in the rounding of the sums."""


def french(figure: float, decimals: int = 3) -> str:
    """Write a figure in French, without useless zeros."""
    written = format_number(round(figure, decimals), decimals)
    return written.rstrip("0").rstrip(",") if "," in written else written


def the_object(data: Any, where: str) -> Mapping[str, Any]:
    """Return ``data`` if it is an object with keys."""
    if not isinstance(data, dict):
        raise StudyRefused(f"{where} : on attend un objet, avec ses clés.")
    return data


def the_list(data: Any, where: str) -> list[Any]:
    """Return ``data`` if it is a list."""
    if not isinstance(data, list):
        raise StudyRefused(f"{where} : on attend une liste.")
    return data


def sequence(data: Any, length: int, where: str) -> list[Any]:
    """Return ``data`` if it is a list of that length."""
    if not isinstance(data, list) or len(data) != length:
        raise StudyRefused(f"{where} : on attend une liste de {length} éléments, et non {shown(data)}.")
    return data


def text(data: Any, where: str) -> str:
    """Return ``data`` if it is a text that says something."""
    if not isinstance(data, str) or not data.strip():
        raise StudyRefused(f"{where} : on attend un texte.")
    return data.strip()


def number(data: Any, where: str) -> float:
    """Return ``data`` if it is a number that can be computed with."""
    if isinstance(data, bool) or not isinstance(data, int | float) or not math.isfinite(data):
        raise StudyRefused(f"{where} : on attend un nombre, et non {shown(data)}.")
    if abs(data) > LARGEST:
        raise StudyRefused(f"{where} : ce nombre est trop grand ; changez d’unité.")
    return float(data)


def shown(data: Any) -> str:
    """Write a wrong value as it was typed, cut if it is long."""
    written = json.dumps(data, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else f"{written[:60]}…"


def one_of(data: Any, known: Iterable[str]) -> bool:
    """Say whether ``data`` is a text among those known."""
    return isinstance(data, str) and data in known


def pair_of_numbers(data: Any, where: str) -> tuple[float, float]:
    """Return (low, high) from a number alone or from a list of two."""
    if not isinstance(data, list):
        return number(data, where), number(data, where)
    low, high = (number(one, where) for one in sequence(data, 2, where))
    if low > high:
        raise StudyRefused(f"{where} : l’intervalle va de {french(low)} à {french(high)}, donc à l’envers.")
    return low, high


def known_keys(data: Mapping[str, Any], allowed: set[str], where: str) -> None:
    """Refuse a key that nothing reads: it would be ignored in silence."""
    for key in data:
        if key not in allowed:
            raise StudyRefused(f"{where} : la clé « {key} » est inconnue (au choix : {', '.join(sorted(allowed))}).")
