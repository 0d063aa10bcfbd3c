"""What a measure is worth: a line, points joined by lines, or steps; typed as text, checked by the engine."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.numbers_fr import UnreadableNumber, parse_decimal
from gouvernail.studies.models import Direction


class Shape(models.TextChoices):
    """How the value goes from one measure to the next."""

    STRAIGHT = "droite", gettext_lazy("En ligne droite, du pire au meilleur")
    POINTS = "points", gettext_lazy("Par des points reliés")
    STEPS = "paliers", gettext_lazy("Par paliers")


KEYS = {Shape.POINTS: "points", Shape.STEPS: "steps"}


def worth_of(shape: str, text: str) -> dict[str, Any] | None:
    """Return the value function typed, as the engine reads it; ``ValidationError`` names the line that is not read."""
    if shape == Shape.STRAIGHT:
        return None
    points = [_point(line) for line in text.splitlines() if line.strip()]
    return {KEYS[Shape(shape)]: sorted(points)}


def _point(line: str) -> list[float]:
    measure, _sign, value = line.partition("=")
    try:
        return [float(parse_decimal(measure)), float(parse_decimal(value))]
    except UnreadableNumber as error:
        sentence = _("« %(line)s » : écrivez une mesure et sa valeur, comme « 100 = 0,5 ».")
        raise ValidationError(sentence % {"line": line.strip()}) from error


def shape_of(value: dict[str, Any] | None) -> Shape:
    """Return the shape of a value function."""
    return next((shape for shape, key in KEYS.items() if value and key in value), Shape.STRAIGHT)


def worth_in_words(value: dict[str, Any] | None) -> str:
    """Return a value function as people type it, one point a line."""
    points = value.get(KEYS.get(shape_of(value), ""), ()) if value else ()
    return "\n".join(f"{_figure(measure)} = {_figure(worth)}" for measure, worth in points)


def refusal_of_worth(value: dict[str, Any], direction: str, bounds: tuple[Decimal, Decimal]) -> str:
    """Return why the engine refuses a value function over the bounds of its criterion, or nothing."""
    from gouvernail.engines.ranking.reading_scales import read_criterion
    from gouvernail.engines.ranking.refusals import StudyRefused

    data = {
        "id": "c",
        "name": "c",
        "direction": "more" if direction == Direction.MORE else "less",
        "bounds": [float(end) for end in bounds],
        "value": value,
    }
    try:
        read_criterion(data, {}, None)
    except StudyRefused as error:
        return str(error).removeprefix("Critère « c », ")
    return ""


def _figure(figure: float) -> str:
    return f"{Decimal(str(figure)).normalize():f}".replace(".", ",")
