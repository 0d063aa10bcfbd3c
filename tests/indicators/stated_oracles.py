"""The indicators of stated figures again, by slow loops over the statements, one object after the other."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from unittest.mock import ANY

from gouvernail.plans.models import BudgetLine
from gouvernail.statements.models import Statement
from tests.indicators.oracles import COMPUTERS, NOTHING, oracle, share

FLOORS = {
    "utilisateurs-equipes", "licences-payees", "demandes-traitees", "demandes-resolues", "enquete-envois",
    "enquete-reponses", "epn-participations", "epn-accompagnements",
}  # fmt: skip
Q4 = [(2025, 10), (2025, 11), (2025, 12)]


def stated(world):
    """The statements at or below a place of what was over on the day, read once for a world."""
    if not hasattr(world, "stated"):
        rows = Statement.objects.select_related("organisation")
        world.stated = [
            one for one in rows
            if one.organisation.path.startswith(world.place.path) and one.period.last_day <= world.on
        ]  # fmt: skip
    return world.stated


def held(world, *codes):
    """The statements at or below a place, without those of a handful, by source and fact."""
    found = defaultdict(lambda: defaultdict(list))
    for one in stated(world):
        if one.fact not in codes or (one.fact in FLOORS and one.value is not None and 0 < one.value < 5):
            continue
        found[one.organisation.path, one.site_id, one.subject][one.fact].append(one)
    return found


def months_of(one):
    first, last = one.period.first_day, one.period.last_day
    return [
        (year, month)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]


def complete(by_fact, code, months):
    """The statements of a fact that make up all the months, or nothing."""
    inside = [one for one in by_fact[code] if set(months_of(one)) <= set(months)]
    covered = sorted(month for one in inside for month in months_of(one))
    return inside if covered == sorted(months) and any(one.value is not None for one in inside) else None


def sums(world, months, *codes):
    """Per source, the sum of each fact, where all of them cover all the months."""
    totals = []
    for source, by_fact in held(world, *codes).items():
        found = [complete(by_fact, code, months) for code in codes]
        if all(found):
            totals.append((source, [sum(one.value or 0 for one in rows) for rows in found]))
    return totals


def pair_of(world, months, part, whole):
    rows = [values for _source, values in sums(world, months, part, whole)]
    return share(sum(one[0] for one in rows), sum(one[1] for one in rows)) if rows else NOTHING


@oracle("SUP-08")
def on_time(world):
    return pair_of(world, Q4, "demandes-dans-le-delai", "demandes-traitees")


@oracle("SUP-09")
def first_contact(world):
    return pair_of(world, Q4, "demandes-premier-niveau", "demandes-resolues")


@oracle("EPN-03")
def time_given(world):
    return pair_of(world, Q4, "epn-jours", "jours-fonction")


@oracle("SUP-10")
def satisfaction(world):
    marks = answers = Decimal(0)
    for by_fact in held(world, "enquete-reponses", "enquete-note").values():
        said, noted = complete(by_fact, "enquete-reponses", Q4), complete(by_fact, "enquete-note", Q4)
        if not said or not noted:
            continue
        weighed = [
            (mark, answer)
            for mark in noted
            for answer in said
            if mark.period == answer.period and answer.value is not None
        ]
        if weighed:
            marks += sum(mark.value * answer.value for mark, answer in weighed)
            answers += sum(one.value or 0 for one in said)
    if not answers:
        return NOTHING
    return (marks / answers).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), marks, answers


@oracle("CYB-10")
def incidents(world):
    rows = sums(world, Q4, "incidents")
    return (sum(values[0] for _source, values in rows) if rows else None), None, None


@oracle("EPN-01")
def visits(world):
    rows = [values for _source, values in sums(world, Q4, "epn-participations", "epn-places")]
    if not rows:
        return NOTHING
    came, places = sum(one[0] for one in rows), sum(one[1] for one in rows)
    return came, came, places


@oracle("EPN-02")
def people_helped(world):
    rows = sums(world, Q4, "epn-accompagnements")
    return (sum(values[0] for _source, values in rows) if rows else None), None, None


def standing(world, *codes):
    """Per source, the facts of the latest day that states them all, unless the last word is « sans objet »."""
    found = []
    for source, by_fact in held(world, *codes).items():
        days = defaultdict(dict)
        for code in codes:
            for one in by_fact[code]:
                days[one.period.last_day][code] = one.value
        if None in days[max(days)].values():
            continue
        whole = [day for day in days if all(days[day].get(code) is not None for code in codes)]
        if whole:
            found.append((source, [days[max(whole)][code] for code in codes]))
    return found


def pair_standing(world, part, whole):
    rows = [values for _source, values in standing(world, part, whole)]
    return share(sum(one[0] for one in rows), sum(one[1] for one in rows)) if rows else NOTHING


@oracle("FIN-09")
def unused(world):
    return pair_standing(world, "licences-sans-usage", "licences-payees")


@oracle("CYB-12")
def measures(world):
    return pair_standing(world, "mesures-faites", "mesures-applicables")


@oracle("CON-01")
def processing(world):
    return pair_standing(world, "traitements-revus", "traitements")


@oracle("CON-02")
def accessible(world):
    return pair_standing(world, "criteres-respectes", "criteres-applicables")


@oracle("CYB-03")
def patched(world):
    rows = standing(world, "postes-corriges")
    paths = {source[0] for source, _values in rows}
    computers = [one for one in world.in_use(*COMPUTERS) if one.organisation.path in paths]
    done = sum(values[0] for _source, values in rows)
    return share(done, len(computers)) if rows and done <= len(computers) else NOTHING


@oracle("PAT-07")
def reused(world):
    for year in (2025, 2024, 2023):
        found = pair_of(world, [(year, month) for month in range(1, 13)], "reformes-reemployes", "reformes-stock")
        if found[0] is not None:
            return found
    return NOTHING


def told_in(world, source, fact, year):
    return next(
        one for one in stated(world)
        if (one.organisation.path, one.fact, one.period.last_day.year) == (source[0], fact, year)
    )  # fmt: skip


def lines_paid(world, path, year, basis):
    return [
        one for one in world.rows(BudgetLine)
        if (one.organisation.path, one.year, one.tax_basis) == (path, year, basis) and one.paid is not None
    ]  # fmt: skip


def spending(world, fact, sections):
    for year in (2025, 2024, 2023):
        by_basis = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for source, (whole,) in sums(world, [(year, month) for month in range(1, 13)], fact):
            basis = told_in(world, source, fact, year).tax_basis
            lines = [one.paid for one in lines_paid(world, source[0], year, basis) if one.section in sections]
            if lines:
                by_basis[basis][0] += sum(lines)
                by_basis[basis][1] += whole
        if by_basis:
            _whole, _basis, terms = max((terms[1], basis, terms) for basis, terms in by_basis.items())
            return share(*terms)
    return NOTHING


@oracle("FIN-01")
def share_of_all(world):
    return spending(world, "depenses-totales", ("investissement", "fonctionnement", ""))


@oracle("FIN-02")
def share_of_operating(world):
    return spending(world, "depenses-reelles-fonctionnement", ("fonctionnement",))


def costs(world, year, divide, with_projects):
    by_basis = defaultdict(lambda: [Decimal(0), Decimal(0)])
    months = [(year, month) for month in range(1, 13)]
    for source, (pay, worn) in sums(world, months, "masse-salariale-si", "amortissements-si"):
        basis = told_in(world, source, "amortissements-si", year).tax_basis
        lines = [
            one.paid for one in lines_paid(world, source[0], year, basis)
            if one.section == "fonctionnement" and (with_projects or one.project_id is None)
            and not one.account.startswith(("64", "631", "633"))
        ]  # fmt: skip
        count = divide(source[0], year)
        if lines and count:
            by_basis[basis][0] += pay + worn + sum(lines)
            by_basis[basis][1] += count
    return by_basis


def cost(world, divide, with_projects):
    for year in (2025, 2024, 2023):
        if by_basis := costs(world, year, divide, with_projects):
            _whole, _basis, (spent, count) = max((terms[0], basis, terms) for basis, terms in by_basis.items())
            return (spent / count).quantize(Decimal(1), rounding=ROUND_HALF_UP), spent, count
    return NOTHING


@oracle("FIN-03")
def cost_by_computer(world):
    computers = world.in_use(*COMPUTERS)
    return cost(world, lambda path, _year: sum(one.organisation.path == path for one in computers), False)


@oracle("FIN-04")
def cost_by_user(world):
    def users(path, year):
        rows = [
            one for one in stated(world)
            if one.fact == "utilisateurs-equipes" and one.organisation.path == path
            and one.period.last_day.year <= year and (one.value is None or one.value >= 5)
        ]  # fmt: skip
        return max(rows, key=lambda one: one.period).value if rows else None

    return cost(world, users, True)


@oracle("MUT-02")
def contributions(world):
    for year in (2025, 2024, 2023):
        rows = sums(world, [(year, month) for month in range(1, 13)], "contribution")
        if rows:
            return sum(values[0] for _source, values in rows), ANY, ANY
    return NOTHING
