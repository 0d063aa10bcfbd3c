"""Every cell of every breakdown again, by slow and obvious loops: {key: value} for a code and a dimension.

Where a cell is the figure of a part, it is the oracle of the figure over the rows of that part and no others; where it
counts, it counts. A cell that is not declared here is not compared: ``test_parts`` refuses it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal

from gouvernail.action_plan.models import Action
from gouvernail.awareness.models import CampaignResult
from gouvernail.collaboration.models import Space
from gouvernail.estate.models import Equipment
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetLine, Capacity, Subsidy
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, Supplier
from gouvernail.support.models import Request
from tests.indicators.oracles import (
    COMPUTERS,
    ORACLES,
    QUARTER,
    TWELVE_MONTHS,
    World,
    alive,
    between,
    birth,
    days_there,
    heaviest,
    latest_directories,
    latest_usage,
    minutes_open,
    quarters_from,
    recent,
    share,
    tenth,
    timed,
    worked,
    years_later,
)
from tests.recurrence import comes_back

KINDS = ("support", "sites", "projets", "securite")
PARTS = {}


def part(code, *dimensions):
    """Enter a function under its code and dimensions."""

    def enter(function):
        PARTS.update({(code, dimension): function for dimension in dimensions})
        return function

    return enter


class Narrowed(World):
    """The rows of one model that are kept, and all of the others."""

    def __init__(self, world, model, keep):
        super().__init__(world.place, world.on)
        self.model, self.keep = model, keep

    def rows(self, model, holder=lambda one: one.organisation):
        rows = super().rows(model, holder)
        return [one for one in rows if self.keep(one)] if model is self.model else rows


def figures(world, code, model, key):
    """The figure over the rows of each key."""
    keys = {key(one) for one in world.rows(model)}
    return {name: ORACLES[code](Narrowed(world, model, lambda one, name=name: key(one) == name))[0] for name in keys}


def site_of(one):
    return str(one.site_id or "none")


@part("SUP-01", "kind")
def opened_by_kind(world):
    rows = between(QUARTER, world.rows(Request), "opened_on")
    return {kind: sum(one.kind == kind for one in rows) for kind in KINDS}


@part("SUP-01", "department")
def opened_by_department(world):
    rows = between(QUARTER, world.rows(Request), "opened_on")
    return Counter(f"{one.organisation.path}{one.department_id or ''}" for one in rows)


@part("SUP-02", "kind")
def shares_by_kind(world):
    rows = between(QUARTER, world.rows(Request), "opened_on")
    return {kind: share(sum(one.kind == kind for one in rows), len(rows))[0] for kind in KINDS}


@part("SUP-03", "kind")
def delays_by_kind(world):
    found = defaultdict(list)
    for one in between(TWELVE_MONTHS, world.rows(Request), "closed_on"):
        found[one.kind].append(worked(one.opened_on, one.closed_on))
    return {kind: tenth(Decimal(sum(days)) / len(days)) if len(days) >= 5 else None for kind, days in found.items()}


@part("SUP-11", "kind")
def hours_by_kind(world):
    found = defaultdict(list)
    for one in timed(between(TWELVE_MONTHS, world.rows(Request), "closed_on")):
        found[one.kind].append(minutes_open(one))
    return {
        kind: tenth(Decimal(sum(minutes)) / len(minutes) / 60) if len(minutes) >= 5 else None
        for kind, minutes in found.items()
    }


@part("SUP-04", "kind")
def recurring_by_kind(world):
    rows, found = world.rows(Request), defaultdict(list)
    for one in between(TWELVE_MONTHS, rows, "opened_on"):
        if (one.category and one.title_sketch) or one.equipment_key is not None:
            found[one.kind].append(any(comes_back(one, other) for other in rows))
    return {kind: share(sum(said), len(said))[0] if len(said) >= 5 else None for kind, said in found.items()}


def still_open(world):
    rows = [one for one in world.rows(Request) if one.opened_on <= world.on]
    return [one for one in rows if one.closed_on is None or one.closed_on > world.on]


@part("SUP-07", "kind")
def waiting_by_kind(world):
    return {kind: sum(one.kind == kind for one in still_open(world)) for kind in KINDS}


@part("SUP-07", "age")
def waiting_by_age(world):
    ages = [(world.on - one.opened_on).days for one in still_open(world)]
    limits = {"7": (0, 7), "30": (8, 30), "90": (31, 90), "beyond": (91, 10_000)}
    return {key: sum(low <= age <= high for age in ages) for key, (low, high) in limits.items()}


@part("RH-01", "type")
def workstations_by_type(world):
    posts = ORACLES["RH-01"](world)[2]
    return {kind: tenth(len(world.in_use(kind)) / posts) for kind in COMPUTERS}


@part("RH-02", "domain")
def alone_by_domain(world):
    domains = {one.skill.lower() for one in world.rows(Capacity)}
    alone = {
        name: ORACLES["RH-02"](Narrowed(world, Capacity, lambda one, name=name: one.skill.lower() == name))[1]
        for name in domains
    }
    return {one.skill: alone[one.skill.lower()] for one in world.rows(Capacity)}


@part("RH-03", "quarter")
def there_by_quarter(world):
    """The days there are; those asked add up to the whole, which the oracle of the figure holds."""
    capacities = world.rows(Capacity)
    skills = {one.skill for one in capacities}
    return {
        f"{quarter.year}-{(quarter.month + 2) // 3}": tenth(
            sum(days_there(capacities, skill, quarter) for skill in skills)
        )
        for quarter in quarters_from(world.on, 4)
    }


@part("SUP-05", "obstacle")
def obstacles(world):
    return Counter(one.obstacle for one in world.rows(Action) if one.status != "termine" and one.obstacle)


@part("CYB-11", "status")
def statuses(world):
    rows = [one for one in world.rows(Action) if one.status != "abandonne"]
    late = sum(one.status != "termine" and bool(one.due) and one.due.last_day < world.on for one in rows)
    return Counter(one.status for one in rows) | {"late": late}


@part("PRJ-01", "health")
def healths(world):
    return Counter(one.health or "unknown" for one in world.rows(Project) if one.life_cycle == "en_cours")


@part("PRJ-01", "life_cycle")
def life_cycles(world):
    return Counter(one.life_cycle for one in world.rows(Project))


@part("PRJ-01", "weight")
def project_weights(world):
    return Counter(
        "structuring" if one.structuring else "other" for one in world.rows(Project) if one.life_cycle == "en_cours"
    )


def decisions(world):
    return [one for one in world.rows(register_of("decision").model) if one.outcome in ("proposee", "ajournee")]


@part("PRJ-02", "outcome")
def outcomes(world):
    return Counter(one.outcome for one in decisions(world))


@part("PRJ-02", "meeting")
def meetings(world):
    return {"none": len(decisions(world))}


@part("PRJ-03", "outcome")
def milestones(world):
    found = Counter()
    for one in world.rows(Milestone):
        if one.ends is None or not years_later(world.on, -1) <= one.ends.last_day <= world.on:
            continue
        done = one.done_on if one.done_on and one.done_on <= world.on else None
        if one.ends.last_day == world.on and not one.done_on:
            continue
        found["tenu" if one.done_on and one.done_on <= one.ends.last_day else "tard" if done else "manque"] += 1
    return found


@part("PRJ-04", "project")
def gaps(world):
    rows = [one for one in world.rows(BudgetLine) if one.project_id and one.year < world.on.year]
    rows = heaviest([one for one in rows if None not in (one.voted, one.paid)], lambda one: one.voted)
    found = defaultdict(list)
    for one in rows:
        found[str(one.project_id)].append(one)
    return {
        key: share(sum(one.paid - one.voted for one in lines), sum(one.voted for one in lines))[0]
        for key, lines in found.items()
    }


@part("PAT-01", "type")
def types(world):
    return Counter(one.type for one in world.in_use())


@part("PAT-01", "condition")
def conditions(world):
    return Counter(one.condition or "unknown" for one in world.in_use())


@part("PAT-02", "age")
def ages(world):
    found = Counter()
    for one in world.in_use(*COMPUTERS):
        born = birth(one)
        if born is None or born.first_day > world.on:
            found["unknown"] += 1
            continue
        day = min(born.last_day, world.on)
        found[str(next(years for years in range(40) if years_later(day, years + 1) > world.on))] += 1
    return found


@part("PAT-03", "type")
def refurbished_by_type(world):
    return figures(world, "PAT-03", Equipment, lambda one: one.type)


@part("PAT-03", "condition")
def told_conditions(world):
    return Counter(one.condition for one in world.in_use() if one.condition)


@part("PAT-04", "type")
def unassigned_by_type(world):
    return figures(world, "PAT-04", Equipment, lambda one: one.type)


@part("PAT-05", "type")
def renewals_by_type(world):
    return figures(world, "PAT-05", Equipment, lambda one: one.type)


@part("PAT-05", "site")
def renewals_by_site(world):
    return figures(world, "PAT-05", Equipment, site_of)


@part("PAT-05", "year")
def renewals_by_year(world):
    found = Counter()
    for one in world.in_use():
        if not (one.planned_replacement or birth(one)):
            continue
        day = one.planned_replacement.last_day if one.planned_replacement else years_later(birth(one).last_day, 5)
        if day < years_later(world.on, 2):
            found["echu" if day < world.on else str(day.year)] += 1
    return found


@part("PAT-06", "site")
def windows_by_site(world):
    return figures(world, "PAT-06", Equipment, site_of)


def on_an_old_system(world):
    rows = world.in_use(*COMPUTERS)
    rows = [one for one in rows if one.os in ("windows_10", "windows_ancien") or (not one.os and one.windows11)]
    return [one for one in rows if one.os or one.windows11 != "migre"]


@part("PAT-06", "progress")
def waves(world):
    return Counter(one.windows11 or "unknown" for one in on_an_old_system(world))


@part("PAT-06", "application")
def blocking(world):
    blocked = [one.blocked_by.lower() for one in on_an_old_system(world) if one.windows11 == "bloque"]
    return Counter(name.replace("é", "e") or "unknown" for name in blocked)


@part("PAT-08", "site")
def printers_by_site(world):
    by_site = figures(world, "PAT-08", Equipment, site_of)
    sites = {site_of(one): one.site for one in world.in_use(*COMPUTERS, "imprimante")}
    several = len({site.organisation_id for site in sites.values() if site}) > 1
    return {
        (f"{site.name} ({site.organisation.name})" if several else site.name)
        if site
        else "Site non renseigné": by_site[key]
        for key, site in sites.items()
    }


@part("CYB-02", "protection")
def protections(world):
    words = {True: "yes", False: "no", None: "unknown"}
    return Counter(words[one.protected] for one in world.in_use(*COMPUTERS))


@part("CYB-02", "site")
def protected_by_site(world):
    return figures(world, "CYB-02", Equipment, site_of)


@part("CYB-04", "system")
def out_by_system(world):
    return figures(world, "CYB-04", Equipment, lambda one: one.os or "none")


@part("CYB-07", "department")
def clicks_by_department(world):
    rows = world.rows(CampaignResult, lambda one: one.department.organisation)
    last = max(one.campaign.sent_on for one in rows if one.campaign.sent_on <= world.on)
    return {
        f"{one.department.organisation.path}{one.department_id}": share(one.clicked, one.recipients)[0]
        for one in rows
        if one.campaign.sent_on == last
    }


def directory_key(one):
    return f"{one.organisation.path}{one.directory}"


@part("CYB-01", "directory")
def factors(world):
    rows = latest_directories(world, "second_factor")
    return {directory_key(one): share(one.second_factor, one.accounts)[0] for one in rows}


@part("CYB-08", "directory")
def privileges(world):
    return {directory_key(one): one.privileged for one in latest_directories(world, "privileged")}


@part("CTR-01", "kind")
def suppliers_by_kind(world):
    return Counter(one.kind for one in world.rows(Supplier) if one.active)


@part("CTR-01", "weight")
def suppliers_by_weight(world):
    active = [one for one in world.rows(Supplier) if one.active]
    return {"critical": sum(one.critical for one in active), "structuring": sum(one.structuring for one in active)}


def ending(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours" and one.ends_on]
    return [one for one in rows if world.on <= one.ends_on < years_later(world.on, 1)]


@part("CTR-02", "kind")
def ending_by_kind(world):
    return Counter(one.kind for one in ending(world))


@part("CTR-02", "quarter")
def ending_by_quarter(world):
    return Counter(f"T{(one.ends_on.month + 2) // 3} {one.ends_on.year}" for one in ending(world))


@part("CTR-03", "supplier")
def weights(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours" and one.yearly_amount]
    paid = Counter()
    for one in heaviest(rows, lambda one: one.yearly_amount):
        paid[str(one.supplier_id)] += one.yearly_amount
    return {key: share(amount, paid.total())[0] for key, amount in paid.items()}


@part("CTR-04", "clause")
def clauses(world):
    rows = [one for one in world.rows(Contract) if one.state == "en_cours" and one.critical]
    return Counter(str(one.reversibility) for one in rows)


@part("COL-01", "tool")
def active_by_tool(world):
    found = Counter()
    for one in latest_usage(world):
        if one.active_users is not None:
            found[one.tool] += one.active_users
    return found


@part("COL-02", "tool")
def volume_by_tool(world):
    found = Counter()
    for one in latest_usage(world):
        if one.volume_gb is not None:
            found[one.tool] += one.volume_gb
    return found


@part("COL-03", "use")
def spaces_by_use(world):
    return Counter(one.purpose or "none" for one in world.rows(Space))


@part("COL-03", "tool")
def spaces_by_tool(world):
    return Counter(one.tool or "none" for one in world.rows(Space))


@part("COL-03", "answer")
def spaces_that_answer(world):
    rows = world.rows(Space)
    owned, attached = sum(bool(one.owner_role) for one in rows), sum(one.department_id is not None for one in rows)
    return {
        "owned": owned, "orphan": len(rows) - owned, "attached": attached, "detached": len(rows) - attached,
    }  # fmt: skip


def last_full_year(world, rows):
    return [one for one in rows if one.year == max(one.year for one in rows)]


@part("FIN-05", "section")
def executed_by_section(world):
    rows = [one for one in world.rows(BudgetLine) if one.year < world.on.year and None not in (one.voted, one.paid)]
    rows = last_full_year(world, heaviest(rows, lambda one: one.voted))
    sections = {one.section for one in rows}
    return {
        key: share(sum(one.paid for one in part), sum(one.voted for one in part))[0]
        for key in sections
        if (part := [one for one in rows if one.section == key])
    }


def by_year(rows, paid, whole):
    return {
        str(year): share(sum(paid(one) for one in part), sum(whole(one) for one in part))[0]
        for year in {one.year for one in rows}
        if (part := [one for one in rows if one.year == year])
    }


@part("FIN-05", "year")
def executed_by_year(world):
    rows = [one for one in world.rows(BudgetLine) if one.year < world.on.year and None not in (one.voted, one.paid)]
    return by_year(heaviest(rows, lambda one: one.voted), lambda one: one.paid, lambda one: one.voted)


@part("FIN-06", "year")
def done_by_year(world):
    rows = [one for one in world.rows(BudgetLine) if one.section == "investissement" and one.year < world.on.year]
    rows = heaviest([one for one in rows if None not in (one.planned, one.paid)], lambda one: one.planned)
    return by_year(rows, lambda one: one.paid, lambda one: one.planned)


@part("FIN-08", "year")
def subscriptions_by_year(world):
    rows = [one for one in world.rows(BudgetLine) if one.year < world.on.year and one.paid and one.account]
    rows = heaviest(rows, lambda one: one.paid)
    return by_year(
        rows,
        lambda one: one.paid if one.account.startswith(("65811", "65818", "611")) else 0,
        lambda one: one.paid,
    )


@part("FIN-07", "source")
def financers(world):
    _whole, together, spent = ORACLES["FIN-07"](world)
    if spent is None:
        return {}
    aids = sum(one.notified or 0 for one in world.rows(Subsidy))
    return {"fctva": share(together - aids, spent)[0], "subventions": share(aids, spent)[0]}


def answers(rows, holds):
    return Counter(str(holds(one)) for one in rows)


@part("CYB-05", "answer")
def restores(world):
    return answers(alive(world, 3, 4), lambda one: one.restore_tested_on and recent(one.restore_tested_on, world.on))


@part("CYB-09", "answer")
def reviews(world):
    return answers(alive(world), lambda one: one.rights_reviewed_on and recent(one.rights_reviewed_on, world.on))


@part("CYB-06", "answer")
def recoveries(world):
    return answers(
        alive(world, 3, 4),
        lambda one: (
            None
            if None in (one.measured_recovery_hours, one.accepted_outage_hours)
            else one.measured_recovery_hours <= one.accepted_outage_hours
        ),
    )


@part("CON-03", "answer")
def approvals(world):
    rows = [one for one in alive(world) if one.online_service]
    return answers(rows, lambda one: one.approved_until and one.approved_until >= world.on)


@part("MUT-01", "kind")
def members(world):
    below = [one for one in Organisation.objects.all() if one.path.startswith(world.place.path) and one != world.place]
    return Counter(one.kind for one in below)


def month_counts(world, name, first, last):
    """How many requests have their day in each month, from one to another."""
    found, day = [], first
    while day <= last:
        after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append(
            sum(
                bool(moment) and day <= moment < after for moment in (getattr(one, name) for one in world.rows(Request))
            )
        )
        day = after
    return found
