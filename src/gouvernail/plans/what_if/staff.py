"""Days of work by skill and period: posts with their quota and leave, posts added by a hypothesis, days bought."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import External, Skill
from gouvernail.kernel.money import CENT
from gouvernail.kernel.working_days import working_days_between
from gouvernail.plans.models import SECTIONS, Capacity
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.periods import by_month, period_said
from gouvernail.plans.what_if.settings import Settings

ZERO, ONE, THREE, HUNDRED = Decimal(0), Decimal(1), Decimal(3), Decimal(100)


def skills_of(ground: Ground, settings: Settings) -> list[Skill]:
    """Return the skills with their days for each quarter; posts added are as those of the skill, on average."""
    found = []
    for name in ground.skills:
        rows = [one for one in ground.capacities if one.skill == name]
        days = [sum((days_of(one, ground.calendar, period) for one in rows), ZERO) for period in _periods(ground)]
        added = settings.posts.get(name, ZERO)
        if added:
            first = period_said(ground.calendar, settings.posts_from) if settings.posts_from else 0
            each = [_day_of_post(rows, ground.calendar, period) for period in _periods(ground)]
            days = [
                max(ZERO, had + (added * more if period >= first else ZERO))
                for period, (had, more) in enumerate(zip(days, each, strict=True))
            ]
        bought = _bought(ground, rows, settings.bought.get(name, ZERO))
        found.append(Skill(name, name, tuple(max(ZERO, day).quantize(CENT, ROUND_DOWN) for day in days), bought))
    return found


def days_of(one: Capacity, calendar: Calendar, period: int) -> Decimal:
    """Return the days that posts give to projects in a period; 0 outside their time or without posts."""
    if not one.posts:
        return ZERO
    return one.posts * _days_of_one(one, calendar, period)


def priced(ground: Ground, name: str) -> bool:
    """Say whether the price of a day bought is known for a skill."""
    return any(one.skill == name and one.day_price is not None for one in ground.capacities)


def half_post(ground: Ground, name: str) -> Decimal:
    """Return the days that half a post of a skill gives in a period, at the least."""
    rows = [one for one in ground.capacities if one.skill == name]
    each = [_day_of_post(rows, ground.calendar, period) for period in _periods(ground)]
    return (min(each, default=ZERO) / 2).quantize(CENT, ROUND_DOWN)


def _days_of_one(one: Capacity, calendar: Calendar, period: int) -> Decimal:
    first, last, part = _presence(one, calendar, period)
    if not part:
        return ZERO
    leave = (one.leave_days or ZERO) / calendar.per_year * part
    worked = Decimal(working_days_between(first - timedelta(1), last)) - leave
    share = HUNDRED if one.project_share is None else Decimal(one.project_share)
    return max(ZERO, worked) * share / HUNDRED


def _day_of_post(rows: list[Capacity], calendar: Calendar, period: int) -> Decimal:
    """The days that one more post gives: the mean of the skill's posts, a whole post without leave if it has none."""
    held = [one for one in rows if one.posts and _presence(one, calendar, period)[2]]
    if not held:
        return _days_of_one(Capacity(), calendar, period)
    weight = sum((one.posts for one in held), ZERO)
    return sum((one.posts * _days_of_one(one, calendar, period) for one in held), ZERO) / weight


def _bought(ground: Ground, rows: list[Capacity], more: Decimal) -> External | None:
    """Days that may be bought, ``more`` of them a quarter; paid by the section of the first row that sells any."""
    selling = [one for one in rows if one.bought_days or one.day_price is not None]
    if not any(one.bought_days for one in selling) and not more:
        return None
    in_quarter = THREE if by_month(ground.calendar) else ONE
    most = []
    for period in _periods(ground):
        sold = sum(((one.bought_days or ZERO) * _presence(one, ground.calendar, period)[2] for one in selling), more)
        most.append((max(ZERO, sold) / in_quarter).quantize(CENT, ROUND_DOWN))
    price = max((one.day_price for one in selling if one.day_price is not None), default=ZERO)
    return External(tuple(most), price, SECTIONS.get(selling[0].paid_by, "operating") if selling else "operating")


def _presence(one: Capacity, calendar: Calendar, period: int) -> tuple[date, date, Decimal]:
    """The days of a period in which a post or a contract is there, first and last, and their part of the period."""
    whole = calendar.at(period)
    first = max(whole.first_day, one.starts.first_day) if one.starts else whole.first_day
    last = min(whole.last_day, one.ends.last_day) if one.ends else whole.last_day
    days = max(0, (last - first).days + 1)
    return first, last, Decimal(days) / ((whole.last_day - whole.first_day).days + 1)


def _periods(ground: Ground) -> range:
    return range(ground.calendar.count)
