"""One part of a figure shown as a figure: what a dashboard narrowed to a site or a department shows.

The part is taken from what may be shown already, after privacy was applied: narrowing reveals nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Cell, Measure
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.wording import written
from gouvernail.organisations.models import Department, Organisation, Site


@dataclass(frozen=True)
class Part:
    """A site or a department to narrow to: the dimension, the key of its cells, and how people call it."""

    dimension: str
    key: str
    label: str
    word: str


@dataclass(frozen=True)
class Option:
    """A choice of the form: its value in the address, its label, whether it is the present one."""

    value: str
    label: str
    current: bool


def part_asked(place: Organisation, asked: Mapping[str, str]) -> Part | None:
    """Return the part that an address asks for (``partie=site-3``, ``partie=service-5``); ``None`` without one."""
    kind, _sep, number = asked.get("partie", "").partition("-")
    if not number.isdecimal() or len(number) > 9:
        return None
    if kind == "site":
        site = _sites(place).filter(pk=int(number)).first()
        return site and Part("site", str(site.pk), site.name, _("site"))
    department = _departments(place).filter(pk=int(number)).first() if kind == "service" else None
    if department is None:
        return None
    return Part("department", f"{department.organisation.path}{department.pk}", department.name, _("service"))


def options(place: Organisation, asked: Mapping[str, str]) -> list[tuple[str, list[Option]]]:
    """Return the sites and the departments that a form offers, grouped (two queries)."""
    now = asked.get("partie", "")
    groups = ((_("Sites"), "site", _sites(place)), (_("Services"), "service", _departments(place)))
    found = []
    for label, word, asked_rows in groups:
        rows = [
            (f"{word}-{pk}", name, organisation, short or whole)
            for pk, name, organisation, short, whole in asked_rows.values_list(
                "pk", "name", "organisation", "organisation__short_name", "organisation__name"
            )
        ]
        several = len({organisation for _value, _name, organisation, _label in rows}) > 1
        made = [
            Option(value, f"{name} ({organisation})" if several else name, value == now)
            for value, name, _pk, organisation in rows
        ]
        if made:
            found.append((label, made))
    return found


def _sites(place: Organisation):
    return Site.objects.filter(organisation__path__startswith=place.path).select_related("organisation")


def _departments(place: Organisation):
    return Department.objects.filter(organisation__path__startswith=place.path).select_related("organisation")


def narrowed(shown: Measure, part: Part) -> Measure | None:
    """Return the figure of one part; ``None`` when the indicator is not broken down that way.

    A part that is kept back stays so; one of which nothing is known is absent, never zero.
    """
    breakdown = next((one for one in shown.breakdowns if one.dimension == part.dimension), None)
    bare = replace(
        shown, chart=None, breakdowns=(), comparisons=(), trend=(), notes=(), rows=(), withheld=0, tone="neutral"
    )
    if breakdown is None:
        return _untold(bare, part) if _declares(shown.code, part) else None
    cell = next((one for one in breakdown.cells if one.key == part.key), None)
    if cell is None or (cell.value is None and not cell.withheld):
        absent = cell.text if cell and cell.text else _("Rien n’est connu de ce %(word)s.") % {"word": part.word}
        return replace(bare, value=None, figure="", text=_("non renseigné"), absent_because=absent, detail="")
    if cell.withheld:
        return replace(
            bare, value=None, figure="", text=_("non affiché"), absent_because=cell.text, detail="",
            numerator=None, denominator=None, total_withheld=True,
        )  # fmt: skip
    return _figure(bare, cell, breakdown.unit)


def _declares(code: str, part: Part) -> bool:
    return part.dimension in {one.name for one in indicator_of(code).dimensions}


def _untold(bare: Measure, part: Part) -> Measure:
    """A figure of which nothing tells the part: absent for its own reason, or because records hold no parts."""
    absent = bare.absent_because or _(
        "Pas de détail par %(word)s pour cette période : le relevé ne garde que le total."
    ) % {"word": part.word}
    return replace(
        bare, value=None, figure="", text=_("non renseigné"), absent_because=absent, detail="",
        numerator=None, denominator=None,
    )  # fmt: skip


def _figure(bare: Measure, cell: Cell, unit: str) -> Measure:
    said = unit or bare.unit
    return replace(
        bare,
        value=cell.value,
        unit=said,
        figure=written(cell.value),
        text=written(cell.value, said),
        numerator=cell.numerator,
        denominator=cell.denominator,
        detail=cell.text,
    )
