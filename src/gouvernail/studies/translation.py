"""A study as the ranking engine reads it: the criteria that count, each cell with its levels, who weighs how."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.studies.models import Combination, Criterion, Direction, Rating, ScaleWord, Scenario
from gouvernail.studies.reading import Reading, State, read_cell
from gouvernail.studies.whole import Whole

FORMAT = "gouvernail-etude-1"
RULES = {Combination.BEST: "best", Combination.WORST: "worst", Combination.SUM: "sum"}
THRESHOLDS = ("indifference", "preference", "veto", "requirement")


def key_of(obj: Criterion | Scenario) -> str:
    """Return the name by which the engine knows a criterion or a scenario."""
    return str(obj.pk)


def engine_data(whole: Whole, members: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the study in the format of the engine.

    ``members`` are engine members (``id``, ``name``, ``voices``, ``weights``); without them every weighting is as
    likely as another.
    """
    data: dict[str, Any] = {
        "format": FORMAT,
        "title": whole.study.title,
        "question": whole.study.question,
        "scales": {key_of(one): _scale(one, whole) for one in whole.counting if _has_scale(one, whole)},
        "criteria": [_criterion(one, whole) for one in whole.counting],
        "scenarios": [_scenario(one, whole) for one in whole.singles],
        "combinations": [_combination(one, whole) for one in whole.scenarios if whole.parts.get(one.pk)],
        "incompatible": sorted(sorted(map(str, pair)) for pair in whole.incompatible),
    }
    if aside := [_set_aside(one, whole) for one in whole.shown_only]:
        data["set_aside"] = aside
    return data | ({"members": members} if members else {"weights": {"kind": "none"}})


def _set_aside(criterion: Criterion, whole: Whole) -> dict[str, Any]:
    texts = {
        key_of(one): rating.raw
        for one in whole.singles
        if (rating := whole.rating(criterion, one)) is not None and rating.raw
    }
    reason = criterion.note or _("Cette ligne est montrée sans compter dans le classement.")
    return {"name": criterion.name, "reason": reason, "texts": texts}


def _has_scale(criterion: Criterion, whole: Whole) -> bool:
    return criterion.in_words and any(word.is_placed for word in whole.words.get(criterion.pk, ()))


def _scale(criterion: Criterion, whole: Whole) -> dict[str, Any]:
    words = {word.text: _levels(word) for word in whole.words[criterion.pk] if word.is_placed}
    levels = [_number(criterion.low), _number(criterion.high)]
    return {"levels": levels, "words": words} | ({"ordinal": True} if criterion.ordinal else {})


def _levels(word: ScaleWord) -> Any:
    span = _span(word.low, word.high)
    if not word.is_ambiguous:
        return span
    found = {"readings": _meanings(span, _span(word.other_low, word.other_high))}
    return found | ({"note": word.note} if word.note else {})


def _meanings(*spans: Any) -> dict[str, Any]:
    """Name each reading of a word by its levels."""
    return {_("niveau %(levels)s") % {"levels": _said(span)}: span for span in spans}


def _said(span: Any) -> str:
    ends = [f"{end:g}".replace(".", ",") for end in (span if isinstance(span, list) else [span])]
    return _(" à ").join(ends)


def _criterion(criterion: Criterion, whole: Whole) -> dict[str, Any]:
    data = {
        "id": key_of(criterion),
        "name": criterion.name,
        "direction": "more" if criterion.direction == Direction.MORE else "less",
    }
    data |= {name: _number(value) for name in THRESHOLDS if (value := getattr(criterion, name)) is not None}
    if criterion.value:
        data["value"] = criterion.value
    if _has_scale(criterion, whole):
        return data | {"scale": key_of(criterion)}
    if criterion.low is not None and criterion.high is not None:
        data["bounds"] = [_number(criterion.low), _number(criterion.high)]
    return data | ({"unit": criterion.unit} if criterion.unit else {})


def _scenario(scenario: Scenario, whole: Whole) -> dict[str, Any]:
    ratings = {key_of(one): _cell(one, scenario, whole) for one in whole.counting}
    data = {"id": key_of(scenario), "name": scenario.label, "ratings": ratings}
    return data | ({"baseline": True} if scenario.baseline else {})


def _combination(scenario: Scenario, whole: Whole) -> dict[str, Any]:
    rules = {
        key_of(one): RULES.get(one.combination) or {"given": _cell(one, scenario, whole)} for one in whole.counting
    }
    return {
        "id": key_of(scenario),
        "name": scenario.label,
        "of": [str(part) for part in whole.parts[scenario.pk]],
        "rules": rules,
    }


def _cell(criterion: Criterion, scenario: Scenario, whole: Whole) -> Any:
    rating = whole.rating(criterion, scenario)
    reading = read_cell(criterion, rating, whole.words.get(criterion.pk, ()))
    if reading.state is not State.READ:
        return None  # nobody knows: the whole scale is possible
    return _read(reading, rating) | _otherwise(reading, rating, whole.words.get(criterion.pk, []))


def _read(reading: Reading, rating: Rating) -> dict[str, Any]:
    if reading.word is not None and rating.low is None:
        return {"value": reading.word.text}
    return {"value": _span(reading.low, reading.high)}


def _otherwise(reading: Reading, rating: Rating, words: list[ScaleWord]) -> dict[str, Any]:
    """Return the other reading of a contested cell; that of an ambiguous word is already in its scale."""
    if rating.elsewhere_low is None or reading.other is None:
        return {}
    named = next((word.text for word in words if (word.low, word.high) == reading.other), None)
    note = {"note": rating.elsewhere} if rating.elsewhere else {}
    return {"otherwise": [named or _span(*reading.other)]} | note


def _span(low: Decimal, high: Decimal) -> Any:
    return _number(low) if low == high else [_number(low), _number(high)]


def _number(value: Decimal) -> float:
    return float(value)
