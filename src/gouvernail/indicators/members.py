"""The members of a shared service side by side: each its own figures, as it may see them itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.indicators.base import Indicator
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.exporting import Format, write_table


@dataclass(frozen=True)
class MemberLine:
    """One member and its figures, in the order of the columns; ``href`` leads to its own dashboard, "" if closed."""

    member: Organisation
    measures: list[Measure]
    href: str


@dataclass(frozen=True)
class Comparison:
    """The columns (indicators), the line of the whole, the lines of the members, and those of whom nothing is known."""

    columns: list[Indicator]
    whole: list[Measure]
    lines: list[MemberLine]
    silent: list[Organisation]


def members_of(place: Organisation, actor: Actor) -> list[Organisation]:
    """Return what stands just below a place and whose indicators the actor may see (one query)."""
    return [one for one in place.children.order_by("name") if actor.can(VIEW, "indicators", one)]


def compared(
    place: Organisation, actor: Actor, codes: Iterable[str], on: date, span: Span | None, board: str
) -> Comparison:
    """Compute the same indicators at a place and at each of its members.

    What is kept back is decided once over the whole tree, so no member can be found by subtraction from the whole.
    """
    columns = list(map(indicator_of, codes))
    kept = [one.code for one in columns]

    def figures(where: Organisation) -> list[Measure]:
        return list(measure_all(Scope(where, actor), on, kept, span).values())

    lines = [
        MemberLine(one, figures(one), reverse("board", args=[one.slug, board])) for one in members_of(place, actor)
    ]
    silent = [line.member for line in lines if not any(_said(one) for one in line.measures)]
    return Comparison(columns, figures(place), [line for line in lines if line.member not in silent], silent)


def _said(shown: Measure) -> bool:
    return shown.value is not None or shown.total_withheld


def comparison_file(found: Comparison, *, place: Organisation, format: Format, title: str) -> bytes:
    """Return the comparison as one table: a line a member, a column an indicator, empty where nothing is shown."""
    headers = [_("Collectivité"), *(f"{one.label} ({one.unit})" for one in found.columns)]
    rows: list[list[object]] = [[line.member.name, *(one.value for one in line.measures)] for line in found.lines]
    rows.append([_("Ensemble : %(place)s") % {"place": place.name}, *(one.value for one in found.whole)])
    notes = [_("Une case vide : donnée absente, ou non affichée parce que trop peu de personnes sont concernées.")]
    return write_table(headers, rows, format=format, title=title, notes=notes)
