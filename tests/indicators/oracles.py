"""Every computed indicator again, by slow and obvious loops over all the rows: (value, numerator, denominator).

An oracle reads objects one by one and never a monthly table, a sum of the database or a helper of the indicators. It
is given the rows of a model at or below a place. ``ANY`` stands where an indicator declares no such part.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from statistics import NormalDist, median
from unittest.mock import ANY

from django.utils import timezone

from gouvernail.action_plan.models import Action
from gouvernail.awareness.models import CampaignResult
from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.estate.models import Application, DirectoryMeasure, Equipment
from gouvernail.kernel.working_days import public_holidays
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetLine, Capacity, ProjectVariant, Subsidy
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, Supplier
from gouvernail.support.models import Request
from tests.recurrence import comes_back

NOTHING = (None, None, None)
QUARTER = date(2025, 10, 1), date(2025, 12, 31)
TWELVE_MONTHS = date(2025, 1, 1), date(2025, 12, 31)
COMPUTERS = ("pc_fixe", "pc_portable")
ORACLES = {}


def oracle(code):
    """Enter an oracle under the code of its indicator."""

    def enter(function):
        ORACLES[code] = function
        return function

    return enter


class World:
    """The rows at or below a place, on a day."""

    def __init__(self, place: Organisation, on: date) -> None:
        self.place, self.on = place, on

    def rows(self, model, holder=lambda one: one.organisation):
        return [one for one in model.objects.all() if holder(one).path.startswith(self.place.path)]

    def in_use(self, *types):
        rows = [one for one in self.rows(Equipment) if one.state == "en_service"]
        return [one for one in rows if one.type in types] if types else rows


def tenth(value):
    return Decimal(value).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def share(part, whole):
    """A percentage with its two terms; nothing out of nothing."""
    return (tenth(Decimal(100) * Decimal(part) / Decimal(whole)), part, whole) if whole else NOTHING


def years_later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def between(days, rows, name):
    return [one for one in rows if getattr(one, name) and days[0] <= getattr(one, name) <= days[1]]


@oracle("SUP-01")
def opened(world):
    return len(between(QUARTER, world.rows(Request), "opened_on")), ANY, ANY


@oracle("SUP-02")
def about_support(world):
    rows = between(QUARTER, world.rows(Request), "opened_on")
    return share(sum(one.kind == "support" for one in rows), len(rows))


def worked(first, last):
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return sum(day.weekday() < 5 and day not in public_holidays(day.year) for day in days)


@oracle("SUP-03")
def days_to_resolve(world):
    rows = between(TWELVE_MONTHS, world.rows(Request), "closed_on")
    days = [worked(one.opened_on, one.closed_on) for one in rows]
    return (tenth(Decimal(sum(days)) / len(days)) if len(days) >= 5 else None), sum(days), len(days)


OFFICE = ((510, 720), (810, 1020))


def minutes_open(one):
    """Day after day, what the support was open of it between the two instants, by the clock on the wall."""
    start, end = timezone.localtime(one.opened_at), timezone.localtime(one.closed_at)
    total = 0
    for n in range((end.date() - start.date()).days + 1):
        day = start.date() + timedelta(days=n)
        if day.weekday() >= 5 or day in public_holidays(day.year):
            continue
        since = 60 * start.hour + start.minute if day == start.date() else 0
        until = 60 * end.hour + end.minute if day == end.date() else 1440
        total += sum(max(min(close, until) - max(begin, since), 0) for begin, close in OFFICE)
    return total


def timed(rows):
    return [one for one in rows if one.opened_at and one.closed_at and one.closed_at >= one.opened_at]


@oracle("SUP-11")
def hours_to_resolve(world):
    rows = between(TWELVE_MONTHS, world.rows(Request), "closed_on")
    minutes = [minutes_open(one) for one in timed(rows)]
    if len(minutes) < 5 or len(minutes) < Decimal("0.8") * len(rows):
        return NOTHING
    return tenth(Decimal(sum(minutes)) / len(minutes) / 60), tenth(Decimal(sum(minutes)) / 60), len(minutes)


@oracle("SUP-04")
def recurring(world):
    rows = world.rows(Request)
    told = [
        one
        for one in between(TWELVE_MONTHS, rows, "opened_on")
        if (one.category and one.title_sketch) or one.equipment_key is not None
    ]
    again = [one for one in told if any(comes_back(one, other) for other in rows)]
    return share(len(again), len(told)) if len(told) >= 5 else NOTHING


@oracle("SUP-06")
def slope(world):
    counts = defaultdict(int)
    for one in world.rows(Request):
        counts[(one.opened_on.year, one.opened_on.month)] += 1
    years = {2024: [], 2025: []}
    for year, found in years.items():
        found.extend(counts[(year, month)] for month in range(1, 13))
    pairs = list(zip(years[2024], years[2025], strict=True))
    slopes = [Decimal(after - before) / 12 for before, after in pairs]
    score = sum((one > 0) - (one < 0) for one in slopes)
    spread = sum(one != 0 for one in slopes) ** 0.5
    z = (score - ((score > 0) - (score < 0))) / spread if spread else 0
    p = 2 * (1 - NormalDist().cdf(abs(z)))
    return (tenth(median(slopes)) if p < 0.05 and median(slopes) else Decimal(0)), ANY, ANY


@oracle("SUP-07")
def waiting(world):
    still = [
        one
        for one in world.rows(Request)
        if one.opened_on <= world.on and (one.closed_on is None or one.closed_on > world.on)
    ]
    return len(still), sum((world.on - one.opened_on).days > 30 for one in still), len(still)


@oracle("PAT-01")
def in_use(world):
    rows = world.in_use()
    return len(rows), sum(one.type in COMPUTERS for one in rows), len(rows)


def birth(one):
    return one.in_service_on or one.bought_on


@oracle("PAT-02")
def mean_age(world):
    born = [birth(one) for one in world.in_use(*COMPUTERS)]
    days = [(world.on - min(one.last_day, world.on)).days for one in born if one and one.first_day <= world.on]
    if len(days) < 5:
        return NOTHING
    years = Decimal(sum(days)) / Decimal("365.25")
    return tenth(years / len(days)), tenth(years), len(days)


@oracle("PAT-03")
def refurbished(world):
    told = [one.condition for one in world.in_use() if one.condition]
    return share(told.count("reconditionne"), len(told))


@oracle("PAT-04")
def unassigned(world):
    told = [one.assigned for one in world.in_use() if one.assigned is not None]
    return share(told.count(False), len(told))


@oracle("PAT-05")
def to_renew(world):
    ends = [
        one.planned_replacement.last_day if one.planned_replacement else years_later(birth(one).last_day, 5)
        for one in world.in_use()
        if one.planned_replacement or birth(one)
    ]
    soon = sum(day < years_later(world.on, 2) for day in ends)
    return (soon, soon, len(ends)) if ends else NOTHING


@oracle("PAT-06")
def on_windows_11(world):
    there = left = 0
    for one in world.in_use(*COMPUTERS):
        if one.os == "windows_11" or (not one.os and one.windows11 == "migre"):
            there += 1
        elif one.os in ("windows_10", "windows_ancien") or (not one.os and one.windows11):
            left += 1
    return share(there, there + left)


@oracle("PAT-08")
def by_printer(world):
    computers, printers = len(world.in_use(*COMPUTERS)), len(world.in_use("imprimante"))
    return (tenth(Decimal(computers) / printers), computers, printers) if printers else NOTHING


@oracle("CYB-02")
def protected(world):
    told = [one.protected for one in world.in_use(*COMPUTERS) if one.protected is not None]
    return share(told.count(True), len(told))


@oracle("CYB-04")
def out_of_support(world):
    told = []
    for one in world.in_use():
        if one.support_ends_on:
            told.append(one.support_ends_on < world.on)
        elif one.os in ("windows_ancien", "windows_10", "windows_11"):
            told.append(one.os != "windows_11")
    return share(told.count(True), len(told))


@oracle("CYB-07")
def clicked(world):
    rows = world.rows(CampaignResult, lambda one: one.department.organisation)
    last = max(one.campaign.sent_on for one in rows if one.campaign.sent_on <= world.on)
    rows = [one for one in rows if one.campaign.sent_on == last]
    return share(sum(one.clicked for one in rows), sum(one.recipients for one in rows))


@oracle("CYB-11")
def actions(world):
    kept = [one.status for one in world.rows(Action) if one.status != "abandonne"]
    return len(kept), kept.count("termine"), len(kept)


@oracle("PRJ-01")
def running(world):
    rows = [one.health for one in world.rows(Project) if one.life_cycle == "en_cours"]
    return len(rows), sum(health in ("en_risque", "en_alerte") for health in rows), len(rows)


@oracle("PRJ-02")
def to_decide(world):
    rows = world.rows(register_of("decision").model)
    waiting = sum(one.outcome in ("proposee", "ajournee") for one in rows)
    return waiting, waiting, len(rows)


@oracle("PRJ-03")
def kept_dates(world):
    kept = whole = 0
    for one in world.rows(Milestone):
        if one.ends is None or not years_later(world.on, -1) <= one.ends.last_day <= world.on:
            continue
        if one.ends.last_day == world.on and not one.done_on:
            continue  # the day is not over
        whole += 1
        kept += bool(one.done_on and one.done_on <= one.ends.last_day)
    return share(kept, whole)


def heaviest(rows, weight):
    """The rows in the tax basis that weighs most."""
    weights = defaultdict(Decimal)
    for one in rows:
        weights[one.tax_basis] += weight(one)
    basis = max(weights, key=lambda one: (weights[one], one), default=None)
    return [one for one in rows if one.tax_basis == basis]


@oracle("PRJ-04")
def gap(world):
    rows = [
        one
        for one in world.rows(BudgetLine)
        if one.project_id and one.year < world.on.year and None not in (one.voted, one.paid)
    ]
    rows = heaviest(rows, lambda one: one.voted)
    voted, paid = sum(one.voted for one in rows), sum(one.paid for one in rows)
    return share(paid - voted, voted)


def quarters_from(day, count):
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    found = [first]
    while len(found) < count:
        year, month = found[-1].year, found[-1].month + 3
        found.append(date(year + month // 13, (month - 1) % 12 + 1, 1))
    return found


def last_of(quarter):
    return quarters_from(quarter, 2)[1] - timedelta(days=1)


@oracle("RH-03")
def load(world):
    """Each project spreads the days of its first way over the quarters it touches, to the cent."""
    quarters = quarters_from(world.on, 4)
    capacities = world.rows(Capacity)
    skills = {one.skill for one in capacities}
    asked = Decimal(0)
    for project in world.rows(Project):
        ways = [one for one in ProjectVariant.objects.order_by("pk") if one.project_id == project.pk]
        start, end = project.starts or project.ends, project.ends or project.starts
        if project.life_cycle in ("termine", "abandonne") or not ways or not start:
            continue
        touched = [start.first_day.replace(month=3 * ((start.first_day.month - 1) // 3) + 1, day=1)]
        while last_of(touched[-1]) < end.last_day:
            touched.append(quarters_from(touched[-1], 2)[1])
        if ways[0].days and ways[0].skill in skills:
            asked += sum(
                part
                for quarter, part in zip(touched, even(ways[0].days, len(touched)), strict=True)
                if quarter in quarters
            )
    there = sum(days_there(capacities, skill, quarter) for skill in skills for quarter in quarters)
    percent, asked, there = share(asked, there)
    return percent, tenth(asked), tenth(there)


def even(days, count):
    """Cents handed round one by one, the first quarters first."""
    cents = int(days * 100)
    return [Decimal(cents // count + (at < cents % count)) / 100 for at in range(count)]


def days_there(capacities, skill, quarter):
    given, bought = Decimal(0), Decimal(0)
    for one in capacities:
        late = one.starts and one.starts.first_day > quarter
        over = one.ends and one.ends.last_day < last_of(quarter)
        if one.skill != skill or late or over:
            continue
        bought += one.bought_days or 0
        days = worked(quarter - timedelta(days=1), last_of(quarter)) - (one.leave_days or Decimal(0)) / 4
        part = Decimal(100 if one.project_share is None else one.project_share) / 100
        given += (one.posts or 0) * max(Decimal(0), days) * part
    return given.quantize(Decimal("0.01"), rounding=ROUND_DOWN) + bought


@oracle("SUP-05")
def lacking_means(world):
    rows = [one for one in world.rows(Action) if one.status != "termine"]
    lacking = sum(one.obstacle in ("temps", "argent", "competence") for one in rows)
    return (lacking, lacking, len(rows)) if any(one.obstacle for one in rows) else NOTHING


@oracle("RH-01")
def workstations_by_post(world):
    posts = sum(
        one.posts or 0
        for one in world.rows(Capacity)
        if (one.starts is None or one.starts.first_day <= world.on)
        and (one.ends is None or one.ends.last_day >= world.on)
    )
    computers = len(world.in_use(*COMPUTERS))
    return (tenth(computers / posts), computers, posts) if posts and computers else NOTHING


@oracle("RH-02")
def one_function(world):
    there = [
        one
        for one in world.rows(Capacity)
        if (one.posts or one.bought_days)
        and (one.starts is None or one.starts.first_day <= world.on)
        and (one.ends is None or one.ends.last_day >= world.on)
    ]
    domains = {one.skill.lower() for one in there}
    alone = 0
    for domain in domains:
        rows = [one for one in there if one.skill.lower() == domain]
        functions, posts = {one.function for one in rows}, sum(one.posts or 0 for one in rows)
        alone += len(functions) == 1 and posts <= 1 and not any(one.bought_days for one in rows)
    return share(alone, len(domains))


@oracle("FIN-07")
def paid_by_others(world):
    """Accounts that the chart holds are settled; of one that it does not (« 2183 », « 6110 »), the section decides."""
    lines = [one for one in world.rows(BudgetLine) if one.planned is not None and one.year >= world.on.year]
    lines = [one for one in lines if one.tax_basis == "ttc"]
    returned = Decimal(0)
    for year in {one.year for one in lines}:
        cloud = sum(one.planned for one in lines if one.year == year and one.account == "65811")
        bought = sum(
            one.planned
            for one in lines
            if one.year == year and one.account not in ("65811", "65818") and one.section == "investissement"
        )
        returned += cents(bought * Decimal("0.16404")) + cents(cloud * Decimal("0.056"))
    aids = sum(one.notified or 0 for one in world.rows(Subsidy))
    spent = sum(one.planned for one in lines)
    return share(returned + aids, spent) if spent else NOTHING


def cents(amount):
    return Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@oracle("FIN-05")
def executed(world):
    rows = [one for one in world.rows(BudgetLine) if one.year < world.on.year and None not in (one.voted, one.paid)]
    rows = heaviest(rows, lambda one: one.voted)
    last = max((one.year for one in rows), default=None)
    rows = [one for one in rows if one.year == last]
    return share(sum(one.paid for one in rows), sum(one.voted for one in rows))


@oracle("FIN-06")
def done_of_the_plan(world):
    rows = [
        one
        for one in world.rows(BudgetLine)
        if one.section == "investissement" and one.year < world.on.year and None not in (one.planned, one.paid)
    ]
    rows = heaviest(rows, lambda one: one.planned)
    return share(sum(one.paid for one in rows), sum(one.planned for one in rows))


@oracle("FIN-08")
def subscriptions(world):
    rows = [one for one in world.rows(BudgetLine) if one.year < world.on.year and one.paid and one.account]
    rows = heaviest(rows, lambda one: one.paid)
    last = max((one.year for one in rows), default=None)
    rows = [one for one in rows if one.year == last]
    part = sum(one.paid for one in rows if one.account.startswith(("65811", "65818", "611")))
    return share(part, sum(one.paid for one in rows))


@oracle("CTR-01")
def suppliers(world):
    active = [one for one in world.rows(Supplier) if one.active]
    return len(active), sum(one.critical for one in active), len(active)


@oracle("CTR-02")
def contracts_to_renew(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours"]
    soon = sum(bool(one.ends_on and world.on <= one.ends_on < years_later(world.on, 1)) for one in rows)
    return soon, soon, len(rows)


@oracle("CTR-03")
def three_largest(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours" and one.yearly_amount]
    rows = heaviest(rows, lambda one: one.yearly_amount)
    paid = defaultdict(Decimal)
    for one in rows:
        paid[one.supplier_id] += one.yearly_amount
    return share(sum(sorted(paid.values())[-3:]), sum(paid.values()))


@oracle("CTR-04")
def reversible(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours" and one.critical]
    told = [one.reversibility for one in rows if one.reversibility is not None]
    return share(told.count(True), len(told))


def latest_usage(world):
    found = {}
    for one in sorted(world.rows(UsageMeasure), key=lambda one: one.measured_on):
        if one.measured_on <= world.on:
            found[(one.organisation_id, one.tool)] = one
    return found.values()


def latest_directories(world, told):
    found = {}
    for one in sorted(world.rows(DirectoryMeasure), key=lambda one: one.measured_on):
        if one.measured_on <= world.on:
            found[(one.organisation_id, one.directory)] = one
    return [one for one in found.values() if one.accounts >= 5 and getattr(one, told) is not None]


@oracle("CYB-01")
def second_factor(world):
    rows = latest_directories(world, "second_factor")
    return share(sum(one.second_factor for one in rows), sum(one.accounts for one in rows))


@oracle("CYB-08")
def privileged(world):
    rows = latest_directories(world, "privileged")
    return (sum(one.privileged for one in rows) if rows else None), None, None


@oracle("COL-01")
def active_accounts(world):
    rows = [one for one in latest_usage(world) if one.active_users is not None]
    active = sum(one.active_users for one in rows) if rows else None
    accounts = sum(one.accounts for one in rows if one.accounts is not None)
    return active, active, accounts or None


@oracle("COL-02")
def volume(world):
    known = [one.volume_gb for one in latest_usage(world) if one.volume_gb is not None]
    return (sum(known) if known else None), ANY, ANY


@oracle("COL-03")
def spaces(world):
    rows = world.rows(Space)
    return len(rows), sum(not one.owner_role for one in rows), len(rows)


@oracle("MUT-01")
def members(world):
    below = world.rows(Organisation, lambda one: one)
    return len(below) - 1 or None, ANY, ANY


def alive(world, *criticalities):
    rows = [one for one in world.rows(Application) if one.state in ("en_service", "a_remplacer")]
    return [one for one in rows if one.criticality in criticalities] if criticalities else rows


def recent(day, on):
    return day is not None and years_later(on, -1) < day <= on


def proven(rows, day_of, on):
    """Those without a day are not proven, as soon as one has a day."""
    days = [day_of(one) for one in rows]
    return share(sum(recent(day, on) for day in days), len(days)) if any(days) else NOTHING


@oracle("CYB-05")
def restored(world):
    return proven(alive(world, 3, 4), lambda one: one.restore_tested_on, world.on)


@oracle("CYB-09")
def reviewed(world):
    return proven(alive(world), lambda one: one.rights_reviewed_on, world.on)


@oracle("CYB-06")
def back_in_time(world):
    told = [
        one.measured_recovery_hours <= one.accepted_outage_hours
        for one in alive(world, 3, 4)
        if None not in (one.measured_recovery_hours, one.accepted_outage_hours)
    ]
    return share(sum(told), len(told))


@oracle("CON-03")
def approved(world):
    rows = [one.approved_until for one in alive(world) if one.online_service]
    return share(sum(bool(day and day >= world.on) for day in rows), len(rows)) if any(rows) else NOTHING
