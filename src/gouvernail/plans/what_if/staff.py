"""Days of work by skill and quarter: posts with their quota and leave, posts added by a hypothesis, days bought."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import External, Skill
from gouvernail.kernel.money import CENT
from gouvernail.kernel.working_days import working_days_between
from gouvernail.plans.models import Capacity
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import Settings

ZERO, ONE, FOUR, HUNDRED = Decimal(0), Decimal(1), Decimal(4), Decimal(100)


def skills_of(ground: Ground, settings: Settings) -> list[Skill]:
    """Return the skills with their days for each quarter; posts added are as those of the skill, on average."""
    found = []
    for name in ground.skills:
        rows = [one for one in ground.capacities if one.skill == name]
        days = [sum((days_of(one, ground.calendar, period) for one in rows), ZERO) for period in _periods(ground)]
        added = settings.posts.get(name, ZERO)
        if added:
            first = ground.calendar.read(settings.posts_from) if settings.posts_from else 0
            each = [_day_of_post(rows, ground.calendar, period) for period in _periods(ground)]
            days = [
                max(ZERO, had + (added * more if period >= first else ZERO))
                for period, (had, more) in enumerate(zip(days, each, strict=True))
            ]
        found.append(Skill(name, name, tuple(day.quantize(CENT, ROUND_DOWN) for day in days), _bought(ground, rows)))
    return found


def days_of(one: Capacity, calendar: Calendar, period: int) -> Decimal:
    """Return the days that posts give to projects in a quarter; 0 outside their time or without posts."""
    if not one.posts or not _present(one, calendar, period):
        return ZERO
    return one.posts * _days_of_one(one, calendar, period)


def half_post(ground: Ground, name: str) -> Decimal:
    """Return the days that half a post of a skill gives in a quarter, at the least."""
    rows = [one for one in ground.capacities if one.skill == name]
    each = [_day_of_post(rows, ground.calendar, period) for period in _periods(ground)]
    return (min(each, default=ZERO) / 2).quantize(CENT, ROUND_DOWN)


def _days_of_one(one: Capacity, calendar: Calendar, period: int) -> Decimal:
    quarter = calendar.at(period)
    worked = (
        Decimal(working_days_between(quarter.first_day - timedelta(1), quarter.last_day))
        - (one.leave_days or ZERO) / FOUR
    )
    share = HUNDRED if one.project_share is None else Decimal(one.project_share)
    return max(ZERO, worked) * share / HUNDRED


def _day_of_post(rows: list[Capacity], calendar: Calendar, period: int) -> Decimal:
    """The days that one more post gives: the mean of the skill's posts, a whole post without leave if it has none."""
    held = [one for one in rows if one.posts]
    if not held:
        return _days_of_one(Capacity(), calendar, period)
    weight = sum((one.posts for one in held), ZERO)
    return sum((one.posts * _days_of_one(one, calendar, period) for one in held), ZERO) / weight


def _bought(ground: Ground, rows: list[Capacity]) -> External | None:
    buying = [one for one in rows if one.bought_days]
    if not buying:
        return None
    most = tuple(
        sum((one.bought_days for one in buying if _present(one, ground.calendar, period)), ZERO)
        for period in _periods(ground)
    )
    price = max((one.day_price for one in buying if one.day_price is not None), default=ZERO)
    return External(most, price)


def _present(one: Capacity, calendar: Calendar, period: int) -> bool:
    quarter = calendar.at(period)
    begun = one.starts is None or one.starts.first_day <= quarter.first_day
    return begun and (one.ends is None or one.ends.last_day >= quarter.last_day)


def _periods(ground: Ground) -> range:
    return range(ground.calendar.count)
