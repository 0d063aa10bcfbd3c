"""How far each weight can move before another scenario comes first: in words, and as a strip from 0 to 100 %."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.studies.pages import anchors
from gouvernail.studies.pages.naming import criterion_of, name_of

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer
    from gouvernail.engines.ranking.exact.stability import Stability


@dataclass(frozen=True)
class Strip:
    """Where a strip is drawn, in hundredths of its width: the weights that change nothing, and the weight of today."""

    left: str
    width: str
    weight: str


@dataclass(frozen=True)
class Room:
    """The room that one weight has; ``below`` and ``above`` name who comes first past each end, if anybody does."""

    anchor: str
    criterion: str
    weight: str
    words: str
    below: str
    above: str
    strip: Strip


def rooms_of(answer: Answer) -> list[Room]:
    """Return the room of each weight, in the order of the criteria."""
    return [_room(answer, one) for one in answer.stability]


def _room(answer: Answer, one: Stability) -> Room:
    span = _("de %(low)s à %(high)s") % {"low": format_percent(one.low, 1), "high": format_percent(one.high, 1)}
    return Room(
        anchors.weight(answer.study.criteria[one.column].id),
        criterion_of(answer, one.column),
        format_percent(one.weight, 1),
        _("quel que soit ce poids") if one.whole else span,
        "" if one.below is None else name_of(answer, one.below),
        "" if one.above is None else name_of(answer, one.above),
        Strip(_hundredths(one.low), _hundredths(one.high - one.low), _hundredths(one.weight)),
    )


def _hundredths(share: float) -> str:
    return f"{100 * share:.2f}"  # written for SVG: a point, whatever the language of the page
