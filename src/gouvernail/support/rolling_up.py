"""The months of each place: those of its own requests and of all that stands below it, added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation
from gouvernail.support.counting import COUNTERS, Figures
from gouvernail.support.minutes import packed, unpacked
from gouvernail.support.models import PlaceMonth, RequestMonth

BATCH = 500
PLAIN = ("opened", "closed", "assessed", "recurring", "first_opened", "last_read")
READ = (*PLAIN, *COUNTERS, "minute_delays")
"""The columns of a row that say all the others, in the order in which ``figures_read`` takes them."""


def hold(paths: Iterable[str]) -> None:
    """Let one writer at a time add up the months of a tree, until its transaction ends (SQLite has one anyway)."""
    roots = sorted({above_and_self(path)[0] for path in paths})
    held = Organisation.objects.select_for_update(no_key=True).filter(path__in=roots).order_by("path")
    list(held.values_list("pk", flat=True))


def roll_up(paths: Iterable[str], first: date, last: date) -> None:
    """Add up anew, between two days, the months of the places of these paths and of all that stands above them."""
    wanted = {above for path in paths for above in above_and_self(path)}
    if not wanted:
        return
    places = dict(Organisation.objects.filter(path__in=wanted).values_list("path", "pk"))
    months = Q(month__range=(first.replace(day=1), last))
    PlaceMonth.objects.filter(months, place__in=places.values()).delete()
    found = _added(places, months)
    PlaceMonth.objects.bulk_create(
        (
            PlaceMonth(place_id=place, month=month.first_day, kind=kind, **columns(one))
            for (place, month, kind), one in found.items()
        ),
        batch_size=BATCH,
    )


def _added(places: dict[str, int], months: Q) -> dict[tuple[int, Month, str], Figures]:
    below = Q(pk__in=[])
    for root in {above_and_self(path)[0] for path in places}:
        below |= Q(organisation__path__startswith=root)
    rows = RequestMonth.objects.filter(months, below).order_by()
    found: dict[tuple[int, Month, str], Figures] = defaultdict(Figures)
    for path, day, kind, *values in rows.values_list("organisation__path", "month", "kind", *READ):
        above = [places[one] for one in above_and_self(path) if one in places]
        if above:
            one = figures_read(values)
            for place in above:
                found[(place, Month.of(day), kind)].add(one)
    return found


def figures_read(values: list[Any]) -> Figures:
    """Return the figures of a row, its columns in the order of ``READ``."""
    *counters, minutes = values[len(PLAIN) :]
    return Figures(
        **dict(zip(PLAIN, values[: len(PLAIN)], strict=True)),
        **{
            name: Counter({int(days): n for days, n in counts.items()})
            for name, counts in zip(COUNTERS, counters, strict=True)
        },
        minutes=unpacked(minutes),
    )


def columns(one: Figures) -> dict[str, Any]:
    """Return the figures of a month as the columns of its row."""
    return {
        **{name: getattr(one, name) for name in PLAIN},
        **{name: {str(days): n for days, n in sorted(getattr(one, name).items())} for name in COUNTERS},
        "days": _sum(one.delays),
        "working_days": _sum(one.working_delays),
        **hour_columns(one.minutes),
    }


def hour_columns(minutes: Counter[int]) -> dict[str, Any]:
    """Return the columns of a row that tell delays in opening hours."""
    return {"timed": minutes.total(), "minutes": _sum(minutes), "minute_delays": packed(minutes)}


def _sum(delays: Counter[int]) -> int:
    return sum(days * n for days, n in delays.items())


def above_and_self(path: str) -> list[str]:
    """Return the paths from the root down to ``path`` itself."""
    steps = path.rstrip("/").split("/")
    return ["".join(f"{step}/" for step in steps[: end + 1]) for end in range(len(steps))]
