"""Reading the cells: a word, a number, an interval, nothing known; what is doubtful is flagged, never corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouvernail.engines.ranking.problem import Rating, Scale, Span
from gouvernail.engines.ranking.reading_parts import french, known_keys, pair_of_numbers, text, the_list
from gouvernail.engines.ranking.reading_scales import refuse_outside
from gouvernail.engines.ranking.refusals import StudyRefused

CELL_KEYS = {"word", "value", "unit", "note", "otherwise"}


def read_rating(data: Any, scale: Scale, where: str) -> Rating:
    """Return the rating typed in a cell of a criterion that has this ``scale``."""
    cell = data if isinstance(data, dict) else {"value": data}
    known_keys(cell, CELL_KEYS, where)
    note = text(cell["note"], f"{where}, remarque") if "note" in cell else ""
    _refuse_other_unit(cell, scale, where)
    typed = cell.get("word", cell.get("value"))
    others = tuple(_read(one, scale, where) for one in the_list(cell.get("otherwise", []), f"{where}, autres lectures"))
    if typed is None:
        return Rating(scale.bounds, "inconnu", unknown=True, note=note, otherwise=others)
    said, span = _read(typed, scale, where)
    word = scale.words.get(said) if scale.words else None
    if word is None:
        return Rating(span, said, note=note, otherwise=others)
    others = others or word.readings
    return Rating(span, said, word.text, ambiguous=word.ambiguous, note=note or word.note, otherwise=others)


def measured_span(data: Any) -> Span | None:
    """Return the span of a cell written in numbers; nothing for a word, an unknown, or what cannot be read."""
    typed = data.get("value") if isinstance(data, dict) else data
    try:
        return Span(*pair_of_numbers(typed, ""))
    except StudyRefused:
        return None


def _read(typed: Any, scale: Scale, where: str) -> tuple[str, Span]:
    if isinstance(typed, str):
        said = typed.strip()
        if not scale.words:
            raise StudyRefused(f"{where} : « {said} » n’est pas un nombre, et le critère n’a pas d’échelle de mots.")
        if said not in scale.words:
            known = ", ".join(f"« {word} »" for word in scale.words)
            raise StudyRefused(f"{where} : le mot « {said} » n’est pas dans l’échelle ({known}).")
        return said, scale.words[said].span
    span = Span(*pair_of_numbers(typed, where))
    refuse_outside(span, scale.bounds, where)
    return written(span, scale.unit), span


def written(span: Span, unit: str) -> str:
    """Write a measure as people read it."""
    return f"{_levels(span)} {unit}".strip()


def _levels(span: Span) -> str:
    return french(span.low) if span.certain else f"{french(span.low)} à {french(span.high)}"


def _refuse_other_unit(cell: Mapping[str, Any], scale: Scale, where: str) -> None:
    if "unit" in cell and cell["unit"] != scale.unit:
        said = f"« {scale.unit} »" if scale.unit else "sans unité"
        raise StudyRefused(f"{where} : l’unité « {cell['unit']} » n’est pas celle du critère ({said}).")
