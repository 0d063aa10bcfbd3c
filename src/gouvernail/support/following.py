"""The monthly tables of requests of which only the end moved: what they counted is taken away, the new is added.

A refresh touches a few requests of every month; reading all the others again would cost as much as the first load.
What depends on the neighbours of a request (is it recurring?) or on the earliest does not change when one is resolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import working_days_of
from gouvernail.kernel.working_time import UNKNOWN, Timetable, working_minutes_of_arrays
from gouvernail.organisations.models import Organisation
from gouvernail.support.calendars import Calendar, calendars_of
from gouvernail.support.counting import COUNTERS, Figures
from gouvernail.support.hours import instants
from gouvernail.support.models import PlaceMonth, RequestMonth
from gouvernail.support.rolling_up import READ, above_and_self, columns, figures_read, hold

Key = tuple[int, Month, str]


class Moved(NamedTuple):
    """``n`` requests of one organisation, kind and day of opening: the day they were resolved before, and is now.

    Their instants, where they are known, are texts in UTC or datetimes with a zone.
    """

    organisation: int
    kind: str
    opened: date
    before: date | None
    after: date | None
    n: int
    opened_at: Any = None
    before_at: Any = None
    after_at: Any = None


@transaction.atomic
def follow(moved: Iterable[Moved], read_at: datetime | None) -> None:
    """Bring the tables up to date for requests already written, read at ``read_at``, where nothing else changed.

    The same values as ``rollups.rebuild`` would write.
    """
    changes = list(moved)
    if not changes:
        return
    concerned = {one.organisation for one in changes}
    paths = dict(Organisation.objects.filter(pk__in=concerned).values_list("pk", "path"))
    hold(paths.values())
    found = _differences(changes, read_at)
    _add(RequestMonth, "organisation_id", found)
    above = {path for one in paths.values() for path in above_and_self(one)}
    places = dict(Organisation.objects.filter(path__in=above).values_list("path", "pk"))
    everywhere: dict[Key, Figures] = defaultdict(Figures)
    for (organisation, month, kind), one in found.items():
        for path in above_and_self(paths[organisation]):
            everywhere[(places[path], month, kind)].add(one)
    _add(PlaceMonth, "place_id", everywhere)


def _differences(changes: list[Moved], read_at: datetime | None) -> dict[Key, Figures]:
    found: dict[Key, Figures] = defaultdict(Figures)
    by_zone: dict[str, list[tuple[Moved, date, int]]] = defaultdict(list)
    calendars = calendars_of({one.organisation for one in changes})
    for one in changes:
        opened = found[(one.organisation, Month.of(one.opened), one.kind)]
        opened.last_read = read_at
        for closed, sign in ((one.before, -one.n), (one.after, one.n)):
            if closed is None:
                opened.waiting[one.opened.day] += sign
            elif one.before != one.after:
                by_zone[calendars[one.organisation].zone].append((one, closed, sign))
    for zone, closings in by_zone.items():
        worked = working_days_of([one.opened for one, *_rest in closings], [day for _one, day, _n in closings], zone)
        for (one, closed, sign), days in zip(closings, worked, strict=True):
            figures = found[(one.organisation, Month.of(closed), one.kind)]
            figures.closed += sign
            figures.closed_days[closed.day] += sign
            figures.delays[(closed - one.opened).days] += sign
            figures.working_delays[days] += sign
    _differences_in_hours(found, changes, calendars)
    return found


def _differences_in_hours(found: dict[Key, Figures], changes: list[Moved], calendars: Mapping[int, Calendar]) -> None:
    """Take away the minutes that requests had taken, and add those that they take, where hours are known."""
    by_timetable: dict[Timetable, list[tuple[Key, Any, Any, int]]] = defaultdict(list)
    for one in changes:
        timetable = calendars[one.organisation].timetable
        if timetable is None or (one.before, one.before_at) == (one.after, one.after_at):
            continue
        for closed, closed_at, sign in ((one.before, one.before_at, -one.n), (one.after, one.after_at, one.n)):
            if closed is not None and closed_at is not None and one.opened_at is not None:
                key = (one.organisation, Month.of(closed), one.kind)
                by_timetable[timetable].append((key, one.opened_at, closed_at, sign))
    for timetable, rows in by_timetable.items():
        keys, opened, closed, signs = zip(*rows, strict=True)
        worked = working_minutes_of_arrays(timetable, instants(opened), instants(closed)).tolist()
        for key, minutes, sign in zip(keys, worked, signs, strict=True):
            if minutes != UNKNOWN:
                found[key].minutes[minutes] += sign


def _add(model: type[Model], holder: str, differences: Mapping[Key, Figures]) -> None:
    """Add signed figures to the rows of a table; a month that counts nothing any more has no row."""
    held = _read(model, holder, differences)
    rows, empty = [], []
    for key, difference in differences.items():
        pk, figures = held.get(key, (None, Figures()))
        figures.add(difference)
        for name in (*COUNTERS, "minutes"):
            setattr(figures, name, +getattr(figures, name))
        if figures.opened or figures.closed:
            place, month, kind = key
            rows.append(model(**{holder: place, "month": month.first_day, "kind": kind}, **columns(figures)))
        elif pk is not None:
            empty.append(pk)
    model._default_manager.filter(pk__in=empty).delete()
    model._default_manager.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=[holder.removesuffix("_id"), "month", "kind"],
        update_fields=list(columns(Figures())),
    )


def _read(model: type[Model], holder: str, wanted: Iterable[Key]) -> dict[Key, tuple[int, Figures]]:
    places, months = {place for place, _month, _kind in wanted}, {month for _place, month, _kind in wanted}
    span = min(months).first_day, max(months).first_day
    rows: Any = model._default_manager.filter(**{f"{holder}__in": places, "month__range": span}).order_by()
    found = rows.values_list("pk", holder, "month", "kind", *READ)
    return {(place, Month.of(day), kind): (pk, figures_read(values)) for pk, place, day, kind, *values in found}
