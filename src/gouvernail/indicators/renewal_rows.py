"""What falls due within twenty-four months: by year and type from the cohorts of a place, by site from its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Length

from gouvernail.estate.reading import ending
from gouvernail.indicators.estate_rows import lifetime_years, place_names
from gouvernail.kernel.periods import Month, add_months
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage
from gouvernail.plans.models import UnitPrice

MONTHS_AHEAD = 24
PAST = "echu"


@dataclass
class Due:
    """What falls due: how many, how many without any price, the known prices and the estimates, by tax basis.

    ``estimated`` is how many have no purchase price but a unit price of their type, which ``estimates`` adds up.
    """

    count: int = 0
    unpriced: int = 0
    estimated: int = 0
    prices: dict[str, Decimal] = field(default_factory=dict)
    estimates: dict[str, Decimal] = field(default_factory=dict)

    def add(self, count: int, priced: int, basis: str, price: Decimal | None) -> None:
        """Add equipment of one price basis."""
        self.count += count
        self.unpriced += count - priced
        if price is not None:
            self.prices[basis] = self.prices.get(basis, Decimal(0)) + price

    def add_all(self, other: Due) -> None:
        """Add all that falls due elsewhere."""
        self.count += other.count
        self.unpriced += other.unpriced
        self.estimated += other.estimated
        for mine, theirs in ((self.prices, other.prices), (self.estimates, other.estimates)):
            for basis, price in theirs.items():
                mine[basis] = mine.get(basis, Decimal(0)) + price

    def estimate(self, price: UnitPrice | None) -> None:
        """Give those without a purchase price, all of one type, the unit price of that type."""
        if price is not None and self.unpriced:
            amount = price.price * self.unpriced
            self.estimates[price.tax_basis] = self.estimates.get(price.tax_basis, Decimal(0)) + amount
            self.estimated, self.unpriced = self.estimated + self.unpriced, 0


@dataclass
class Dues:
    """What falls due, by year (those past first) and by type; how many are not dated, and how many there are."""

    by_year: dict[str, Due] = field(default_factory=lambda: defaultdict(Due))
    by_type: dict[str, Due] = field(default_factory=lambda: defaultdict(Due))
    whole: Due = field(default_factory=Due)
    undated: int = 0
    total: int = 0


def read_dues(place: Organisation, on: date) -> Dues:
    """Read what falls due at a place (two queries)."""
    limit, life = add_months(on, MONTHS_AHEAD), 12 * lifetime_years(on)
    cut = {
        (planned, Month.of(day).shifted(0 if planned else -life)) for planned in (True, False) for day in (on, limit)
    }
    dues, sums, unit_prices = Dues(), defaultdict(Due), unit_prices_of(place, on)
    for one in ending(place, cut):
        dues.total += one.count
        if one.day is None:
            dues.undated += one.count
        elif (day := one.day if one.planned else _aged(one.day, life)) < limit:
            year = PAST if day < on else str(day.year)
            sums[(year, one.type)].add(one.count, one.priced, one.tax_basis, one.price)
    for (year, type), due in sums.items():
        due.estimate(unit_prices.get(type))
        for whole in (dues.by_year[year], dues.by_type[type], dues.whole):
            whole.add_all(due)
    dues.by_year = {key: dues.by_year[key] for key in sorted(dues.by_year, key=lambda key: (key != PAST, key))}
    return dues


@lru_cache(maxsize=4096)
def _aged(born: date, life: int) -> date:
    """The day on which a life of so many months ends."""
    return add_months(born, life)


def unit_prices_of(place: Organisation, on: date) -> dict[str, UnitPrice]:
    """Return the unit price in force on a day, by type: that of the place, else of the nearest above (one query)."""
    known = UnitPrice.objects.filter(organisation__path__in=lineage(place.path), since__lte=on, price__isnull=False)
    return {one.type: one for one in known.order_by(Length("organisation__path"), "since", "pk")}


def read_sites(place: Organisation, rows: QuerySet, on: date) -> list[tuple[int | None, str, Due]]:
    """Read what of ``rows`` falls due site by site: (identifier, name, what falls due) (two queries)."""
    limit, life = add_months(on, MONTHS_AHEAD), 12 * lifetime_years(on)
    names = ("site_id", "site__name", "site__organisation__name", "type", "tax_basis")
    found = (
        rows.filter(_ends_before(limit, life))
        .values_list(*names)
        .annotate(n=Count("pk"), priced=Count("purchase_price"), price=Sum("purchase_price"))
    )
    sites: dict[tuple[int | None, str | None, str | None], Due] = defaultdict(Due)
    unit_prices = unit_prices_of(place, on)
    for pk, site, organisation, type, basis, count, priced, price in found:
        one = Due()
        one.add(count, priced, basis, price)
        one.estimate(unit_prices.get(type))
        sites[(pk, site, organisation)].add_all(one)
    labels = place_names([(site, organisation) for _pk, site, organisation in sites])
    made = [(pk, labels[(site, organisation)], due) for (pk, site, organisation), due in sites.items()]
    return sorted(made, key=lambda one: (one[0] is None, one[1], one[0] or 0))


def _ends_before(limit: date, life: int) -> Q:
    born = _first_not_before(limit, life).isoformat()
    planned = Q(planned_replacement__last_day__lt=limit.isoformat())
    started = Q(planned_replacement=None, in_service_on__last_day__lt=born)
    bought = Q(planned_replacement=None, in_service_on=None, bought_on__last_day__lt=born)
    return planned | started | bought


def _first_not_before(limit: date, life: int) -> date:
    """The first day of birth from which a life of so many months does not end before ``limit``."""
    day = add_months(limit, -life) - timedelta(days=3)
    while add_months(day, life) < limit:
        day += timedelta(days=1)
    return day
