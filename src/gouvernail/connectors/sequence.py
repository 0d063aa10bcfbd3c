"""Steps in the order of their file: a date half a year before the step above it has most likely the wrong year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gouvernail.connectors.records import Record
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_partial_date
from gouvernail.kernel.partial_dates import UnreadableDate
from gouvernail.kernel.text import fold

STEP_BACK = timedelta(days=180)


def note_steps_back(records: Iterable[Record]) -> None:
    """Note, on each step of a project that starts long before the one above, the day on which that one starts."""
    latest: dict[str, date] = {}
    for record in records:
        start = _start(record)
        if start is None:
            continue
        project = fold(str(record.cells.get("project", "")))
        above = latest.get(project)
        if above is not None and start < above - STEP_BACK:
            record.steps_back_from = above.isoformat()
        else:
            latest[project] = start


def next_after(day: date, above: date) -> date | None:
    """Return the same day and month in the first year that no longer comes long before the step above."""
    for year in range(day.year + 1, above.year + 2):
        try:
            found = day.replace(year=year)
        except ValueError:
            continue
        if found >= above - STEP_BACK:
            return found
    return None


def _start(record: Record) -> date | None:
    try:
        found = read_partial_date(record.cells.get("starts"))
    except (UnreadableDate, CellUnreadable):
        return None
    return found.first_day if found is not None and found.is_exact else None
