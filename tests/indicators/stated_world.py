"""Statements drawn at random, or one of each: what the indicators of stated figures are tested on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.statements.facts import By, Fact, Nature, Pace, Unit, facts
from gouvernail.statements.models import Statement
from tests.factories import make_budget_line, make_site


def stated(place, fact: str, period: PartialDate, value, **values) -> Statement:
    """A figure stated, or without object when the value is ``None``; nothing is checked, nothing written."""
    standing = "sans_objet" if value is None else "releve"
    return Statement(organisation=place, fact=fact, period=period, value=value, standing=standing, **values)


def state(place, fact: str, period: PartialDate, value, **values) -> Statement:
    """The same, written."""
    one = stated(place, fact, period, value, **values)
    one.save()
    return one


def parts_of(fact: Fact, place, names: tuple[str, ...]) -> list[dict]:
    """The parts of a fact that the tests state."""
    if fact.by is By.SITE:
        return [{"site": place.sites.first() or make_site(place)}]
    if fact.by is By.CHOICE:
        return [{"subject": key} for key, _label in fact.choices[:2]]
    return [{"subject": name} for name in names] if fact.by is By.THING else [{}]


def state_everything(place, rows: int = 1) -> None:
    """One of each fact for the end of 2025, over ``rows`` parts where things are named, and what was paid that year."""
    make_budget_line(place, 2025, 10, paid=1000, tax_basis="ttc", section="fonctionnement")
    rows_stated = []
    for fact in facts():
        periods = [PartialDate.of_quarter(2025, number) for number in range(1, 5)]
        if fact.nature is Nature.STATE:
            periods = [PartialDate.of_day(date(2025, 12, 31))]
        elif fact.pace is Pace.YEAR:
            periods = [PartialDate.of_year(2025)]
        basis = "ttc" if fact.unit is Unit.MONEY else ""
        for part in parts_of(fact, place, tuple(f"Chose {number}" for number in range(rows))):
            rows_stated += [
                stated(place, fact.code, period, _value(fact), tax_basis=basis, **part) for period in periods
            ]
    Statement.objects.bulk_create(rows_stated)


def _value(fact: Fact) -> Decimal:
    if fact.unit is Unit.MONEY:
        return Decimal(90_000)
    if fact.most is not None:
        return fact.most
    return Decimal(1 if fact.code == "postes-corriges" else 8 if fact.at_most else 20)


def draw_statements(draw: Random, place) -> None:
    """Whole and broken quarters, years, days; handfuls that must count for nothing; zero and « sans objet »."""
    make_budget_line(place, 2025, 10, paid=draw.choice([500, 900]), tax_basis="ttc", section="fonctionnement")
    make_site(place)
    for fact in facts():
        for part in parts_of(fact, place, ("Alpha", "Bêta")):
            for period in _periods(draw, fact):
                basis = draw.choice(["ttc", "ttc", "ht"]) if fact.unit is Unit.MONEY else ""
                state(place, fact.code, period, _drawn(draw, fact), tax_basis=basis, **part)


def _drawn(draw: Random, fact: Fact) -> Decimal | None:
    if fact.most is not None:
        return draw.choice([Decimal("1.5"), Decimal(4), Decimal("4.75")])
    if fact.unit is Unit.MONEY:
        return Decimal(draw.choice([30_000, 80_000]))
    if fact.code == "postes-corriges":
        return Decimal(draw.choice([0, 1, 2]))
    if fact.at_most:
        return Decimal(draw.choice([5, 7] if fact.floor else [0, 5, 7]))
    return draw.choice([Decimal(20), Decimal(33), Decimal(50), Decimal(3), None])


def _periods(draw: Random, fact: Fact) -> list[PartialDate]:
    if fact.nature is Nature.STATE:
        return [PartialDate.of_day(date(year, 12, 31)) for year in (2024, 2025)]
    if fact.pace is Pace.YEAR:
        return [PartialDate.of_year(year) for year in (2023, 2024, 2025)]
    quarters = [PartialDate.of_quarter(2025, number) for number in (3, 4)]
    months = [PartialDate.of_month(2025, number) for number in (10, 11, 12)]
    if fact.pace is Pace.QUARTER or draw.random() < 0.6:
        return quarters
    return months if draw.random() < 0.7 else months[1:]
