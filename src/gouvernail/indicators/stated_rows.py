"""What the indicators of stated figures share: whose statements cover a span, and which one speaks for a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.kernel.periods import months_between
from gouvernail.statements.facts import facts
from gouvernail.statements.reading import Stated, stated

Source = tuple[str, int | None, str]
ZERO = Decimal(0)


@dataclass
class Line:
    """What one source states (a place, or one part of a fact there): totals by fact; ``days`` bound what was read."""

    label: str
    path: str
    key: str
    values: dict[str, Decimal] = field(default_factory=dict)
    last: date | None = None

    def of(self, code: str) -> Decimal:
        """The value of a fact that the line is known to hold."""
        return self.values[code]


@dataclass(frozen=True)
class Told:
    """The lines that are complete, the names of those that are not, and whether some say « sans objet »."""

    lines: tuple[Line, ...] = ()
    incomplete: tuple[str, ...] = ()
    without_object: bool = False

    def total(self, code: str) -> Decimal | None:
        """Add up a fact over the lines; ``None`` unless all of them hold it."""
        values = [one.values.get(code) for one in self.lines]
        return None if not values or None in values else sum(filter(None, values), ZERO)

    @property
    def as_of(self) -> date | None:
        """The last day of the latest period read."""
        return max((one.last for one in self.lines if one.last), default=None)

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what was left out."""
        if not self.incomplete or not self.lines:
            return ()
        return (_("Relevés incomplets, hors du calcul : %(names)s.") % {"names": _some(self.incomplete)},)

    @property
    def why_not(self) -> str:
        """Say why there is no figure."""
        if self.incomplete:
            return _("Il manque des relevés sur cette période : %(names)s.") % {"names": _some(self.incomplete)}
        if self.without_object:
            return _("Sans objet ici, dit le relevé.")
        return _("Données absentes : aucun relevé ne les donne pour cette période.")


def statements(scope: Scope, on: date) -> list[Stated]:
    """Return what is stated at or below a place up to a day, but what counts a handful of people (one query, once)."""
    rows = scope.once(("statements", on), lambda: stated(scope.path, [one.code for one in facts()], on))
    return [one for one in rows if not one.is_handful]


def over(rows: Iterable[Stated], codes: tuple[str, ...], span: Span, optional: tuple[str, ...] = ()) -> Told:
    """Add up what is stated over a span of whole months, line by line.

    A line counts when each of ``codes`` is stated for all the months of the span: some months are not the whole.
    ``optional`` facts are added where they cover it too.
    """
    wanted = {(one.year, one.month) for one in months_between(span.first, span.last)}
    if not span.months:
        return Told()
    kept = [
        one for one in rows if one.fact in (*codes, *optional) and span.first <= one.first and one.last <= span.last
    ]
    lines, incomplete, nothing = [], [], False
    for source, found in _by_source(kept).items():
        complete = {
            code: sum((one.value for one in of_code if one.value is not None), ZERO)
            for code in (*codes, *optional)
            if (of_code := [one for one in found if one.fact == code])
            and _months(of_code) == wanted
            and any(one.value is not None for one in of_code)
        }
        if all(one.value is None for one in found if one.fact in codes):
            nothing = True
        elif all(code in complete for code in codes):
            lines.append(_line(source, found, complete))
        else:
            incomplete.append(_label(found[0]))
    return Told(_named(lines), tuple(sorted(set(incomplete))), nothing)


def at(rows: Iterable[Stated], codes: tuple[str, ...], day: date) -> Told:
    """Return, line by line, the latest day on which all of ``codes`` are stated, ``day`` at the latest."""
    kept = [one for one in rows if one.fact in codes and one.last <= day]
    lines, incomplete, nothing = [], [], False
    for source, found in _by_source(kept).items():
        by_day: dict[date, dict[str, Decimal | None]] = {}
        for one in found:
            by_day.setdefault(one.last, {})[one.fact] = one.value
        together = [last for last, values in by_day.items() if all(values.get(code) is not None for code in codes)]
        latest = by_day[max(by_day)]
        if any(code in latest and latest[code] is None for code in codes):
            nothing = True
        elif together:
            values = {code: value for code, value in by_day[max(together)].items() if value is not None}
            lines.append(_line(source, [one for one in found if one.last == max(together)], values))
        else:
            incomplete.append(_label(found[0]))
    return Told(_named(lines), tuple(sorted(set(incomplete))), nothing)


def of_year(rows: Iterable[Stated], codes: tuple[str, ...], year: int) -> Told:
    """Return, line by line, what is stated of a whole year."""
    return over(rows, codes, Span.of_year(year))


def years(rows: Iterable[Stated], code: str) -> list[int]:
    """The years for which a fact is stated, in order."""
    return sorted({one.first.year for one in rows if one.fact == code and one.first.year == one.last.year})


def _by_source(rows: Iterable[Stated]) -> dict[Source, list[Stated]]:
    found: dict[Source, list[Stated]] = {}
    for one in rows:
        found.setdefault(one.source, []).append(one)
    return found


def _months(rows: list[Stated]) -> set[tuple[int, int]]:
    return {(month.year, month.month) for one in rows for month in months_between(one.first, one.last)}


def _line(source: Source, found: list[Stated], values: dict[str, Decimal]) -> Line:
    path, site, subject = source
    key = str(site) if site is not None else subject or path
    return Line(_label(found[0]), path, key, values, max(one.last for one in found))


def _label(one: Stated) -> str:
    return f"{one.part} ({one.organisation})" if one.part else one.organisation


def _named(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda one: (one.path, one.label)))


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown}…" if len(names) > 4 else shown
