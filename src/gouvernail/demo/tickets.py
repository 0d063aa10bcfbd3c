"""Draw the requests of a place, always the same, from the monthly numbers that its file gives."""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gouvernail.demo.sheets import Record, Sheet, read_subject
from gouvernail.support.titles import equipment_key, sketch_of

SATURDAY = 5
OPENINGS, CLOSINGS = (8 * 60, 17 * 60), (9 * 60, 17 * 60 + 25)
"""Between which minutes of the day requests are opened, and resolved."""
SPREAD = 0.9
"""Standard deviation of the logarithm of a delay: most requests are quick, a few drag on."""


def request_sheets(folder: str, today: date, headcounts: dict[str, int]) -> list[Sheet]:
    """Return the place's requests as a sheet, if it has any; nothing is opened or closed after ``today``.

    ``headcounts`` gives how many people each department serves, so that the pseudonyms are as many as them.
    """
    table = read_subject(folder, "requests")
    return [Sheet("request", tuple(_records(table, today, headcounts)))] if table else []


def _records(table: dict[str, Any], today: date, headcounts: dict[str, int]) -> Iterator[Record]:
    draw = random.Random(table["seed"])  # noqa: S311 - a steady picture, not a secret
    people = {name: [f"{draw.getrandbits(64):016x}" for _ in range(headcounts[name])] for name in table["departments"]}
    numbers: dict[int, int] = {}
    titles = random.Random(table["seed"] + 1)  # noqa: S311 - apart, so that a title more changes no date
    clock = random.Random(table["seed"] + 2)  # noqa: S311 - apart too, for the same reason
    for opened_on, kind in _openings(table, today, draw):
        department = draw.choices(list(table["departments"]), list(table["departments"].values()))[0]
        numbers[opened_on.year] = number = numbers.get(opened_on.year, 0) + 1
        category = draw.choice(table["categories"][kind])
        closed_on = _closing(opened_on, table, kind, today, draw)
        opened_at, closed_at = _hours(opened_on, closed_on, clock, table["without_hours"])
        yield {
            "reference": table["reference"].format(year=opened_on.year, n=number),
            "kind": kind,
            "category": category,
            "title_sketch": sketch_of(_title(table, category, titles)),
            "equipment_key": equipment_key(_equipment(table, category, titles)),
            "department": department,
            "opened_on": opened_on,
            "closed_on": closed_on,
            "opened_at": opened_at,
            "closed_at": closed_at,
            "requester": draw.choice(people[department]),
            "source": table["source"],
        }


def _hours(
    opened_on: date, closed_on: date | None, draw: random.Random, share: float
) -> tuple[datetime | None, datetime | None]:
    """Draw when a request was opened and resolved; a share of them, typed in by hand, tell their days only."""
    opened, closed = draw.randint(*OPENINGS), draw.randint(*CLOSINGS)
    if closed_on == opened_on:
        closed = draw.randint(opened + 5, max(opened + 10, CLOSINGS[1]))
    if draw.random() < share:
        return None, None
    return _at(opened_on, opened), _at(closed_on, closed) if closed_on else None


def _at(day: date, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(*divmod(minute, 60))))


def _title(table: dict[str, Any], category: str, draw: random.Random) -> str:
    return draw.choice(table["titles"][category]).format(lieu=draw.choice(table["places"]))


def _equipment(table: dict[str, Any], category: str, draw: random.Random) -> str:
    """Return the name of the equipment that a request is about; most say none."""
    share, name, count = table["equipment"].get(category, (0, "", 1))
    return name.format(n=draw.randint(1, count)) if draw.random() < share else ""


def _openings(table: dict[str, Any], today: date, draw: random.Random) -> list[tuple[date, str]]:
    """Return the day and kind of each request, in the order of time."""
    openings = []
    for month, counts in table["months"].items():
        days = _working_days(*map(int, month.split("-")), today)
        for kind, count in zip(table["kinds"], counts, strict=True):
            openings += [(draw.choice(days), kind) for _ in range(count)]
    return sorted(openings)


def _working_days(year: int, month: int, today: date) -> list[date]:
    days = (date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1))
    return [day for day in days if day.weekday() < SATURDAY and day < today and (day.month, day.day) != (1, 1)]


def _closing(opened_on: date, table: dict[str, Any], kind: str, today: date, draw: random.Random) -> date | None:
    days = table["median_days"][kind] * draw.lognormvariate(0, SPREAD)
    stays_open = draw.random() < table["never_closed"]
    closed_on = opened_on + timedelta(days=round(days))
    while closed_on.weekday() >= SATURDAY:
        closed_on += timedelta(days=1)
    return None if stays_open or closed_on > today else closed_on
