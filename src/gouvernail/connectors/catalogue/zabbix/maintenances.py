"""When Zabbix was under maintenance: a problem of the past no longer says that it was suppressed, its window does.

The shapes are those of ``maintenance.get`` (Zabbix 6.0): a time period happens once (0), every so many days (2), on
days of every so many weeks (3), or on days of some months (4), and each occurrence lasts ``period`` seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.catalogue.zabbix.faults import strange

Row = Mapping[str, Any]
Span = tuple[int, int]

ONCE, DAILY, WEEKLY, MONTHLY = 0, 2, 3, 4
LAST_WEEK = 5
ANY_TAG, CONTAINS = 2, 2
"""The evaluation « Or » of several tags, and the operator « contains » of one."""


@dataclass(frozen=True)
class Maintenance:
    """Some hosts, perhaps some tags alone, and when nothing was promised of them (seconds since 1970)."""

    hosts: frozenset[str]
    windows: tuple[Span, ...]
    tags: tuple[Row, ...] = ()
    any_tag: bool = False

    def covers(self, hosts: Sequence[str], tags: Sequence[Row]) -> bool:
        """Whether a problem of these hosts, with these tags, is one that this maintenance excuses."""
        if not self.hosts.intersection(hosts):
            return False
        held = [any(_bears(one, asked) for one in tags) for asked in self.tags]
        return not held or (any(held) if self.any_tag else all(held))


def _bears(tag: Row, asked: Row) -> bool:
    value, wanted = str(tag.get("value") or ""), str(asked.get("value") or "")
    if tag.get("tag") != asked.get("tag"):
        return False
    return wanted in value if _number(asked, "operator") == CONTAINS else wanted == value


def maintenance_of(row: Row, hosts: frozenset[str], span: Span, home: ZoneInfo) -> Maintenance:
    """Return what a maintenance excuses during a span; its hours are those of ``home``."""
    first, last = max(span[0], _number(row, "active_since")), min(span[1], _number(row, "active_till"))
    since = datetime.fromtimestamp(_number(row, "active_since"), home).date()
    periods, tags = row.get("timeperiods"), row.get("tags") or []
    if not isinstance(periods, list) or not isinstance(tags, list):
        raise strange()
    found = (window for period in periods for window in _windows(period, since, (first, last), home))
    kept = sorted((max(a, first), min(b, last)) for a, b in found if max(a, first) < min(b, last))
    return Maintenance(hosts, tuple(kept), tuple(tags), _number(row, "tags_evaltype", 0) == ANY_TAG)


def _windows(period: Row, since: date, span: Span, home: ZoneInfo) -> Iterator[Span]:
    lasts = _number(period, "period")
    if _number(period, "timeperiod_type") == ONCE:
        yield _number(period, "start_date"), _number(period, "start_date") + lasts
        return
    day = max(since, datetime.fromtimestamp(span[0] - lasts, home).date()) if span[0] < span[1] else date.max
    end = datetime.fromtimestamp(span[1], home).date()
    while day <= end:
        if _falls(period, day, since):
            midnight = datetime.combine(day, time(), home)
            begins = int((midnight + timedelta(seconds=_number(period, "start_time"))).timestamp())
            yield begins, begins + lasts
        day += timedelta(days=1)


def _falls(period: Row, day: date, since: date) -> bool:
    kind, every = _number(period, "timeperiod_type"), max(1, _number(period, "every"))
    weekday = _number(period, "dayofweek") >> day.weekday() & 1
    if kind == DAILY:
        return (day - since).days % every == 0
    if kind == WEEKLY:
        weeks = (day - timedelta(days=day.weekday()) - since + timedelta(days=since.weekday())).days // 7
        return bool(weekday) and weeks % every == 0
    if kind != MONTHLY:
        raise strange()
    if not _number(period, "month") >> (day.month - 1) & 1:
        return False
    if _number(period, "day"):
        return day.day == _number(period, "day")
    is_last = (day + timedelta(days=7)).month != day.month
    return bool(weekday) and (is_last if every == LAST_WEEK else (day.day - 1) // 7 + 1 == every)


def _number(row: object, name: str, default: int | None = None) -> int:
    value = row.get(name, default) if isinstance(row, Mapping) else None
    if value is None or not str(value).lstrip("-").isdecimal():
        raise strange()
    return int(str(value))


def without(span: Span, windows: Sequence[Span]) -> list[Span]:
    """Return what remains of a span out of windows, which come in order."""
    left, reached = [], span[0]
    for first, last in windows:
        if last <= reached or first >= span[1]:
            continue
        if first > reached:
            left.append((reached, first))
        reached = max(reached, last)
    return [*left, (reached, span[1])] if reached < span[1] else left
