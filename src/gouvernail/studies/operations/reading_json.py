"""From the format of the engine to criteria, words and ratings, not yet tied to a study."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Combination, Criterion, Direction, Rating, ScaleWord

RULES = {"best": Combination.BEST, "worst": Combination.WORST, "sum": Combination.SUM}
Scale = Mapping[str, Any] | None


def criterion_of(one: Mapping[str, Any], scale: Scale) -> Criterion:
    """Return a criterion with its scale, its limits and what a measure is worth."""
    low, high = (scale["levels"] if scale else one.get("bounds")) or (None, None)
    return Criterion(
        name=one["name"],
        direction=Direction.MORE if one["direction"] == "more" else Direction.LESS,
        in_words=scale is not None,
        ordinal=bool(scale and scale.get("ordinal")),
        low=decimal(low),
        high=decimal(high),
        unit=one.get("unit", ""),
        value=one.get("value"),
        requirement=_level(one.get("requirement"), scale, one["direction"]),
        **{name: decimal(one.get(name)) for name in ("indifference", "preference", "veto")},
    )


def word_of(criterion: Criterion, text: str, levels: Any) -> ScaleWord:
    """Return a word of a scale, with its second reading where it is ambiguous."""
    text = text.strip()
    if len(text) > ScaleWord.LONGEST:
        raise RefusedError(
            _("Échelle de « %(name)s » : un mot dépasse %(most)s signes.")
            % {"name": criterion, "most": ScaleWord.LONGEST}
        )
    if not isinstance(levels, dict):
        return ScaleWord(criterion=criterion, text=text, **_span(levels))
    first, second, *_more = levels["readings"].values()
    note = levels.get("note") or " / ".join(levels["readings"])
    return ScaleWord(criterion=criterion, text=text, note=note[:200], **_span(first), **_span(second, "other_"))


def rating_of(cell: Any, scale: Scale) -> Rating:
    """Return a rating as it is written, with the other reading that its source gives."""
    said = cell if isinstance(cell, dict) else {"value": cell}
    value = said.get("word", said.get("value"))
    rating = Rating(note=said.get("note", ""))
    if others := said.get("otherwise"):
        rating.note, rating.elsewhere = "", said.get("note") or _("Autre lecture : %(text)s") % {"text": others[0]}
        other = _span_of(others[0], scale)
        rating.elsewhere_low, rating.elsewhere_high = other["low"], other["high"]
    if value is None:
        rating.unknown = True
    elif isinstance(value, str):
        rating.raw = value
    else:
        span = _span(value)
        rating.low, rating.high, rating.raw = span["low"], span["high"], _written(span["low"], span["high"])
    return rating


def _span_of(value: Any, scale: Scale) -> dict[str, Decimal]:
    """Return the levels of a reading: a word of the scale (all its readings together), or measures."""
    if not isinstance(value, str) or not scale:
        return _span(value)
    levels = scale["words"][value]
    spans = [_span(one) for one in levels["readings"].values()] if isinstance(levels, dict) else [_span(levels)]
    return {"low": min(one["low"] for one in spans), "high": max(one["high"] for one in spans)}


def _level(value: Any, scale: Scale, direction: str) -> Decimal | None:
    """Return a requirement as a level: that of a word is its weakest."""
    if isinstance(value, str) and scale:
        return _span_of(value, scale)["low" if direction == "more" else "high"]
    return decimal(value)


def _span(levels: Any, prefix: str = "") -> dict[str, Decimal]:
    low, high = levels if isinstance(levels, list) else (levels, levels)
    return {f"{prefix}low": decimal(low), f"{prefix}high": decimal(high)}


def decimal(value: Any) -> Decimal | None:
    """Return a number of the format as a decimal; ``None`` for nothing."""
    return None if value is None else Decimal(str(value))


def _written(low: Decimal, high: Decimal) -> str:
    if low == high:
        return _figure(low)
    return _("%(low)s à %(high)s") % {"low": _figure(low), "high": _figure(high)}


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
