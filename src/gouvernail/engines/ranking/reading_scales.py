"""Reading criteria and their scales: words mapped to levels, bounds, value functions, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from gouvernail.engines.ranking.problem import Criterion, Direction, Scale, Span, Word
from gouvernail.engines.ranking.reading_parts import (
    french,
    known_keys,
    number,
    one_of,
    pair_of_numbers,
    sequence,
    text,
    the_list,
    the_object,
)
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.values import ValueFunction, goes_the_right_way, straight_line

CRITERION_KEYS = {
    "id", "name", "direction", "scale", "unit", "bounds", "value", "indifference", "preference", "veto", "requirement",
}  # fmt: skip
DIRECTIONS = {"more": Direction.MORE, "less": Direction.LESS}


def read_scales(data: Any) -> dict[str, Scale]:
    """Return the scales of words that the criteria may share, by identifier."""
    return {key: _word_scale(one, f"Échelle « {key} »") for key, one in the_object(data, "Échelles").items()}


def _word_scale(data: Any, where: str) -> Scale:
    known_keys(the_object(data, where), {"levels", "words", "ordinal"}, where)
    bounds = Span(*pair_of_numbers(data.get("levels"), f"{where}, niveaux"))
    if bounds.certain:
        raise StudyRefused(f"{where} : elle n’a qu’un niveau ; rien ne peut y être meilleur qu’autre chose.")
    words = {}
    for key, levels in the_object(data.get("words"), f"{where}, mots").items():
        words[key.strip()] = _word(key.strip(), levels, bounds, where)
    if not words:
        raise StudyRefused(f"{where} : elle n’a aucun mot.")
    ordinal = data.get("ordinal", False)
    if not isinstance(ordinal, bool):
        raise StudyRefused(f"{where} : « ordinal » vaut vrai ou faux.")
    if ordinal and any(end != round(end) for end in (bounds.low, bounds.high)):
        raise StudyRefused(f"{where} : une échelle ordinale a des niveaux entiers.")
    return Scale(bounds, words, ordinal=ordinal)


def _word(name: str, levels: Any, bounds: Span, where: str) -> Word:
    place = f"{where}, mot « {name} »"
    if not isinstance(levels, dict):
        return Word(name, _levels(levels, bounds, place))
    known_keys(levels, {"readings", "note"}, place)
    listed = the_object(levels.get("readings"), f"{place}, lectures")
    if len(listed) < 2:
        raise StudyRefused(f"{place} : un mot ambigu a au moins deux lectures.")
    readings = tuple((meaning.strip(), _levels(one, bounds, place)) for meaning, one in listed.items())
    whole = Span(min(span.low for _, span in readings), max(span.high for _, span in readings))
    return Word(name, whole, readings, text(levels["note"], f"{place}, remarque") if "note" in levels else "")


def _levels(data: Any, bounds: Span, where: str) -> Span:
    span = Span(*pair_of_numbers(data, where))
    refuse_outside(span, bounds, where)
    return span


def refuse_outside(span: Span, bounds: Span, where: str) -> None:
    """Refuse a measure outside the bounds of its scale."""
    if span.low < bounds.low or span.high > bounds.high:
        outside = french(span.low if span.low < bounds.low else span.high)
        raise StudyRefused(f"{where} : {outside} sort de l’échelle, de {french(bounds.low)} à {french(bounds.high)}.")


def read_criterion(data: Any, scales: Mapping[str, Scale], measured: Span | None) -> Criterion:
    """Return a criterion; ``measured`` is the span of its ratings in numbers, used if it gives no bounds."""
    where = f"Critère « {data['name']} »"
    known_keys(data, CRITERION_KEYS, where)
    if not one_of(data.get("direction"), DIRECTIONS):
        raise StudyRefused(f"{where} : dites si plus est mieux (« more ») ou moins bien (« less »).")
    direction, scale = DIRECTIONS[data["direction"]], _scale(data, scales, measured, where)
    value = (
        _value(data["value"], scale, direction, where) if "value" in data else straight_line(scale.bounds, direction)
    )
    if scale.ordinal and "value" in data:
        raise StudyRefused(f"{where} : une échelle ordinale ne porte pas de valeurs.")
    thresholds = {key: _threshold(data, key, where) for key in ("indifference", "preference", "veto")}
    q, p, veto = thresholds["indifference"] or 0.0, thresholds["preference"], thresholds["veto"]
    p = q if p is None else p
    if not q <= p <= (p if veto is None else veto):
        raise StudyRefused(f"{where} : les seuils doivent croître, de l’indifférence à la préférence puis au veto.")
    limit = _requirement(data, scale, direction, where)
    return Criterion(data["id"], data["name"], direction, scale, value, q, p, veto, limit)


def _scale(data: Mapping[str, Any], scales: Mapping[str, Scale], measured: Span | None, where: str) -> Scale:
    if "scale" in data:
        if not one_of(data["scale"], scales):
            raise StudyRefused(f"{where} : il n’y a pas d’échelle « {data['scale']} ».")
        if "bounds" in data or "unit" in data:
            raise StudyRefused(f"{where} : une échelle de mots a déjà ses niveaux ; retirez les bornes et l’unité.")
        return scales[data["scale"]]
    unit = text(data["unit"], f"{where}, unité") if "unit" in data else ""
    if "bounds" in data:
        bounds = Span(*pair_of_numbers(data["bounds"], f"{where}, bornes"))
        if bounds.certain:
            raise StudyRefused(f"{where} : ses deux bornes sont égales.")
        return Scale(bounds, unit=unit)
    if measured is None:
        raise StudyRefused(f"{where} : une note n’est pas connue ; donnez les bornes du critère (« bounds »).")
    if measured.certain:
        raise StudyRefused(
            f"{where} : tous les scénarios y ont la même note ({french(measured.low)}) ; il ne départage rien. "
            "Retirez-le, ou donnez ses bornes (« bounds »)."
        )
    return Scale(measured, unit=unit, observed=True)


def _value(data: Any, scale: Scale, direction: Direction, where: str) -> ValueFunction:
    place = f"{where}, valeurs"
    known_keys(the_object(data, place), {"points", "steps"}, place)
    stepped = "steps" in data
    listed = the_list(data["steps"] if stepped else data.get("points"), place)
    points = [tuple(number(one, place) for one in sequence(pair, 2, place)) for pair in listed]
    if len(points) < 2 or any(a[0] >= b[0] for a, b in pairwise(points)):
        raise StudyRefused(f"{place} : il faut au moins deux points, de mesure croissante.")
    if points[0][0] > scale.bounds.low or (not stepped and points[-1][0] < scale.bounds.high):
        raise StudyRefused(f"{place} : les points ne couvrent pas toute l’échelle.")
    if not goes_the_right_way(points, direction):
        raise StudyRefused(f"{place} : elles doivent rester entre 0 et 1 et aller dans le sens du critère.")
    return ValueFunction(tuple(points), stepped)


def _threshold(data: Mapping[str, Any], key: str, where: str) -> float | None:
    if data.get(key) is None:
        return None
    found = number(data[key], f"{where}, seuil « {key} »")
    if found < 0:
        raise StudyRefused(f"{where} : le seuil « {key} » est négatif.")
    return found


def _requirement(data: Mapping[str, Any], scale: Scale, direction: Direction, where: str) -> float | None:
    """Return the limit that a scenario must reach: a number, or the weakest level of a word."""
    limit = data.get("requirement")
    if limit is None:
        return None
    if isinstance(limit, str):
        if limit not in scale.words:
            raise StudyRefused(f"{where} : l’exigence « {limit} » n’est pas un mot de son échelle.")
        span = scale.words[limit].span
        return span.low if direction is Direction.MORE else span.high
    return number(limit, f"{where}, exigence")
