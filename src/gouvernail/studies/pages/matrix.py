"""The matrix as its template shows it: word, dots and tint in each cell, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.studies.combining import composed
from gouvernail.studies.models import Combination, Criterion, Direction, ScaleWord, Scenario
from gouvernail.studies.reading import Reading, State, read_cell
from gouvernail.studies.scales import goodness
from gouvernail.studies.whole import Whole

DOTS = 5
RULES = {
    Combination.BEST: gettext_lazy("la meilleure"),
    Combination.WORST: gettext_lazy("la moins bonne"),
    Combination.SUM: gettext_lazy("la somme"),
}
"""Which of the ratings joined stands for a combination."""


@dataclass(frozen=True)
class Mark:
    """A doubt shown in a cell: an icon, a word, and the sentence that explains it."""

    icon: str
    label: str
    sentence: str = ""


@dataclass(frozen=True)
class CellView:
    """One cell. ``filled`` of five dots and ``tint`` (1 the worst, 5 the best) are 0 when nothing is known."""

    key: str
    scenario: Scenario
    text: str
    filled: int = 0
    level: str = ""
    span: str = ""
    state: str = State.READ
    marks: list[Mark] = field(default_factory=list)
    composed: str = ""
    href: str = ""

    @property
    def dots(self) -> str:
        """Five dots, as many filled as the rating is good."""
        return "●" * self.filled + "○" * (DOTS - self.filled) if self.filled else ""


@dataclass(frozen=True)
class RowView:
    """A line of the matrix."""

    criterion: Criterion
    hint: str
    cells: list[CellView]
    href: str = ""
    words: list[ScaleWord] = field(default_factory=list)


@dataclass(frozen=True)
class MatrixView:
    """The whole matrix: the scenarios (each with its sheet and what it joins), what counts, then what is only shown."""

    scenarios: list[tuple[Scenario, str, str]]
    rows: list[RowView]
    others: list[RowView]


def matrix_of(whole: Whole, place: Organisation, *, editable: bool) -> MatrixView:
    """Return the matrix; with ``editable``, each cell and each criterion leads to its form."""
    heads = [
        (one, reverse("scenario_sheet", args=[place.slug, one.pk]), _joined(whole, one)) for one in whole.scenarios
    ]
    rows = [row_of(whole, one, place, editable=editable) for one in whole.counting]
    others = [row_of(whole, one, place, editable=editable) for one in whole.shown_only]
    return MatrixView(heads, rows, others)


def _joined(whole: Whole, scenario: Scenario) -> str:
    """Name the scenarios that a combination joins."""
    return ", ".join(whole.scenario(pk).label for pk in whole.parts.get(scenario.pk, ()))


def row_of(whole: Whole, criterion: Criterion, place: Organisation, *, editable: bool) -> RowView:
    """Return one line of the matrix."""
    cells = [cell_of(whole, criterion, one, place, editable=editable) for one in whole.scenarios]
    href = reverse("criterion_edit", args=[place.slug, whole.study.pk, criterion.pk]) if editable else ""
    return RowView(criterion, hint_of(criterion), cells, href, whole.words.get(criterion.pk, []))


def hint_of(criterion: Criterion) -> str:
    """Say in which direction a criterion is read, and in what unit."""
    if not criterion.counts:
        return _("montré sans compter")
    hint = _("plus, c’est mieux") if criterion.direction == Direction.MORE else _("moins, c’est mieux")
    return f"{hint} · {criterion.unit}" if criterion.unit else hint


def cell_of(whole: Whole, criterion: Criterion, scenario: Scenario, place: Organisation, *, editable: bool) -> CellView:
    """Return one cell of the matrix."""
    key = f"{criterion.pk}-{scenario.pk}"
    if whole.parts.get(scenario.pk) and criterion.combination != Combination.BY_HAND:
        return _composed_cell(whole, criterion, scenario, key)
    rating = whole.rating(criterion, scenario)
    words = whole.words.get(criterion.pk, ())
    reading = read_cell(criterion, rating, words)
    return CellView(
        key,
        scenario,
        _text(criterion, reading, rating.raw if rating else ""),
        filled=_filled(whole, criterion, reading),
        level=level_words(criterion, reading),
        span=span_words(criterion, reading),
        state=str(reading.state) if criterion.counts else "text",
        marks=_marks(criterion, reading, rating),
        href=reverse("cell_edit", args=[place.slug, whole.study.pk, criterion.pk, scenario.pk]) if editable else "",
    )


def _composed_cell(whole: Whole, criterion: Criterion, scenario: Scenario, key: str) -> CellView:
    if not criterion.counts:
        return CellView(key, scenario, "", state="text")
    reading, text = composed(whole, criterion, scenario)
    return CellView(
        key,
        scenario,
        text,
        filled=_filled(whole, criterion, reading),
        level=level_words(criterion, reading),
        span=span_words(criterion, reading),
        state=str(reading.state),
        composed=str(RULES[criterion.combination]),
    )


def _text(criterion: Criterion, reading: Reading, raw: str) -> str:
    if raw:
        return raw
    return _("inconnue") if reading.state is State.UNKNOWN else ""


def _marks(criterion: Criterion, reading: Reading, rating: object) -> list[Mark]:
    found = []
    if not criterion.counts:
        return found
    if reading.state is State.UNPLACED:
        sentence = _("Ce mot n’a pas encore de niveau sur l’échelle : le classement tient la note pour inconnue.")
        found.append(Mark("alert-triangle", _("à situer"), sentence))
    if reading.word is not None and reading.word.is_ambiguous and rating.low is None:
        found.append(Mark("help", _("ambigu"), reading.word.note or _("Ce mot se lit de deux façons.")))
    if rating is not None and rating.elsewhere:
        found.append(Mark("alert-circle", _("contredit"), rating.elsewhere))
    return found


def _filled(whole: Whole, criterion: Criterion, reading: Reading) -> int:
    if not criterion.counts or reading.middle is None:
        return 0
    good = goodness(whole, criterion, reading.middle)
    return 0 if good is None else 1 + int(good * (DOTS - 1) + Decimal("0.5"))


def level_words(criterion: Criterion, reading: Reading) -> str:
    """Say where a cell stands on its scale: « niveau 4 sur 5 », « niveau 3 à 4 sur 5 »."""
    level = span_words(criterion, reading)
    if not level or criterion.high is None:
        return ""
    return _("niveau %(level)s sur %(top)s") % {"level": level, "top": written(criterion.high)}


def span_words(criterion: Criterion, reading: Reading) -> str:
    """Say the levels of a word: « 4 », « 3 à 4 »; nothing for a number, which says itself."""
    if not criterion.counts or not criterion.in_words or reading.low is None:
        return ""
    if reading.high == reading.low:
        return written(reading.low)
    return _("%(low)s à %(high)s") % {"low": written(reading.low), "high": written(reading.high)}


def written(level: Decimal) -> str:
    """Write a level without useless zeros."""
    return format_number(level.normalize() if level % 1 else level.to_integral_value())
