"""Measures as the templates take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.indicators.base import Family, Indicator
from gouvernail.indicators.files import DRAWERS
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Measure
from gouvernail.indicators.past import said_of_past
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import short_day, written
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.doors import opens
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from gouvernail.ui.charts.svg import sparkline


@dataclass(frozen=True)
class Line:
    """One indicator of the list page."""

    indicator: Indicator
    measure: Measure
    href: str
    spark: str
    change: str


@dataclass(frozen=True)
class FamilyPart:
    """The indicators of a family."""

    label: str
    lines: list[Line]
    awaited: list[Line]


@dataclass(frozen=True)
class Link:
    """A list that the person may open."""

    label: str
    href: str


@dataclass(frozen=True)
class CellRow:
    """A cell as the page shows it."""

    cell: Cell
    value: str
    href: str


@dataclass(frozen=True)
class BreakdownPart:
    """A breakdown as the page shows it."""

    label: str
    serves_people: bool
    rows: list[CellRow]
    withheld: int

    @property
    def explained(self) -> bool:
        """Whether a cell says more than its value."""
        return any(row.cell.text and not row.cell.withheld for row in self.rows)


def families(place: Organisation, measures: Mapping[str, Measure]) -> list[FamilyPart]:
    """Group the measures of a place by family."""
    parts = []
    for family in Family:
        found = [one for one in map(indicator_of, measures) if one.family == family]
        if found:
            lines = [_line(place, one, measures[one.code]) for one in found]
            parts.append(
                FamilyPart(
                    str(family.label),
                    [line for line in lines if not _is_awaited(line)],
                    [line for line in lines if _is_awaited(line)],
                )
            )
    return parts


def _is_awaited(one: Line) -> bool:
    """Whether a figure waits for facts that nobody stated: they are told apart, with how to get them."""
    return one.measure.value is None and any(row.kind == "statement" for row in one.measure.rows)


def line(place: Organisation | None, shown: Measure, query: str = "") -> Line:
    """An indicator as a tile; without a place, it leads nowhere. ``query`` keeps the period asked for."""
    one = indicator_of(shown.code)
    made = _line(place, one, shown)
    return replace(made, href=made.href + query) if query else made


def _line(place: Organisation | None, one: Indicator, shown: Measure) -> Line:
    change = next((f"{past.change} {past.since}" for past in reversed(shown.comparisons) if past.change), "")
    points = [value if value is None else float(value) for value in shown.trend_values]
    spark = sparkline(points) if sum(point is not None for point in points) > 1 else ""
    href = reverse("indicator", args=[place.slug, one.code]) if place else ""
    return Line(one, shown, href, spark, change)


def change_rows(shown: Measure) -> list[dict[str, str]]:
    """The figure at other times, for a definition list."""
    unit = str(indicator_of(shown.code).unit)
    return [
        {
            "label": _capital(one.label),
            "value": written(one.value, unit),
            "sub": _moved(one),
        }
        for one in shown.comparisons
        if shown.value is not None
    ]


def _moved(one: Comparison) -> str:
    if one.value is None:
        return one.absent_because or _("rien n’en est connu")
    moved = f"{one.change} {one.since}" if one.change else ""
    return " · ".join(filter(None, (moved, one.sub)))


def links(rows: Iterable[ListLink], scope: Scope) -> list[Link]:
    """The lists behind a figure that the actor of the scope may open."""
    return [Link(one.label, href) for one in rows if (href := list_href(one, scope))]


def ways(shown: Measure, scope: Scope) -> list[Link]:
    """Where somebody may enter, state or import the facts of a figure that is absent."""
    if shown.value is not None or shown.total_withheld:
        return []
    place = scope.place
    found = [way for row in shown.rows if row.kind == "statement" for way in _month_of(row, place)]
    found += [way for kind in dict.fromkeys(row.kind for row in shown.rows) for way in _entries(kind, place)]
    return [way for way in found if opens(way.href, scope.actor, place)]


def _month_of(row: ListLink, place: Organisation) -> list[Link]:
    """The page on which the figures of the month are stated, opened at the facts of an indicator."""
    facts = urlencode({"faits": row.query.removeprefix("fact=")})
    return [Link(_("Relever ces chiffres"), f"{reverse('statements_month', args=[place.slug])}?{facts}")]


def _entries(kind: str, place: Organisation) -> list[Link]:
    register = register_of(kind)
    label = {"kind": register.label_plural}
    found = [Link(_("Saisir : %(kind)s") % label, reverse(f"{kind}_create", args=[place.slug]))]
    if register.natural_key:
        href = f"{reverse('import_start', args=[place.slug])}?objet={kind}"
        found.append(Link(_("Importer : %(kind)s") % label, href))
    return found


def list_href(link: ListLink | None, scope: Scope) -> str:
    """The address of a list, "" for those who may not see its family."""
    if link is None or not scope.may_see(register_of(link.kind).family):
        return ""
    base = reverse(f"{link.kind}_list", args=[scope.place.slug])
    return f"{base}?{link.query}" if link.query else base


def breakdowns(one: Indicator, shown: Measure, scope: Scope) -> list[BreakdownPart]:
    """The breakdowns that have something to show."""
    return [_breakdown(one, part, scope) for part in shown.breakdowns if part.cells]


def _breakdown(one: Indicator, part: Breakdown, scope: Scope) -> BreakdownPart:
    dimension = one.dimension(part.dimension)
    rows = [CellRow(cell, written(cell.value, part.unit), list_href(cell.link, scope)) for cell in part.cells]
    return BreakdownPart(str(dimension.label), dimension.serves_people, rows, part.withheld)


def identity(one: Indicator, shown: Measure) -> list[dict[str, Any]]:
    """What the figure rests on, for a definition list."""
    read = _("Lu le %(day)s") % {"day": short_day(shown.as_of)} if shown.as_of else None
    stale = _("périmé au-delà de %(days)s jours") % {"days": one.freshness_days}
    rows = [
        {"label": row["label"], "value": read, "sub": stale} if row["label"] == _("Fraîcheur") else row
        for row in explanation(one)
    ]
    if shown.numerator is not None and shown.denominator is not None:
        rows.insert(2, {"label": _("Numérateur / dénominateur"), "value": fraction(shown)})
    return [{"label": _("Code"), "value": one.code}, *rows]


def explanation(one: Indicator) -> list[dict[str, Any]]:
    """What an indicator declares, for a definition list."""
    people = _("jamais sous 5 personnes")
    dimensions = ", ".join(
        f"{str(d.label).lower()} ({people})" if d.serves_people else str(d.label).lower() for d in one.dimensions
    )
    return [
        {"label": _("Définition"), "value": str(one.definition), "wide": True},
        {"label": _("Formule"), "value": str(one.formula), "wide": True},
        {"label": _("Unité"), "value": _capital(one.unit)},
        {"label": _("Sens"), "value": str(one.direction.label)},
        {"label": _("Source"), "value": str(one.source)},
        {"label": _("Fraîcheur"), "value": _("Périmé au-delà de %(days)s jours") % {"days": one.freshness_days}},
        {"label": _("Fréquence"), "value": _capital(one.frequency)},
        {"label": _("Responsable"), "value": str(one.owner_role)},
        {"label": _("Ventilations"), "value": _capital(dimensions) or _("Aucune")},
        {"label": _("Passé"), "value": said_of_past(one), "wide": True},
        {"label": _("Version de la formule"), "value": one.version},
    ]


def _capital(words: object) -> str:
    """Words with a capital, the rest as it is."""
    text = str(words)
    return text[:1].upper() + text[1:]


def explanations(found: list[Indicator]) -> list[dict[str, Any]]:
    """Every indicator, explained, by family."""
    return [
        {
            "label": str(family.label),
            "indicators": [
                {"indicator": one, "rows": explanation(one), "references": references(one)}
                for one in found
                if one.family == family
            ],
        }
        for family in Family
        if any(one.family == family for one in found)
    ]


def references(one: Indicator) -> list[dict[str, str]]:
    """The landmarks of an indicator, for a definition list."""
    return [
        {
            "label": str(reference.label),
            "value": written(reference.value, str(reference.unit)),
            "sub": _("depuis le %(day)s · %(source)s")
            % {"day": short_day(reference.since), "source": reference.source},
            "wide": False,
        }
        for reference in one.references
    ]


def fraction(shown: Measure) -> str:
    """Numerator and denominator: « 58 / 85 »; "" when there is none."""
    if shown.numerator is None or shown.denominator is None:
        return ""
    return f"{format_number(shown.numerator)} / {format_number(shown.denominator)}"


def downloads(place: Organisation, shown: Measure, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """The files of a figure: its tables, and its drawing when it has one."""
    formats = ["xlsx", "ods", "csv", *(DRAWERS if shown.chart else [])]
    query = f"?{urlencode({name: asked[name] for name in ('du', 'au') if name in asked})}" if "du" in asked else ""
    return [
        {"label": one.upper(), "href": reverse("indicator_file", args=[place.slug, shown.code, one]) + query}
        for one in formats
    ]
