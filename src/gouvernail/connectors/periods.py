"""Dates that do not hold together on one line: an end before its start, a year that cannot be the one meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context
from gouvernail.connectors.findings import MISSING, Finding
from gouvernail.connectors.sequence import STEP_BACK, next_after
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.values import plain

PAIRS = (("starts", "ends"), ("starts_on", "ends_on"), ("opened_on", "closed_on"), ("bought_on", "in_service_on"))
"""Fields of which the second may not come before the first."""

LONGEST_MILESTONE = timedelta(days=180)
YEARS_AHEAD = 15

DONE = frozenset({"bought_on", "observed_on", "measured_on", "sent_on", "done_on", "opened_on", "closed_on"})
"""Fields that tell what has happened: a day to come is doubtful there."""


def period_findings(context: Context, values: Mapping[str, Any], above: str = "") -> list[Finding]:
    """Return what is doubtful in the dates of a line; a year is proposed, never changed.

    ``above`` is the day (ISO) on which the step above in the file starts, when this one comes long before it.
    """
    findings = []
    if above and (back := step_back_finding(values.get("starts"), date.fromisoformat(above))):
        findings.append(back)
    for first, second in PAIRS:
        start, end = values.get(first), values.get(second)
        if start is not None and end is not None:
            finding = _pair(context, second, _first_day(start), end)
            if finding:
                findings.append(finding)
    told = {finding.field for finding in findings}
    for name, value in values.items():
        if isinstance(value, date | PartialDate) and name not in told:
            findings += _far(context, name, value)
    return findings


def _pair(context: Context, field: str, start: date, end: Any) -> Finding | None:
    too_early = _last_day(end) < start
    too_long = context.register.kind == "milestone" and _first_day(end) - start > LONGEST_MILESTONE
    if not too_early and not too_long:
        return None
    proposed = _same_day_after(start, end)
    days = abs((_first_day(end) - start).days)
    sentence = (
        _("La fin (%(end)s) précède le début (%(start)s).")
        if too_early
        else _("La fin (%(end)s) vient %(days)s jours après le début (%(start)s) : l’année est douteuse.")
    ) % {"end": plain(end), "start": plain(start), "days": days}
    if proposed is None:
        return Finding("R-DATE-CONFLICT", sentence, field=field, raw=plain(end), kept=end)
    weekday = _(" Proposé : la même date l’année du début.")
    return Finding(
        "R-DATE-YEAR", sentence + weekday, field=field, raw=plain(end), proposed=proposed, kept=end, confidence=80
    )


def _same_day_after(start: date, end: Any) -> Any:
    """The same day and month, in the first year in which it comes after the start, less than a half-year on."""
    if isinstance(end, PartialDate) and not end.is_exact:
        return None
    day = _first_day(end)
    for year in (start.year, start.year + 1):
        try:
            found = day.replace(year=year)
        except ValueError:
            continue
        if start <= found <= start + LONGEST_MILESTONE and found != day:
            return PartialDate.of_day(found) if isinstance(end, PartialDate) else found
    return None


def step_back_finding(value: Any, above: date) -> Finding | None:
    """Say that a step starts long before the one above it in the file, and propose the year that would follow it."""
    if not isinstance(value, PartialDate) or not value.is_exact or value.first_day >= above - STEP_BACK:
        return None
    sentence = _("%(date)s vient longtemps avant l’étape précédente (%(above)s) : l’année est douteuse.")
    found = next_after(value.first_day, above)
    proposed = PartialDate.of_day(found) if found else MISSING
    words = {"date": plain(value), "above": plain(above)}
    return Finding(
        "R-DATE-YEAR", sentence % words, field="starts", raw=plain(value), proposed=proposed, kept=value, confidence=75
    )


def _far(context: Context, name: str, value: Any) -> list[Finding]:
    if name in DONE and _first_day(value) > context.today:
        sentence = _("%(date)s est à venir, alors que ce champ dit ce qui a eu lieu : l’année est douteuse.")
        words = {"date": plain(value)}
        return [Finding("R-DATE-YEAR", sentence % words, field=name, raw=plain(value), kept=value)]
    if _first_day(value).year <= context.today.year + YEARS_AHEAD:
        return []
    sentence = _("%(date)s est dans plus de %(years)s ans : l’année est douteuse.")
    words = {"date": plain(value), "years": YEARS_AHEAD}
    return [Finding("R-DATE-YEAR", sentence % words, field=name, raw=plain(value), kept=value)]


def _first_day(value: Any) -> date:
    return value.first_day if isinstance(value, PartialDate) else value


def _last_day(value: Any) -> date:
    return value.last_day if isinstance(value, PartialDate) else value
