"""What Zabbix's figures mean: how long each service answered, month by month, whole months only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.catalogue.zabbix.faults import strange
from gouvernail.connectors.catalogue.zabbix.maintenances import Maintenance, without
from gouvernail.connectors.sources.records import ServiceLevelRecord
from gouvernail.kernel.periods import Month

DAILY, MONTHLY = "0", "2"
"""The periods of an SLA whose figures make a month; weeks straddle months, quarters and years hold several."""

Row = Mapping[str, Any]
Span = tuple[int, int]
"""Two instants, in seconds since 1970."""


def past_months(today: date, count: int) -> list[Month]:
    """Return the last whole months, the oldest first."""
    this = Month.of(today)
    return [this.shifted(-back) for back in range(count, 0, -1)]


def span_of(month: Month, home: ZoneInfo) -> Span:
    """Return the first instant of a month and the first of the next, where it is."""
    first, last = (datetime(one.year, one.month, 1, tzinfo=home) for one in (month, month.next()))
    return int(first.timestamp()), int(last.timestamp())


def percent(up: int, whole: int) -> Decimal:
    """Return a share of a time as a percentage, to four decimals; rounded down, so that 100 means never down."""
    return (Decimal(100 * up) / Decimal(whole)).quantize(Decimal("0.0001"), rounding="ROUND_DOWN")


def percentage(text: object) -> Decimal | None:
    """Return « 99.5 » as a percentage; ``None`` when it is none."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 100 else None


def levels_of(
    answer: Row, names: Mapping[str, str], target: Decimal | None, month: Month, span: Span
) -> Iterator[ServiceLevelRecord]:
    """Yield what each service of an SLA was during a month, its periods summed; nothing where there was no data.

    A figure of −1 means no data, not −1 %. What the SLA excludes (maintenance, closed hours) is in neither sum.
    """
    periods, numbers, figures = (_list(answer, name) for name in ("periods", "serviceids", "sli"))
    if len(periods) != len(figures):
        raise strange()
    ups: dict[str, int] = defaultdict(int)
    downs: dict[str, int] = defaultdict(int)
    for period, row in zip(periods, figures, strict=True):
        if not isinstance(row, list) or len(row) != len(numbers):
            raise strange()
        if not (span[0] <= _number(period, "period_from") and _number(period, "period_to") <= span[1]):
            continue
        for number, figure in zip(numbers, row, strict=True):
            if _real(figure, "sli") >= 0:
                ups[str(number)] += _number(figure, "uptime")
                downs[str(number)] += _number(figure, "downtime")
    for number, up in ups.items():
        if up + downs[number] and names.get(number):
            yield ServiceLevelRecord(
                names[number][:120], month.first_day, percent(up, up + downs[number]), target, downs[number] // 60
            )


def _list(row: Row, name: str) -> list[Any]:
    found = row.get(name)
    if not isinstance(found, list):
        raise strange()
    return found


def _real(row: object, name: str) -> float:
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise strange()
    return float(value)


def _number(row: object, name: str) -> int:
    return int(_real(row, name))


# -- without SLA: by the events of tagged triggers ------------------------------------------------------------------


def service_names(rows: Iterable[Row], tag: str) -> set[str]:
    """Return the services that triggers, or events, are tagged with."""
    return {name for row in rows for name in _tags(row, tag)}


def _tags(row: Row, tag: str) -> list[str]:
    tags = row.get("tags")
    found = [one for one in tags if isinstance(one, dict)] if isinstance(tags, list) else []
    return [str(one.get("value") or "").strip() for one in found if one.get("tag") == tag and one.get("value")]


def outages(problems: Iterable[Row], tag: str, span: Span, excused: Sequence[Maintenance] = ()) -> dict[str, int]:
    """Return for how many seconds of a span each service was down: two problems at once count once.

    What falls in a maintenance of the problem's hosts does not count; a problem that has not ended lasts until the end
    of the span.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    for one in problems:
        ended = one.get("ended")
        first, last = _clock(one.get("clock")), span[1] if ended is None else _clock(ended)
        first, last = max(first, span[0]), min(last, span[1])
        if first < last:
            left = without((first, last), _windows_of(one, excused))
            for name in _tags(one, tag):
                spans[name] += left
    return {name: _length(found) for name, found in spans.items()}


def _windows_of(problem: Row, excused: Sequence[Maintenance]) -> list[Span]:
    hosts = [str(host.get("hostid")) for host in problem.get("hosts") or () if isinstance(host, dict)]
    tags = [tag for tag in problem.get("tags") or () if isinstance(tag, dict)]
    return sorted(window for one in excused if one.covers(hosts, tags) for window in one.windows)


def _clock(value: object) -> int:
    if not str(value).isdecimal():
        raise strange()
    return int(str(value))


def _length(spans: list[Span]) -> int:
    total, reached = 0, 0
    for first, last in sorted(spans):
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return total
