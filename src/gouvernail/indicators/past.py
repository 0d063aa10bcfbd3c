"""How the past of a figure is known, and what it was over any days, beside what it was before and a year before.

A figure of days (requests opened, delays) is read over the days asked for. A stock is what it was on the last of them:
recomputed where its facts carry their dates; else the record kept nearest before that day, whose own day is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.measure import Comparison, Reading
from gouvernail.indicators.records import absence_of_records, gather, record_near
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import number_in_words, short_day
from gouvernail.kernel.periods import Quarter, add_months

if TYPE_CHECKING:
    from gouvernail.indicators.base import Indicator

BY_QUARTER = ("SUP-01", "SUP-02")
"""Figures of whole quarters: their record of a day is that of the quarter that ends on it."""
Before = tuple[str, date, str]


class Past(models.TextChoices):
    """What tells the past of a figure."""

    FACTS = "faits", _("Recalculé des faits datés, à toute date")
    RECORDS = "releves", _("Relevé chaque nuit : le dernier relevé avant la date demandée")


def reading_over(one: Indicator, scope: Scope, on: date, span: Span | None) -> tuple[Reading, date]:
    """Read a figure over ``span`` (its usual days without one), with what to compare it to, and the day it speaks of.

    ``on`` is the day it is: nothing is known after it.
    """
    if one.is_over_days:
        reading = one.read_span(scope, on, span) if span else one.read(scope, on)
        of_quarter = span is not None and one.code in BY_QUARTER and span == Span.of_quarter(Quarter.of(span.last))
        return _corrected(one, scope, reading, span.last) if span and of_quarter else reading, on
    day = min(span.last, on) if span else on
    reading = read_on(one, scope, on, day)
    if span or not reading.comparisons:
        found = list(_compared(one, scope, on, reading, span, day)) if one.compares else []
        reading = replace(reading, comparisons=tuple(found) or reading.comparisons)
    return reading, day


def read_on(one: Indicator, scope: Scope, on: date, day: date) -> Reading:
    """Read a stock as it was on ``day``: from its facts, or from its record; ``on`` is the day it is."""
    if day >= on:
        return one.read(scope, on)
    if one.past != Past.FACTS:
        return _from_record(one, scope, day)
    reading = one.read_as_of(scope, on, day)
    if reading.value is not None or reading.groups:
        return _corrected(one, scope, reading, day)
    recorded = _from_record(one, scope, day)
    return recorded if recorded.value is not None else reading


def _from_record(one: Indicator, scope: Scope, day: date) -> Reading:
    record = record_near(scope, one, day)
    if record is None:
        return Reading(absent_because=absence_of_records(scope, one, day))
    return Reading(
        value=record.value,
        numerator=record.numerator,
        denominator=record.denominator,
        period=_recorded_on(record.on),
        as_of=record.on,
    )


def _corrected(one: Indicator, scope: Scope, reading: Reading, day: date) -> Reading:
    """Say where the facts give today something else than what was kept of that very day."""
    record = record_near(scope, one, day)
    if record is None or record.on != day or reading.value is None or record.says(reading.value):
        return reading
    words = _now("Recalculé depuis le relevé du %(day)s : %(before)s → %(now)s.") % {
        "day": short_day(day),
        "before": number_in_words(record.value),
        "now": number_in_words(reading.value),
    }
    return replace(reading, notes=(words, *reading.notes))


def befores(span: Span | None, day: date) -> Iterator[Before]:
    """Yield the days to compare a stock with: a label, the day, how far it is."""
    if span is None:
        yield _now("trois mois plus tôt"), add_months(day, -3), _now("sur trois mois")
        yield _now("un an plus tôt"), add_months(day, -12), _now("sur un an")
        return
    before, year_before = span.previous(), span.year_before()
    if before != year_before:
        yield str(before), before.last, _now("sur la période d’avant")
    yield str(year_before), year_before.last, _now("sur un an")


def _compared(
    one: Indicator, scope: Scope, on: date, reading: Reading, span: Span | None, day: date
) -> Iterator[Comparison]:
    """Yield what a stock was before; what speaks of the same days (one year of a budget) is no comparison."""
    days = list(befores(span, day))
    if one.past == Past.RECORDS:
        gather(scope, [then for _label, then, _since in days])
    for label, then, since in days:
        found = read_on(one, scope, on, then)
        if found.value is not None and found.period == reading.period:
            continue
        if found.value is None:
            yield Comparison(label, None, since, found.groups or None, absent_because=found.absent_because)
        elif not _was_stale(one, found, then):
            yield Comparison(label, found.value, since, found.groups or None, sub=_of_record(found))


def _was_stale(one: Indicator, found: Reading, then: date) -> bool:
    return found.as_of is not None and (then - found.as_of).days > one.freshness_days


def _recorded_on(day: date) -> str:
    return _now("relevé du %(day)s") % {"day": short_day(day)}


def _of_record(found: Reading) -> str:
    """The day of the record that a reading comes from, if it comes from one."""
    return found.period if found.as_of and found.period == _recorded_on(found.as_of) else ""


def said_of_past(one: Indicator) -> str:
    """How the past of an indicator is known, and why, for its help."""
    return f"{Past(one.past).label}. {one.past_reason}"
