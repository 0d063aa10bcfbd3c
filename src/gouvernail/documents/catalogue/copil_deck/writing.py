"""What all slides share: the source line under a figure, short dates, states as cells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.documents.kit.story import StatusCell, Table
from gouvernail.indicators.measure import Measure
from gouvernail.kernel.numbers_fr import NARROW_SPACE
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.register import Badge

ABSENT = "non renseigné"
SYMBOL_TONES = {"neutral", "good", "risk", "alert", "decide", "progress", "study"}


def sourced(measures: Iterable[Measure | None]) -> str:
    """Return where figures come from and of what day they are: « Inventaire du parc, données au 9 janvier 2026 »."""
    by_day: dict[str, list[str]] = {}
    for one in measures:
        if one is None:
            continue
        day = _("données au %(day)s") % {"day": PartialDate.of_day(one.as_of or one.on)}
        day += _(" (à actualiser)") if one.stale else ""
        if one.source not in by_day.setdefault(day, []):
            by_day[day].append(one.source)
    return " ; ".join(f"{', '.join(sources)} : {day}" for day, sources in by_day.items())


def register_source(label: str, on: date) -> str:
    """Return the source line of a table read from a register."""
    return _("%(register)s : situation au %(day)s") % {"register": label, "day": PartialDate.of_day(on)}


def cell(badge: Badge | None) -> StatusCell | str:
    """Return a state as a cell: word and tone, the drawing adds the symbol."""
    if badge is None:
        return ABSENT
    return StatusCell(str(badge.label), badge.tone if badge.tone in SYMBOL_TONES else "neutral")


def short(when: PartialDate | date | None) -> str:
    """Write a date in a table."""
    if when is None:
        return ABSENT
    return when.short() if isinstance(when, PartialDate) else f"{when:%d/%m/%Y}"


def share(progress: int | Decimal | None) -> str:
    """Write a progress in a table."""
    return ABSENT if progress is None else f"{progress}{NARROW_SPACE}%"


def or_absent(text: str) -> str:
    """Return the text, or say that it is not known."""
    return text.strip() or ABSENT


def notes(*parts: str) -> str:
    """Return speaker notes out of the parts that say something."""
    return "\n".join(part for part in parts if part)


def useful_table(
    headers: tuple[str, ...],
    rows: tuple[tuple[str | StatusCell, ...], ...],
    *,
    widths: tuple[float, ...],
    align: str = "",
    empty: str = "",
) -> tuple[Table, tuple[str, ...]]:
    """Return a table without the columns that no row fills, and the headers of those left out.

    A column of « non renseigné » takes the room of what is known: it is said once, beside the table.
    """
    kept = [
        index
        for index in range(len(headers))
        if not rows or any(row[index] not in ("", ABSENT) for row in rows) or not headers[index]
    ]
    table = Table(
        tuple(headers[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows),
        widths=tuple(widths[index] for index in kept),
        align="".join((align + "l" * len(headers))[index] for index in kept),
        empty=empty,
    )
    return table, tuple(header for index, header in enumerate(headers) if index not in kept)


def never_known(headers: tuple[str, ...]) -> str:
    """Say which columns nobody filled: « Porteur, échéance : non renseigné pour toutes les lignes. »."""
    if not headers:
        return ""
    names = ", ".join(header if index == 0 else header.lower() for index, header in enumerate(headers))
    return _("%(names)s : non renseigné pour toutes les lignes.") % {"names": names}
